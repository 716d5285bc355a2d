#include "core/purchases/spending.hpp"

#include <algorithm>

#include "core/purchases/allowance.hpp"
#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

template <class T>
bool admits(const std::vector<T>& allowed, const T& one) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), one) != allowed.end();
}

Status checkShape(const SpendingOrder& order, Instant now) {
    if (!order.amount.isPositive()) return Error{ErrorCode::InvalidAmount, "/amount", "more than nothing"};
    if (order.ente.isNil() == order.area.empty()) {
        return Error{ErrorCode::InvalidValue, "/ente_id", "name one ente or one area, not both"};
    }
    if (order.expires && *order.expires <= now) return Error{ErrorCode::InvalidValue, "/expires_at", "in the future"};
    return kOk;
}

}  // namespace

Result<SpendingCode> IssueSpendingCode::operator()(const SpendingOrder& order, Instant now) {
    if (auto shape = checkShape(order, now); !shape) return shape.error();
    const auto instrument = around_.wallet.instrument(order.holder, order.instrument);
    if (!instrument) return Error{codes::kInstrumentNotOffered, "/instrument_id", "this instrument is not among yours"};
    if (auto may = allowed(order, *instrument); !may) return may.error();
    const auto today = around_.calendar.dateOf(now);
    if (today < instrument->policy.usable_from || instrument->policy.usable_until < today) {
        return Error{codes::kInstrumentNotUsable, "/instrument_id", "outside the days it may be used"};
    }
    const auto last = std::min(around_.calendar.endOf(instrument->policy.usable_until), Instant{now.us + kLongestUs});
    SpendingCode code;
    code.id = rows_.ids.next();
    code.holder = order.holder;
    code.beneficiary = instrument->beneficiary;
    code.instrument = instrument->id;
    code.account = instrument->account;
    code.debtor = instrument->debtor;
    code.amount = order.amount;
    code.ente = order.ente;
    code.area = order.area;
    code.expires = std::min(order.expires.value_or(last), last);
    auto drawer = funds_.payables.drawer();
    const auto granted = grant(funds_.book, drawer, code.amount);
    if (const auto posted = funds_.book.post(granted.group); !posted) return posted.error();
    drawer.keep();
    code.allowance = granted.account;
    rows_.codes.addSpending(code);
    rows_.codes.add(around_.codes.row(CodeKind::Spending, code.id, code.issue));
    return code;
}

Status IssueSpendingCode::allowed(const SpendingOrder& order, const instruments::Instrument& one) const {
    const auto& policy = one.policy;
    // A payment without a purchase names no category: what is bound to some cannot be spent so.
    if (policy.cover != instruments::Cover::PartOfLine || !policy.categories.empty()) {
        return Error{codes::kInstrumentNeedsPurchase, "/instrument_id", "it pays lines of a purchase"};
    }
    if (one.left < order.amount) return Error{codes::kInsufficientFunds, "/amount", "less than this is left"};
    if (order.ente.isNil()) {
        const bool admitted = policy.enti.empty() && admits(policy.areas, order.area);
        if (!admitted) return Error{codes::kInstrumentNotUsable, "/area", "not spendable everywhere in this area"};
        return kOk;
    }
    const auto in = [&](const std::string& area) { return around_.shelf.offers(order.ente, area); };
    const bool offers = policy.areas.empty() ? in("") : std::any_of(policy.areas.begin(), policy.areas.end(), in);
    if (!offers || !admits(policy.enti, order.ente)) {
        return Error{codes::kInstrumentNotUsable, "/ente_id", "not spendable there"};
    }
    return kOk;
}

Result<Purchase> ReissueCode::purchase(const Id& payer, const Id& id) {
    auto purchase = rows_.purchases.find(id);
    if (!purchase || purchase->payer != payer) return Error{codes::kNotFound, {}, {}};
    const bool live = purchase->state == State::Reserving || purchase->state == State::Confirmed ||
                      purchase->state == State::PartlyRedeemed;
    if (!live) return Error{codes::kWrongPurchaseState, {}, "nothing is left to redeem"};
    ++purchase->code_issue;
    rows_.purchases.keep(*purchase);
    replace(codes_.row(CodeKind::Purchase, id, purchase->code_issue));
    return *purchase;
}

Result<SpendingCode> ReissueCode::spending(const Id& holder, const Id& id, Instant now) {
    auto code = rows_.codes.spendingCode(id);
    if (!code || code->holder != holder) return Error{codes::kNotFound, {}, {}};
    if (code->expires <= now) return Error{codes::kCodeExpired, {}, {}};
    auto drawer = funds_.payables.drawer();
    const auto granted = replaceAllowance(funds_.book, drawer, code->allowance);
    if (const auto posted = funds_.book.post(granted.group); !posted) return posted.error();
    drawer.keep();
    code->allowance = granted.account;
    ++code->issue;
    rows_.codes.keepSpending(*code);
    replace(codes_.row(CodeKind::Spending, id, code->issue));
    return *code;
}

void ReissueCode::replace(const CodeRow& code) {
    rows_.codes.remove(code.kind, code.subject);
    rows_.codes.add(code);
}

}  // namespace buono::purchases
