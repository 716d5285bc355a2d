// Registration, access codes, who I am and my children, what I was told, and the help of a Spazio.
#include "adapters/http/assistance_summary.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/families.hpp"
#include "adapters/http/handed_codes.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/paging.hpp"
#include "adapters/http/problem.hpp"
#include "core/people/assistance.hpp"
#include "core/people/families.hpp"
#include "core/people/notices.hpp"
#include "core/people/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

// The reader's bounds are loose where the core has a better word for what is wrong.
constexpr std::size_t kTaxCodeMax = 64, kPasswordMax = 256, kCodeMax = 64;

people::Person readPerson(json::Object& body) {
    people::Person person;
    person.tax_code = body.text("tax_code", 1, kTaxCodeMax);
    person.given_name = body.text("given_name", 1, people::kNameBytesMax);
    person.family_name = body.text("family_name", 1, people::kNameBytesMax);
    person.born = body.date("birth_date");
    return person;
}

Response answered(const Result<registers::Reply>& reply, const Request& request) {
    return reply ? Response{reply->status, reply->body} : problem(reply.error(), request);
}

void writeSession(json::Writer& out, const people::Assistance& session) {
    out.member("id", session.id).member("opened_at", session.opened).member("ends_at", session.ends);
}

}  // namespace

Response createFamilyAccount(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    Registration registration;
    registration.username = body.text("username", 1, 64);
    registration.password = body.text("password", 1, kPasswordMax);
    registration.person = readPerson(body);
    if (body.has("access_code")) registration.access_code = body.text("access_code", 1, kCodeMax);
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return answered(registerFamily(desk, request, registration, request.header("idempotency-key")), request);
}

Response createAccessCode(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    registers::Id person;
    std::string tax_code;
    if (body.has("person_id")) {
        person = body.id("person_id");
    } else {
        tax_code = body.text("tax_code", 1, kTaxCodeMax);
    }
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    if (!tax_code.empty()) {
        const auto code = people::TaxCode::parse(tax_code);
        if (!code) return problem(code.error(), request);
        note(desk, request, "access_code");  // The answer tells whether the city knows them.
        person = desk.views.people.persons.byTaxCode(code->text()).value_or(registers::Id{});
    }
    const auto given = giveAccessCode(desk, request, person);
    if (!given) return problem(given.error(), request);
    json::Writer out;
    out.beginObject().member("person_id", person).member("code", given->code).member("expires_at", given->expires);
    out.member("seq", request.as_of).endObject();
    return {201, out.take()};
}

Response readOwnPerson(Desk& desk, const Request& request) {
    const auto person = desk.views.people.persons.find(request.caller.person);
    if (!person) return problem({codes::kNotFound, {}, {}}, request);
    json::Writer out;
    out.beginObject().member("id", person->id).member("tax_code", person->tax_code);
    out.member("given_name", person->given_name).member("family_name", person->family_name);
    out.member("birth_date", person->born).member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response listChildren(Desk& desk, const Request& request) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& child : desk.views.people.persons.childrenOf(request.caller.person)) {
        out.beginObject().member("id", child.id).member("given_name", child.given_name);
        out.member("family_name", child.family_name).member("birth_date", child.born).endObject();
    }
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response createChild(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    auto child = readPerson(body);
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return answered(addChild(desk, request, std::move(child), request.header("idempotency-key")), request);
}

Response listNotices(Desk& desk, const Request& request) {
    const auto slice = readSlice(request);
    if (!slice) return problem(slice.error(), request);
    const auto before = registers::Id::parse(slice->after);
    if (!before && !slice->after.empty())
        return problem({ErrorCode::InvalidValue, "cursor", "use a next_cursor as it was given"}, request);
    const auto& notices = desk.views.people.notices;
    const auto limit = static_cast<int>(slice->limit);
    const auto found = notices.ofPerson(request.caller.person, before.value_or(registers::Id{}), limit);
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& one : found) {
        out.beginObject().member("id", one.id).member("kind", one.kind).member("subject", one.subject);
        out.member("at", one.at).member("seen", one.seen).endObject();
    }
    out.endArray();
    if (found.size() == slice->limit) out.member("next_cursor", cursorOf(found.back().id.text()));
    out.member("unseen", notices.unseen(request.caller.person)).member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response markNoticesSeen(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    const auto up_to = body.instant("up_to");
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        auto& notices = desk.changes.people.notices;
        notices.markSeen(request.caller.person, up_to);
        json::Writer out;
        out.beginObject().member("unseen", notices.unseen(request.caller.person));
        out.member("seq", request.as_of).endObject();
        return registers::Reply{200, out.take()};
    });
}

Response createAssistanceCode(Desk& desk, const Request& request) {
    const auto given = giveAssistanceCode(desk, request);
    if (!given) return problem(given.error(), request);
    json::Writer out;
    out.beginObject().member("code", given->code).member("expires_at", given->expires);
    out.member("seq", request.as_of).endObject();
    return {201, out.take()};
}

Response createAssistanceSession(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    const auto code = body.text("code", 1, kCodeMax);
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    const auto opened = openAssistance(desk, request, code);
    if (!opened) return problem(opened.error(), request);
    json::Writer out;
    out.beginObject();
    writeSession(out, *opened);
    out.member("seq", request.as_of).endObject();
    return {201, out.take()};
}

Response listAssistanceSessions(Desk& desk, const Request& request) {
    const auto& assistances = desk.views.people.assistances;
    const auto& caller = request.caller;
    const auto now = desk.clock.now();
    const auto open = caller.role == people::Role::Family ? assistances.withPerson(caller.person, now)
                                                          : assistances.ofOperator(caller.person, now);
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& one : open) {
        out.beginObject();
        writeSession(out, one);
        out.member("space", one.space).endObject();
    }
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response readAssistanceSession(Desk& desk, const Request& request) {
    const auto summary = readAssistance(desk, request, request.id("session_id"));
    if (!summary) return problem(summary.error(), request);
    json::Writer out;
    out.beginObject();
    writeSession(out, summary->session);
    out.member("given_name", summary->given_name).beginArray("applications");
    for (const auto& one : summary->applications)
        out.beginObject()
            .member("id", one.id)
            .member("programme", one.programme)
            .member("state", one.state)
            .endObject();
    out.endArray().beginArray("instruments");
    for (const auto& one : summary->instruments)
        out.beginObject().member("kind", word(one.kind)).member("label", one.label).endObject();
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response deleteAssistanceSession(Desk& desk, const Request& request) {
    const auto ended = endAssistance(desk, request, request.id("session_id"));
    if (!ended) return problem(ended.error(), request);
    return {204, {}};
}

}  // namespace buono::http::operations
