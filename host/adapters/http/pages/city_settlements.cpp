// What the city owes enti: what is due, settlements proposed and decided, statements and the file for the bank.
//
// The city pays with four eyes: who proposed does not approve.
#include <algorithm>

#include "adapters/http/operations.hpp"
#include "adapters/http/pages/city.hpp"
#include "adapters/http/settling.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/register/codes.hpp"
#include "core/settlement/rooms.hpp"
#include "core/settlement/settle.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;
using people::Role;
using settlement::Settlement;
using settlement::State;

constexpr int kShown = 50;

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
std::pair<const char*, const char*> stateText(State state) {
    switch (state) {
        case State::Proposed: return {SAY("Waits for a second person"), "warn"};
        case State::Approved: return {SAY("Approved"), "good"};
        case State::Cancelled: return {SAY("Cancelled"), ""};
    }
    return {"", ""};
}
#undef SAY

std::string enteName(Desk& desk, const registers::Id& id) {
    const auto ente = desk.views.catalogue.enti.ente(id);
    return ente ? ente->name : id.text();
}

Data row(Desk& desk, const Request& request, const Settlement& one) {
    const auto [state, tone] = stateText(one.state);
    return Data{}
        .text("id", one.id.text())
        .text("number", std::to_string(one.number))
        .text("day", pages::day(one.execution))
        .text("proposed", pages::day(desk, one.proposed))
        .text("payouts", std::to_string(one.payouts))
        .text("total", pages::euro(one.total, request.language))
        .text("state", pages::say(desk, request, state))
        .text("tone", tone);
}

void addDue(Data& data, Desk& desk, const Request& request) {
    std::vector<Data> rows;
    std::int64_t free = 0, proposed = 0;
    for (const auto& one : desk.views.settlement.dues.unpaid(debtorOf(request.caller))) {
        free += one.free.cents();
        proposed += one.proposed.cents();
        if (one.free.isZero()) continue;
        rows.push_back(Data{}
                           .text("ente", enteName(desk, one.ente))
                           .text("dues", std::to_string(one.dues))
                           .text("amount", pages::euro(one.free, request.language)));
    }
    // Over all calls together it may be more than one amount can say: then the page says the most it can.
    const auto shown = [&](std::int64_t cents) {
        return pages::euro(*Money::ofCents(std::min(cents, Money::kCentsMax)), request.language);
    };
    data.text("free", shown(free));
    data.flag("any_proposed", proposed > 0).text("proposed", shown(proposed));
    data.flag("any_due", !rows.empty()).list("due", std::move(rows));
}

Response listPage(Desk& desk, const Request& request, const Error* error) {
    std::vector<Data> settlements;
    for (const auto& one : desk.views.settlement.settlements.of(debtorOf(request.caller), {}, kShown))
        settlements.push_back(row(desk, request, one));
    Data data;
    addDue(data, desk, request);
    data.flag("any", !settlements.empty()).list("settlements", std::move(settlements));
    data.flag("may_propose", request.caller.role == Role::Accountant);
    const auto day = pages::dateOf(request.field("execution_date"));
    const auto today = desk.calendar.dateOf(desk.clock.now());
    data.text("execution_date", registers::text(day.ok() ? day : today)).text("today", registers::text(today));
    pages::addStaffError(data, error, request);
    return pages::page(desk, request, "settlements", "Payments to enti", std::move(data), error == nullptr ? 200 : 422);
}

Data payoutRow(Desk& desk, const Request& request, const settlement::Payout& one) {
    return Data{}
        .text("ente", enteName(desk, one.ente))
        .text("fund", one.fund)
        .text("cup", one.cup)
        .text("iban", one.payee.iban)
        .text("reference", settlement::reference(one.id))
        .text("dues", std::to_string(one.dues))
        .text("amount", pages::euro(one.amount, request.language));
}

Data differenceRow(Desk& desk, const Request& request, const settlement::Difference& one) {
    return Data{}
        .text("ente", enteName(desk, one.ente))
        .text("due", pages::euro(one.dues, request.language))
        .text("ledger", pages::euro(one.ledger, request.language));
}

void addDecision(Data& data, const Request& request, const Settlement& one) {
    const bool decides = pages::isOneOf(request.caller.role, {Role::Accountant, Role::CityManager});
    const bool open = one.state == State::Proposed;
    const bool own = one.proposed_by == request.caller.person;
    data.flag("may_approve", decides && open && !own).flag("may_cancel", decides && open);
    data.flag("needs_other", decides && open && own).flag("approved", one.state == State::Approved);
}

Response settlementPage(Desk& desk, const Request& request, const Error* error) {
    const auto one = ownSettlement(desk, request);
    if (!one) return pages::refusalPage(desk, one.error(), request);
    std::vector<Data> payouts, differences;
    for (const auto& payout : desk.views.settlement.settlements.payouts(one->id))
        payouts.push_back(payoutRow(desk, request, payout));
    for (const auto& difference : desk.views.settlement.settlements.differences(one->id))
        differences.push_back(differenceRow(desk, request, difference));
    Data data = row(desk, request, *one);
    data.text("payer", one->payer.name).text("payer_iban", one->payer.iban).text("dues", std::to_string(one->dues));
    data.flag("decided", one->state != State::Proposed)
        .text("decided_on", one->state == State::Proposed ? "" : pages::day(desk, one->decided));
    data.list("rows", std::move(payouts));
    data.flag("any_difference", !differences.empty()).list("differences", std::move(differences));
    addDecision(data, request, *one);
    pages::addStaffError(data, error, request);
    return pages::page(desk, request, "settlement", "Payment to enti", std::move(data), error == nullptr ? 200 : 422);
}

/// Approves or cancels the settlement of the path and comes back to its page.
template <class Decision>
Response decide(Desk& desk, const Request& request, Decision& decision, std::string_view outcome) {
    const auto id = request.id("settlement_id");
    const auto work = [&]() -> Result<std::string> {
        const auto done = decision(debtorOf(request.caller), id, request.caller.person, desk.changes.book.time());
        if (!done) return done.error();
        return "/comune/pagamenti/" + id.text() + "?esito=" + std::string{outcome};
    };
    return pages::once(desk, request, work, [&](const Error& error) { return settlementPage(desk, request, &error); });
}

}  // namespace

Response pageCityPayments(Desk& desk, const Request& request) { return listPage(desk, request, nullptr); }

Response pageCityPayment(Desk& desk, const Request& request) { return settlementPage(desk, request, nullptr); }

Response pageProposeCityPayment(Desk& desk, const Request& request) {
    const settlement::Proposal proposal{debtorOf(request.caller), pages::dateOf(request.field("execution_date")),
                                        request.caller.person};
    const Error no_date{ErrorCode::InvalidValue, "execution_date", "the day of payment, like 2026-03-01"};
    if (!proposal.execution.ok()) return listPage(desk, request, &no_date);
    const auto propose = [&]() -> Result<std::string> {
        const auto proposed = desk.changes.settlement.propose(proposal, desk.changes.book.time());
        if (!proposed) return proposed.error();
        return "/comune/pagamenti/" + proposed->settlement.id.text() + "?esito=proposto";
    };
    return pages::once(desk, request, propose, [&](const Error& error) { return listPage(desk, request, &error); });
}

Response pageApproveCityPayment(Desk& desk, const Request& request) {
    return decide(desk, request, desk.changes.settlement.approve, "approvato");
}

Response pageCancelCityPayment(Desk& desk, const Request& request) {
    return decide(desk, request, desk.changes.settlement.cancel, "annullata");
}

}  // namespace buono::http::operations
