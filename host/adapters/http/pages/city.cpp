// The city's first page: its calls, what is installed; and what the city's pages share.
#include "adapters/http/pages/city.hpp"

#include <algorithm>

#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "core/programmes/budgets.hpp"
#include "core/programmes/ports.hpp"
#include "core/programmes/rooms.hpp"

namespace buono::http::pages {

Data& addStaffError(Data& data, const Error* error, const Request& request) {
    if (error == nullptr) return data.none("error");
    const auto& text = problemText(error->code);
    return data.one("error", Data{}
                                 .text("what", text.title(request.language))
                                 .text("remedy", text.remedy(request.language))
                                 .flag("more", !error->detail.empty())
                                 .text("field", error->field)
                                 .text("detail", error->detail));
}

registers::Date dateOf(std::string_view typed) {
    std::string iso{typed.substr(0, 10)};
    if (iso.size() == 10 && iso[2] == '/' && iso[5] == '/')
        iso = iso.substr(6) + "-" + iso.substr(3, 2) + "-" + iso.substr(0, 2);
    return registers::parseDate(iso).value_or(registers::Date{});
}

std::optional<programmes::Programme> callOf(Desk& desk, const Request& request) {
    return desk.views.programmes.programmes.find(request.id("programme_id"));
}

const std::string& titleOf(const programmes::Call& call, Language language) {
    return language == Language::English && !call.title_en.empty() ? call.title_en : call.title_it;
}

bool isOneOf(people::Role role, std::initializer_list<people::Role> roles) {
    return std::ranges::find(roles, role) != roles.end();
}

}  // namespace buono::http::pages

namespace buono::http::operations {
namespace {

using pages::Data;

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
const char* kindText(std::string_view kind) {
    if (kind == "payment") return SAY("Payment method");
    if (kind == "provider") return SAY("Provider's own system");
    return SAY("Verifier");
}

const char* heldText(std::string_view isolation) {
    if (isolation == "apart") return SAY("Sealed off, as a user of its own");
    if (isolation == "sealed") return SAY("Sealed off");
    return SAY("Filtered");
}
const char* stateText(bool resting) { return resting ? SAY("Resting after faults") : SAY("Ready"); }

/// Where a call stands today.
std::pair<const char*, const char*> phaseOf(const programmes::Call& call, registers::Date today, bool ranked,
                                            bool awarded) {
    if (awarded) return {today > call.claim_by ? SAY("Ended") : SAY("Vouchers awarded"), "good"};
    if (ranked) return {SAY("Ranked, to be awarded"), "warn"};
    if (today < call.apply_from) return {SAY("Not open yet"), ""};
    if (today <= call.apply_by) return {SAY("Open for applications"), ""};
    return {SAY("Closed, to be ranked"), "warn"};
}
#undef SAY

Data callRow(Desk& desk, const Request& request, const programmes::Programme& programme) {
    const auto& views = desk.views.programmes;
    const auto& call = programme.call;
    const auto today = desk.calendar.dateOf(desk.clock.now());
    const bool awarded = !views.vouchers.awards(programme.id).empty();
    const auto [phase, tone] = phaseOf(call, today, views.rankings.ofProgramme(programme.id).has_value(), awarded);
    std::int64_t budget = 0, issued = 0;
    for (const auto& one : views.budgets.of(programme)) {
        budget += one.source.fund.amount.cents();
        issued += one.awarded.cents();
    }
    return Data{}
        .text("id", programme.id.text())
        .text("title", pages::titleOf(call, request.language))
        .text("phase", pages::say(desk, request, phase))
        .text("tone", tone)
        .text("from", pages::day(call.apply_from))
        .text("by", pages::day(call.apply_by))
        .text("applications", std::to_string(views.applications.count(programme.id)))
        .text("budget", pages::euro(*Money::ofCents(budget), request.language))
        .text("awarded", pages::euro(*Money::ofCents(issued), request.language))
        .text("awarded_cents", std::to_string(issued))
        .text("budget_cents", std::to_string(budget));
}

}  // namespace

Response pageCity(Desk& desk, const Request& request) {
    std::vector<Data> calls, plugins;
    for (const auto& programme : desk.views.programmes.programmes.all())
        calls.push_back(callRow(desk, request, programme));
    for (const auto& plugin : desk.lobby.settings.plugins())
        plugins.push_back(Data{}
                              .text("name", plugin.name)
                              .text("version", plugin.version)
                              .text("kind", pages::say(desk, request, kindText(plugin.kind)))
                              .text("held", pages::say(desk, request, heldText(plugin.isolation)))
                              .text("state", pages::say(desk, request, stateText(plugin.resting)))
                              .text("asked", std::to_string(plugin.calls))
                              .text("faults", std::to_string(plugin.faults)));
    Data data;
    data.flag("any_call", !calls.empty()).list("calls", std::move(calls));
    data.flag("any_plugin", !plugins.empty()).list("plugins", std::move(plugins));
    data.flag("may_load", request.caller.role == people::Role::CityManager);
    return pages::page(desk, request, "city", "Calls of the city", std::move(data));
}

}  // namespace buono::http::operations
