#include "core/purchases/lapse.hpp"

#include "core/purchases/holds.hpp"
#include "core/purchases/states.hpp"

namespace buono::purchases {
namespace {

constexpr std::int64_t kLookAgain_us = 3'600'000'000;

}  // namespace

Status Lapse::operator()(const Id& id, Instant now) {
    auto purchase = rows_.purchases.find(id);
    BUONO_CHECK(purchase);
    // What is being paid or redeemed ends in its own way first.
    if (purchase->state == State::Reserving || rows_.redemptions.isAsking(id)) {
        rows_.outbox.postpone(kLapse, id, {now.us + kLookAgain_us});
        return kOk;
    }
    if (mayBecome(purchase->state, State::Expired)) {
        if (auto done = end(*purchase); !done) return done;
    }
    rows_.outbox.end(kLapse, id);
    return kOk;
}

Status Lapse::end(Purchase& purchase) {
    const auto group = releases(funds_.book, purchase, ledger::Code::Expiry);
    if (!group.empty()) {
        const auto seq = funds_.book.post(group);
        if (!seq) return seq.error();
        purchase.seq = *seq;
    }
    become(purchase, State::Expired);
    rows_.purchases.keep(purchase);
    rows_.announcements.purchase(purchase);
    return kOk;
}

}  // namespace buono::purchases
