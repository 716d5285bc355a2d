// The family's own pages: registration, children, what it was told, and the code that lets a Spazio help.
#include <charconv>

#include "adapters/http/assistance_summary.hpp"
#include "adapters/http/families.hpp"
#include "adapters/http/handed_codes.hpp"
#include "adapters/http/html.hpp"
#include "adapters/http/log_in.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/navigation.hpp"
#include "adapters/http/pages/notice_text.hpp"
#include "adapters/http/pages/page.hpp"
#include "core/people/assistance.hpp"
#include "core/people/notices.hpp"
#include "core/people/ports.hpp"
#include "core/people/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;

constexpr std::size_t kFieldMax = 512;  // Beyond what any of them may have: the rooms refuse it, it is never cut short.
constexpr int kNoticesShown = 100;

std::string_view typed(const Request& request, std::string_view name) {
    return request.field(name).substr(0, kFieldMax);
}

std::string withoutSpaces(std::string_view text) {
    std::string out{text};
    std::erase(out, ' ');
    return out;
}

/// 2016-09-01, as browsers send it, or 01/09/2016, as people write it. No date where it is neither.
registers::Date birthOf(std::string_view text) {
    std::string iso{text};
    if (text.size() == 10 && text[2] == '/' && text[5] == '/')
        iso = std::string{text.substr(6)} + "-" + iso.substr(3, 2) + "-" + iso.substr(0, 2);
    return registers::parseDate(iso).value_or(registers::Date{});
}

people::Person personOf(const Request& request) {
    return {{},
            withoutSpaces(typed(request, "tax_code")),
            std::string{typed(request, "given_name")},
            std::string{typed(request, "family_name")},
            birthOf(typed(request, "birth_date"))};
}

/// What was typed, for the form that is shown again.
void addPerson(Data& data, const Request& request) {
    for (const auto* name : {"tax_code", "given_name", "family_name", "birth_date"})
        data.text(name, typed(request, name));
}

std::string_view keyOf(const Request& request) {
    const auto key = request.field("key");
    return key.size() >= 16 && key.size() <= 64 ? key : std::string_view{};
}

/// When the page was made whose notices have been read; what came later stays new.
registers::Instant untilOf(const Request& request) {
    registers::Instant until;
    const auto text = request.field("until");
    std::from_chars(text.data(), text.data() + text.size(), until.us);
    return until;
}

Response registration(Desk& desk, const Request& request, const Error* error) {
    Data data;
    addPerson(data, request);
    data.flag("own", true).text("username", typed(request, "username")).text("code", typed(request, "access_code"));
    pages::addError(data, error, request);
    return pages::page(desk, request, "registration", "Register", std::move(data), error == nullptr ? 200 : 422);
}

Response children(Desk& desk, const Request& request, const Error* error) {
    std::vector<Data> rows;
    for (const auto& child : desk.views.people.persons.childrenOf(request.caller.person))
        rows.push_back(
            Data{}.text("name", child.given_name + " " + child.family_name).text("born", pages::day(child.born)));
    Data data;
    data.flag("any", !rows.empty()).list("children", std::move(rows)).flag("own", false);
    addPerson(data, request);
    pages::addError(data, error, request);
    return pages::page(desk, request, "children", "My children", std::move(data), error == nullptr ? 200 : 422);
}

Response help(Desk& desk, const Request& request, const HandedCode* given) {
    const auto now = desk.clock.now();
    std::vector<Data> open;
    for (const auto& one : desk.views.people.assistances.withPerson(request.caller.person, now))
        open.push_back(
            Data{}.text("id", one.id.text()).text("minutes", std::to_string(pages::minutesLeft(one.ends, now))));
    Data data;
    data.flag("any", !open.empty()).list("open", std::move(open));
    if (given == nullptr)
        data.none("given");
    else
        data.one(
            "given",
            Data{}.text("code", given->code).text("minutes", std::to_string(pages::minutesLeft(given->expires, now))));
    return pages::page(desk, request, "help", "Help at a Spazio", std::move(data));
}

}  // namespace

Response pageRegisterForm(Desk& desk, const Request& request) {
    if (request.caller.role != people::Role::Anyone) return seeOther(std::string{pages::homeOf(request.caller.role)});
    return registration(desk, request, nullptr);
}

Response pageRegister(Desk& desk, const Request& request) {
    const Registration asked{std::string{typed(request, "username")}, std::string{request.field("password")},
                             personOf(request), std::string{typed(request, "access_code")}};
    const auto made = registerFamily(desk, request, asked, keyOf(request));
    if (!made) return registration(desk, request, &made.error());
    const auto in = logIn(desk, request, asked.username, asked.password);
    if (!in) return seeOther("/accesso?esito=registrato");
    auto answer = seeOther("/area?esito=registrato");
    answer.headers.push_back(sessionCookie(in->token));
    return answer;
}

Response pageChildren(Desk& desk, const Request& request) { return children(desk, request, nullptr); }

Response pageAddChild(Desk& desk, const Request& request) {
    const auto added = addChild(desk, request, personOf(request), keyOf(request));
    return added ? seeOther("/area/figli?esito=figlio") : children(desk, request, &added.error());
}

Response pageNotices(Desk& desk, const Request& request) {
    const auto& notices = desk.views.people.notices;
    std::vector<Data> rows;
    for (const auto& one : notices.ofPerson(request.caller.person, {}, kNoticesShown)) {
        const auto link = pages::noticeLink(one);
        rows.push_back(Data{}
                           .text("said", pages::noticeText(desk, request, one.kind))
                           .text("on", pages::day(desk, one.at))
                           .flag("fresh", !one.seen)
                           .flag("linked", !link.empty())
                           .text("link", link));
    }
    Data data;
    data.flag("any", !rows.empty()).list("notices", std::move(rows));
    data.flag("any_fresh", notices.unseen(request.caller.person) > 0);
    data.text("now", std::to_string(desk.clock.now().us));
    return pages::page(desk, request, "notices", "Notices", std::move(data));
}

Response pageNoticesSeen(Desk& desk, const Request& request) {
    const auto shown = untilOf(request);
    const auto seen = [&]() -> Result<std::string> {
        desk.changes.people.notices.markSeen(request.caller.person, shown);
        return std::string{"/area/avvisi"};
    };
    return pages::once(desk, request, seen);
}

Response pageHelp(Desk& desk, const Request& request) { return help(desk, request, nullptr); }

// The code is in this answer and nowhere else: no redirect could show it.
Response pageHelpCode(Desk& desk, const Request& request) {
    const auto given = giveAssistanceCode(desk, request);
    return given ? help(desk, request, &*given) : pages::refusalPage(desk, given.error(), request);
}

Response pageEndHelp(Desk& desk, const Request& request) {
    const auto ended = endAssistance(desk, request, request.id("session_id"));
    return ended ? seeOther("/area/sportello?esito=fine-aiuto") : pages::refusalPage(desk, ended.error(), request);
}

}  // namespace buono::http::operations
