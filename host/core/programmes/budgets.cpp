#include "core/programmes/budgets.hpp"

namespace buono::programmes {
namespace {

Money ofCents(std::int64_t cents) { return *Money::ofCents(cents); }

struct Sums {
    int vouchers = 0;
    std::int64_t awarded = 0, held = 0, available = 0, captured = 0, paid = 0;
};

}  // namespace

std::vector<Budget> Budgets::of(const Programme& programme) const {
    std::vector<ledger::AccountNo> numbers;  // Read together: sums of one moment.
    const auto vouchers = vouchers_.ofProgramme(programme.id);
    const auto payables = directory_.ofKind(ledger::AccountKind::Payable);
    for (const auto& voucher : vouchers) numbers.push_back(voucher.account);
    for (const auto& payable : payables) numbers.push_back(payable.account);
    for (const auto& source : programme.sources) numbers.push_back(source.account);
    const auto read = balances_.accounts(numbers);
    auto next = read.begin();

    std::map<Id, Sums> sums;
    for (const auto& voucher : vouchers) {
        const auto account = (next++)->value_or(ledger::Account{});
        auto& sum = sums[voucher.source];
        ++sum.vouchers;
        sum.awarded += voucher.amount.cents();
        sum.held += account.debits_held_cents;
        sum.available += account.availableCents();
    }
    for (const auto& payable : payables) {
        const auto account = (next++)->value_or(ledger::Account{});
        if (payable.purpose.debtor.kind != instruments::DebtorKind::City) continue;
        sums[payable.purpose.debtor.id].captured += account.credits_posted_cents;
        sums[payable.purpose.debtor.id].paid += account.debits_posted_cents;
    }
    std::vector<Budget> budgets;
    for (const auto& source : programme.sources) {
        const auto& sum = sums[source.id];
        const auto account = (next++)->value_or(ledger::Account{});
        budgets.push_back({source, sum.vouchers, ofCents(sum.awarded), ofCents(sum.held), ofCents(sum.available),
                           ofCents(sum.captured), ofCents(sum.paid), ofCents(account.availableCents())});
    }
    return budgets;
}

}  // namespace buono::programmes
