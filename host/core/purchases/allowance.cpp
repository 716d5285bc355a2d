#include "core/purchases/allowance.hpp"

namespace buono::purchases {
namespace {

using ledger::AccountKind;
using ledger::Action;

constexpr auto kCode = static_cast<std::uint16_t>(ledger::Code::Allowance);

Grant opened(const ledger::Book& book, instruments::Payables::Drawer& drawer) {
    auto group = drawer.openings();
    const auto account = book.nextAccount() + group.size();
    group.push_back({Action::Open, static_cast<std::uint16_t>(AccountKind::Allowance), account,
                     static_cast<ledger::AccountNo>(instruments::limitOf(AccountKind::Allowance)), 0, 0, 0});
    return {account, std::move(group)};
}

void move(Grant& grant, ledger::AccountNo from, ledger::AccountNo to, Money amount) {
    if (amount.isPositive()) grant.group.push_back({Action::Post, kCode, from, to, amount.cents(), 0, 0});
}

}  // namespace

Grant grant(const ledger::Book& book, instruments::Payables::Drawer& drawer, Money amount) {
    const auto given = drawer.allowanceGiven();
    auto grant = opened(book, drawer);
    move(grant, given, grant.account, amount);
    return grant;
}

Grant replaceAllowance(const ledger::Book& book, instruments::Payables::Drawer& drawer, ledger::AccountNo old) {
    const auto given = drawer.allowanceGiven();
    const auto rest = left(book, old);
    auto grant = opened(book, drawer);
    move(grant, old, given, rest);
    move(grant, given, grant.account, rest);
    return grant;
}

Money left(const ledger::Balances& balances, ledger::AccountNo allowance) {
    const auto account = balances.account(allowance);
    return account ? *Money::ofCents(account->availableCents()) : Money{};
}

}  // namespace buono::purchases
