#include "adapters/http/plan_use.hpp"

#include "core/ledger/rooms.hpp"
#include "core/welfare/ports.hpp"
#include "core/welfare/rooms.hpp"

namespace buono::http {

PlanUse useOf(Desk& desk, const welfare::Plan& plan) {
    const auto credited = desk.views.welfare.credits.total(plan.id);
    const auto promise = desk.views.ledger.balances.account(plan.account);
    const auto left_cents = promise ? promise->availableCents() : 0;
    return {credited.people, credited.amount, *Money::ofCents(left_cents), {}};
}

PlanUse spentUseOf(Desk& desk, const welfare::Plan& plan) {
    constexpr int kSome = 500;
    auto use = useOf(desk, plan);
    if (use.people < PlanUse::kPeopleMin) return use;
    std::int64_t spent_cents = 0;
    welfare::Id after;
    for (;;) {
        const auto credits = desk.views.welfare.credits.ofPlan(plan.id, after, kSome);
        for (const auto& credit : credits) {
            const auto account = desk.views.ledger.balances.account(credit.account);
            spent_cents += account ? account->debits_posted_cents : 0;
        }
        if (credits.size() < kSome) break;
        after = credits.back().id;
    }
    use.spent = *Money::ofCents(spent_cents);
    return use;
}

}  // namespace buono::http
