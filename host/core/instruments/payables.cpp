#include "core/instruments/payables.hpp"

namespace buono::instruments {

using ledger::AccountKind;
using ledger::Limit;

Limit limitOf(AccountKind kind) {
    switch (kind) {
        case AccountKind::Source:
        case AccountKind::Voucher:
        case AccountKind::Payable:
        case AccountKind::Promise:
        case AccountKind::Credit:
        case AccountKind::Allowance: return Limit::CreditsCoverDebits;
        case AccountKind::RefundDue: return Limit::DebitsCoverCredits;
        case AccountKind::Budget:
        case AccountKind::Paid:
        case AccountKind::Pledge:
        case AccountKind::Clearing:
        case AccountKind::Received:
        case AccountKind::AllowanceGiven: return Limit::None;
    }
    BUONO_CHECK(!"an account kind of the list");
    return Limit::None;
}

ledger::AccountNo Payables::Drawer::account(const Purpose& purpose) {
    if (const auto known = owner_.known_.find(purpose); known != owner_.known_.end()) return known->second;
    for (const auto& [account, planned] : opened_) {
        if (planned == purpose) return account;
    }
    if (const auto kept = owner_.directory_.find(purpose)) return owner_.known_[purpose] = *kept;
    const auto account = owner_.book_.nextAccount() + opened_.size();
    openings_.push_back({ledger::Action::Open, static_cast<std::uint16_t>(purpose.kind), account,
                         static_cast<ledger::AccountNo>(limitOf(purpose.kind)), 0, 0, 0});
    opened_.push_back({account, purpose});
    return account;
}

void Payables::Drawer::keep() {
    for (const auto& [account, purpose] : opened_) {
        owner_.directory_.add(account, purpose);
        owner_.known_[purpose] = account;
    }
    opened_.clear();
    openings_.clear();
}

}  // namespace buono::instruments
