#include "core/purchases/cancel.hpp"

#include "core/purchases/holds.hpp"
#include "core/purchases/states.hpp"
#include "core/register/codes.hpp"

namespace buono::purchases {

Result<Purchase> Cancel::operator()(const Id& payer, const Id& id, Instant now) {
    auto purchase = rows_.purchases.find(id);
    if (!purchase || purchase->payer != payer) return Error{codes::kNotFound, {}, {}};
    if (!mayBecome(purchase->state, State::Cancelled) || rows_.redemptions.isAsking(id)) {
        return Error{codes::kWrongPurchaseState, {}, "only before it is redeemed"};
    }
    auto operation = rows_.operations.ofSubject(id);
    const bool asking = operation && !operation->ended;
    if (asking && !operation->receipt.empty()) {
        return Error{codes::kWrongPurchaseState, {}, "the till's receipt is being confirmed"};
    }
    const auto group = releases(funds_.book, *purchase, ledger::Code::Cancellation);
    if (!group.empty()) {
        const auto seq = funds_.book.post(group);
        if (!seq) return seq.error();
        purchase->seq = *seq;
    }
    become(*purchase, State::Cancelled);
    purchase->direct_owed_back = purchase->direct_received;
    rows_.purchases.keep(*purchase);
    if (asking) {
        operation->pay_by = operation->at;  // Its hour is over, whatever the clock says: the courier withdraws it.
        ++operation->looks;
        rows_.operations.keep(*operation);
        rows_.outbox.postpone(kAskMethod, operation->id, now);
    }
    rows_.announcements.purchase(*purchase);
    return *purchase;
}

}  // namespace buono::purchases
