// The employer's pages: its plans, whom a plan credited in sum, and what it owes the enti, with the file for its bank.
//
// Nothing here says who spent what or where: sums of a plan, and what each ente is to be paid.
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/plan_use.hpp"
#include "adapters/http/settling.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/register/codes.hpp"
#include "core/settlement/rooms.hpp"
#include "core/settlement/settle.hpp"
#include "core/welfare/ports.hpp"
#include "core/welfare/rooms.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;
using settlement::Settlement;
using settlement::State;

constexpr int kShown = 50;
constexpr std::size_t kNameMax = 120, kYearMax = 4, kDateMax = 10, kAmountMax = 20;

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
const char* stateText(State state) {
    switch (state) {
        case State::Proposed: return SAY("Proposed");
        case State::Approved: return SAY("Approved");
        case State::Cancelled: return SAY("Cancelled");
    }
    BUONO_CHECK(!"a state of the list");
    return "";
}
#undef SAY

Data planTile(Desk& desk, const Request& request, const welfare::Plan& plan) {
    const auto use = useOf(desk, plan);
    return Data{}
        .text("id", plan.id.text())
        .text("name", plan.name)
        .text("year", std::to_string(plan.year))
        .text("amount", pages::euro(plan.amount, request.language))
        .text("left", pages::euro(use.left, request.language))
        .text("credited", pages::euro(use.credited, request.language))
        .text("people", std::to_string(use.people))
        .text("until", pages::day(plan.usable_until));
}

Data payoutRow(Desk& desk, const Request& request, const settlement::Payout& payout) {
    const auto ente = desk.views.catalogue.enti.ente(payout.ente);
    return Data{}
        .text("ente", ente ? ente->name : payout.payee.name)
        .text("reference", settlement::reference(payout.id))
        .text("owed", pages::euro(payout.amount, request.language));
}

Data settlementPanel(Desk& desk, const Request& request, const Settlement& one) {
    std::vector<Data> payouts;
    if (one.state != State::Cancelled) {
        for (const auto& payout : desk.views.settlement.settlements.payouts(one.id))
            payouts.push_back(payoutRow(desk, request, payout));
    }
    return Data{}
        .text("id", one.id.text())
        .text("number", std::to_string(one.number))
        .text("state", pages::say(desk, request, stateText(one.state)))
        .text("tone", one.state == State::Approved   ? "good"
                      : one.state == State::Proposed ? "warn"
                                                     : "")
        .text("total", pages::euro(one.total, request.language))
        .text("execution", pages::day(one.execution))
        .flag("proposed", one.state == State::Proposed)
        .flag("approved", one.state == State::Approved)
        .flag("any_payout", !payouts.empty())
        .list("payouts", std::move(payouts));
}

Response shown(Desk& desk, const Request& request, const Error* error) {
    const auto& scope = request.caller.scope;
    const auto employer = desk.views.welfare.employers.employer(scope);
    if (!employer) return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    std::vector<Data> plans, settlements;
    for (const auto& plan : desk.views.welfare.plans.ofEmployer(scope)) plans.push_back(planTile(desk, request, plan));
    for (const auto& one : desk.views.settlement.settlements.of(debtorOf(request.caller), {}, kShown))
        settlements.push_back(settlementPanel(desk, request, one));
    const auto today = desk.calendar.dateOf(desk.clock.now());
    const auto typed_year = request.field("year").substr(0, kYearMax);
    Data data;
    data.text("employer", employer->name)
        .text("name", request.field("name").substr(0, kNameMax))
        .text("amount", request.field("amount").substr(0, kAmountMax))
        .text("year", typed_year.empty() ? std::to_string(static_cast<int>(today.year())) : std::string{typed_year})
        .text("today", registers::text(today));
    data.flag("any_plan", !plans.empty()).list("plans", std::move(plans));
    data.flag("any_settlement", !settlements.empty()).list("settlements", std::move(settlements));
    pages::addError(data, error, request);
    return pages::page(desk, request, "employer", "Welfare of the company", std::move(data),
                       error == nullptr ? 200 : 422);
}

Result<welfare::PlanOrder> readOrder(const Request& request) {
    welfare::PlanOrder order;
    order.employer = request.caller.scope;
    order.name =
        request.field("name");  // Whole: the room refuses one that is too long, and half a character is no text.
    const auto amount = pages::typedAmount(request.field("amount"));
    if (!amount) return amount.error();
    order.amount = *amount;
    const auto year = registers::parseDate(std::string{request.field("year").substr(0, kYearMax)} + "-01-01");
    if (!year) return Error{ErrorCode::InvalidValue, "/year", "a year has four digits"};
    order.year = static_cast<int>(year->year());
    return order;
}

/// A change of the settlement in the path; what was wrong is said above the same page.
template <class Decide>
Response decided(Desk& desk, const Request& request, const char* then, const Decide& decide) {
    const auto work = [&]() -> Result<std::string> {
        const Result<Settlement> one = decide();
        if (!one) return one.error();
        return std::string{"/azienda?esito="} + then;
    };
    return pages::once(desk, request, work, [&](const Error& error) { return shown(desk, request, &error); });
}

}  // namespace

Response pageEmployer(Desk& desk, const Request& request) { return shown(desk, request, nullptr); }

Response pageOpenPlan(Desk& desk, const Request& request) {
    const auto order = readOrder(request);
    if (!order) return shown(desk, request, &order.error());
    const auto open = [&]() -> Result<std::string> {
        const auto plan = desk.changes.welfare.open_plan(*order, desk.changes.book.time());
        if (!plan) return plan.error();
        return "/azienda/piani/" + plan->id.text() + "?esito=piano";
    };
    return pages::once(desk, request, open, [&](const Error& error) { return shown(desk, request, &error); });
}

Response pageProposeSettlement(Desk& desk, const Request& request) {
    const auto execution = registers::parseDate(request.field("execution").substr(0, kDateMax));
    const Error no_day{ErrorCode::InvalidValue, "/execution_date", "a date is written 2026-03-01"};
    if (!execution) return shown(desk, request, &no_day);
    return decided(desk, request, "fatto", [&]() -> Result<Settlement> {
        const auto proposed = desk.changes.settlement.propose(
            {debtorOf(request.caller), *execution, request.caller.person}, desk.changes.book.time());
        if (!proposed) return proposed.error();
        return proposed->settlement;
    });
}

Response pageApproveSettlement(Desk& desk, const Request& request) {
    return decided(desk, request, "pagato", [&] {
        return desk.changes.settlement.approve(debtorOf(request.caller), request.id("settlement_id"),
                                               request.caller.person, desk.changes.book.time());
    });
}

Response pageCancelSettlement(Desk& desk, const Request& request) {
    return decided(desk, request, "fatto", [&] {
        return desk.changes.settlement.cancel(debtorOf(request.caller), request.id("settlement_id"),
                                              request.caller.person, desk.changes.book.time());
    });
}

}  // namespace buono::http::operations
