#include "core/ledger/words.hpp"

namespace buono::ledger {

std::string_view word(AccountKind kind) {
    switch (kind) {
        case AccountKind::Budget: return "budget";
        case AccountKind::Source: return "source";
        case AccountKind::Voucher: return "voucher";
        case AccountKind::Payable: return "payable";
        case AccountKind::Paid: return "paid";
        case AccountKind::Pledge: return "pledge";
        case AccountKind::Promise: return "promise";
        case AccountKind::Credit: return "credit";
        case AccountKind::Clearing: return "clearing";
        case AccountKind::Received: return "received";
        case AccountKind::RefundDue: return "refund_due";
        case AccountKind::Allowance: return "allowance";
        case AccountKind::AllowanceGiven: return "allowance_given";
    }
    return {};
}

std::string_view word(Limit limit) {
    switch (limit) {
        case Limit::None: return "none";
        case Limit::CreditsCoverDebits: return "credits_cover_debits";
        case Limit::DebitsCoverCredits: return "debits_cover_credits";
    }
    return {};
}

std::string_view word(Action action) {
    switch (action) {
        case Action::Open: return "open";
        case Action::Post: return "post";
        case Action::Hold: return "hold";
        case Action::Capture: return "capture";
        case Action::Release: return "release";
    }
    return {};
}

std::string_view word(Code code) {
    switch (code) {
        case Code::Opening: return "opening";
        case Code::Award: return "award";
        case Code::Purchase: return "purchase";
        case Code::Redemption: return "redemption";
        case Code::SpendingCode: return "spending_code";
        case Code::Direct: return "direct";
        case Code::Credited: return "credited";
        case Code::Payout: return "payout";
        case Code::Expiry: return "expiry";
        case Code::Cancellation: return "cancellation";
        case Code::Refund: return "refund";
        case Code::Correction: return "correction";
        case Code::Allowance: return "allowance";
    }
    return {};
}

}  // namespace buono::ledger
