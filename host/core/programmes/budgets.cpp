#include "core/programmes/budgets.hpp"

namespace buono::programmes {
namespace {

Money ofCents(std::int64_t cents) { return *Money::ofCents(cents); }

}  // namespace

std::vector<Budget> Budgets::of(const Programme& programme) const {
    std::map<Id, std::pair<std::int64_t, std::int64_t>> owed;  // Source -> captured, paid.
    for (const auto& [no, purpose] : directory_.ofKind(ledger::AccountKind::Payable)) {
        const auto account = balances_.account(no);
        if (!account || purpose.debtor.kind != instruments::DebtorKind::City) continue;
        auto& [captured, paid] = owed[purpose.debtor.id];
        captured += account->credits_posted_cents;
        paid += account->debits_posted_cents;
    }
    const auto uses = vouchers_.use(programme.id);
    std::vector<Budget> budgets;
    for (const auto& source : programme.sources) {
        const auto use = uses.contains(source.id) ? uses.at(source.id) : Vouchers::Use{};
        const auto [captured, paid] = owed[source.id];
        const auto account = balances_.account(source.account).value_or(ledger::Account{});
        budgets.push_back({source, use.vouchers, use.issued, use.held, use.left, ofCents(captured), ofCents(paid),
                           ofCents(account.availableCents())});
    }
    return budgets;
}

}  // namespace buono::programmes
