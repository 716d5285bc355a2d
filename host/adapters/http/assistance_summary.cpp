#include "adapters/http/assistance_summary.hpp"

#include "adapters/http/change.hpp"
#include "adapters/http/lobby.hpp"
#include "core/instruments/rooms.hpp"
#include "core/people/ports.hpp"
#include "core/people/rooms.hpp"
#include "core/programmes/ports.hpp"
#include "core/programmes/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

constexpr int kApplicationsShown = 50;

std::string titleOf(Desk& desk, const registers::Id& id, Language language) {
    const auto programme = desk.views.programmes.programmes.find(id);
    if (!programme) return {};
    return language == Language::English ? programme->call.title_en : programme->call.title_it;
}

}  // namespace

Result<AssistanceSummary> readAssistance(Desk& desk, const Request& request, const registers::Id& id) {
    const auto& people = desk.views.people;
    auto session = people::openFor(people.assistances, id, request.caller.person, desk.clock.now());
    const auto person = session ? people.persons.find(session->person) : std::nullopt;
    if (!person) return Error{codes::kNotFound, {}, {}};
    note(desk, request, "assistance:" + id.text());
    AssistanceSummary summary{*std::move(session), person->given_name, {}, {}};
    const auto& applications = desk.views.programmes.applications;
    for (const auto& one : applications.ofApplicant(person->id, {}, kApplicationsShown))
        summary.applications.push_back(
            {one.id, titleOf(desk, one.programme, request.language), std::string{word(one.state)}});
    for (const auto& one : desk.views.instruments.wallet.of(person->id))
        summary.instruments.push_back({one.kind, one.label});
    return summary;
}

Result<people::Assistance> openAssistance(Desk& desk, const Request& request, std::string_view code) {
    auto& guard = desk.lobby.code_guard;
    if (!guard.mayTry(request.caller.session, desk.clock.now())) return Error{codes::kTooManyRequests, {}, {}};
    people::Assistance opened;
    const auto kept = changeInSecret(desk, request, [&]() -> Result<registers::Reply> {
        auto session = desk.changes.people.open_assistance(request.caller, code, desk.clock.now());
        if (!session) return session.error();
        opened = *std::move(session);
        return registers::Reply{201, {}};
    });
    if (kept) return opened;
    if (kept.error().code == codes::kAssistanceCodeRefused) guard.wrong(request.caller.session, desk.clock.now());
    return kept.error();
}

Status endAssistance(Desk& desk, const Request& request, const registers::Id& session) {
    const auto ended = changeInSecret(desk, request, [&]() -> Result<registers::Reply> {
        if (auto end = desk.changes.people.end_assistance(request.caller, session, desk.clock.now()); !end)
            return end.error();
        return registers::Reply{204, {}};
    });
    return ended ? kOk : Status{ended.error()};
}

}  // namespace buono::http
