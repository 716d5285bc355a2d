// Applications: a family's own, and the city's list of a call.
#include <algorithm>

#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/paging.hpp"
#include "adapters/http/problem.hpp"
#include "core/programmes/apply.hpp"
#include "core/programmes/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using programmes::Application;
using programmes::Responsibility;
using registers::Reply;

constexpr std::size_t kChildrenMax = 20;

void writeApplication(json::Writer& out, const Application& application) {
    out.member("id", application.id)
        .member("programme_id", application.programme)
        .member("child_id", application.child)
        .member("state", word(application.state))
        .member("evidence", word(application.evidence))
        .member("at", application.at);
}

std::string madeText(std::span<const Application> applications) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& application : applications) {
        out.beginObject();
        writeApplication(out, application);
        out.endObject();
    }
    out.endArray().member("seq", applications.front().seq).endObject();
    return out.take();
}

programmes::Request readApplications(json::Object& body, const Request& request) {
    programmes::Request asked;
    asked.applicant = request.caller.person;
    asked.programme = body.id("programme_id");
    body.eachText("children", 1, kChildrenMax, [&](std::string_view text) {
        asked.children.push_back(registers::Id::parse(text).value_or(registers::Id{}));  // No id finds nobody.
    });
    asked.bracket = body.text("bracket", 0, 16);
    asked.protocol = body.text("isee_protocol", 1, 40);
    asked.is_declared = body.truth("declaration");
    if (body.has("responsibility"))
        asked.responsibility =
            static_cast<Responsibility>(body.oneOf("responsibility", {"shared", "exclusive", "guardian"}) + 1);
    asked.is_protected = body.has("protected_household") && body.truth("protected_household");
    return asked;
}

registers::Id idIn(const std::string& position) { return registers::Id::parse(position).value_or(registers::Id{}); }

/// One page of applications, with `more` of each written by the caller's side.
template <class More>
Response pageOf(const Request& request, std::span<const Application> rows, std::size_t limit, More more) {
    const auto shown = std::min(rows.size(), limit);
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& application : rows.first(shown)) {
        out.beginObject();
        writeApplication(out, application);
        more(out, application);
        out.endObject();
    }
    out.endArray();
    if (rows.size() > shown) out.member("next_cursor", cursorOf(rows[shown - 1].id.text()));
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace

Response createApplications(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    const auto asked = readApplications(body, request);
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<Reply> {
        const auto made = desk.changes.programmes.apply(asked, desk.changes.book.time());
        if (!made) return made.error();
        return Reply{201, madeText(*made)};
    });
}

Response listApplications(Desk& desk, const Request& request) {
    const auto slice = readSlice(request);
    if (!slice) return problem(slice.error(), request);
    const auto& views = desk.views.programmes;
    const auto rows =
        views.applications.ofApplicant(request.caller.person, idIn(slice->after), static_cast<int>(slice->limit) + 1);
    return pageOf(request, rows, slice->limit, [&](json::Writer& out, const Application& application) {
        // The caller's own place; nothing of others.
        if (const auto place = views.rankings.placeOf(application.id); place > 0) out.member("place", place);
    });
}

Response listProgrammeApplications(Desk& desk, const Request& request) {
    const auto slice = readSlice(request);
    if (!slice) return problem(slice.error(), request);
    const auto& views = desk.views.programmes;
    const auto programme = views.programmes.find(request.id("programme_id"));
    if (!programme) return problem({codes::kNotFound, {}, {}}, request);
    const auto rows =
        views.applications.ofProgramme(programme->id, idIn(slice->after), static_cast<int>(slice->limit) + 1);
    note(desk, request, "applications of a call");
    return pageOf(request, rows, slice->limit, [&](json::Writer& out, const Application& application) {
        out.member("applicant_id", application.applicant);
        if (application.protocol.empty()) return;  // Its key was destroyed: nothing of it can be read.
        out.member("bracket", programme->call.brackets[static_cast<std::size_t>(application.bracket)].code)
            .member("isee_protocol", application.protocol);
    });
}

}  // namespace buono::http::operations
