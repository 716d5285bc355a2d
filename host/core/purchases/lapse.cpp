#include "core/purchases/lapse.hpp"

#include "core/ledger/expiry.hpp"
#include "core/purchases/holds.hpp"
#include "core/purchases/states.hpp"
#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

constexpr std::int64_t kLookAgain_us = 3'600'000'000;

}  // namespace

Status Lapse::operator()(const Id& id, Instant due) {
    auto purchase = rows_.purchases.find(id);
    BUONO_CHECK(purchase);
    const auto now = funds_.book.time();
    // A courier whose clock is ahead comes too early. A refusal keeps no key, so the same errand may come again.
    if (now < due) return Error{codes::kHoldNotDue, {}, {}};
    // What is being paid or redeemed ends in its own way first.
    if (purchase->state == State::Reserving || rows_.redemptions.isAsking(id)) {
        rows_.outbox.postpone(kLapse, id, {now.us + kLookAgain_us});
        return kOk;
    }
    if (mayBecome(purchase->state, State::Expired)) {
        if (auto done = end(*purchase, due); !done) return done;
    }
    rows_.outbox.end(kLapse, id);
    return kOk;
}

Status Lapse::end(Purchase& purchase, Instant due) {
    const auto holds = openHolds(purchase);
    if (!holds.empty()) {
        const auto seq = ledger::expire(funds_.book, holds, due);
        if (!seq) return seq.error();
        purchase.seq = *seq;
    }
    become(purchase, State::Expired);
    rows_.purchases.keep(purchase);
    rows_.announcements.purchase(purchase);
    return kOk;
}

}  // namespace buono::purchases
