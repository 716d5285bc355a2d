#include "core/purchases/settle.hpp"

#include <algorithm>

#include "core/purchases/holds.hpp"
#include "core/purchases/states.hpp"

namespace buono::purchases {

Instant nextLook(const Operation& operation, const Heard& heard, Instant now) {
    const auto& answer = heard.answer;
    const bool told = answer.outcome == Outcome::Pending && answer.check_after_ms > 0;
    const auto wait_us = told ? answer.check_after_ms * 1000 : nextLookAfterUs(operation.looks);
    const Instant next{now.us + wait_us};
    const bool withdraws = operation.purpose == Purpose::Pay && operation.receipt.empty() && !heard.late;
    return withdraws ? std::min(next, operation.pay_by) : next;
}

Status Settle::operator()(const Id& id, const Heard& heard, Instant now) {
    auto operation = rows_.operations.find(id);
    BUONO_CHECK(operation && operation->purpose == Purpose::Pay);
    if (operation->ended) return kOk;
    auto purchase = rows_.purchases.find(operation->subject);
    BUONO_CHECK(purchase);
    learn(*operation, heard.call, heard.answer);

    const auto decided = verdict(heard.call, heard.answer.outcome);
    // The till stated a receipt while this question was under way: no "no" is final before it was told of that.
    const bool receipt_since = operation->looks != heard.looks && !operation->receipt.empty();
    if (receipt_since && (decided == Verdict::Refuse || decided == Verdict::Withdraw)) {
        wait(*operation, heard, now);
        return kOk;
    }
    switch (decided) {
        case Verdict::Confirm: return confirm(*operation, *purchase);
        case Verdict::Refuse:
        case Verdict::Withdraw: return giveUp(*operation, *purchase, decided);
        case Verdict::AskNow:
        case Verdict::Wait: break;
    }
    wait(*operation, heard, now);
    return kOk;
}

Status Settle::confirm(Operation& operation, Purchase& purchase) {
    if (auto moved = post(operation, purchase, true, {}); !moved) return moved;
    purchase.direct_received = true;
    if (purchase.state == State::Reserving) {
        become(purchase, State::Confirmed);
    } else {
        purchase.direct_owed_back = true;
    }
    rows_.purchases.keep(purchase);
    rows_.announcements.purchase(purchase);
    end(operation, Outcome::Approved);
    return kOk;
}

// A receipt whose payment was withdrawn before the method heard of it: the ente says that it has the money, and owes it
// back as it owes what came too late.
Status Settle::giveUp(Operation& operation, Purchase& purchase, Verdict decided) {
    const bool paid = !operation.receipt.empty();
    const bool late = paid || decided == Verdict::Withdraw;
    const bool reserving = purchase.state == State::Reserving;
    std::vector<ledger::Transfer> released;
    if (reserving) released = releases(funds_.book, purchase, late ? ledger::Code::Expiry : ledger::Code::Cancellation);
    if (auto moved = post(operation, purchase, paid, std::move(released)); !moved) return moved;
    if (reserving) become(purchase, late ? State::Expired : State::Refused);
    if (paid) purchase.direct_received = purchase.direct_owed_back = true;
    if (reserving || paid) {
        rows_.purchases.keep(purchase);
        rows_.announcements.purchase(purchase);
    }
    end(operation, Outcome::Declined);
    return kOk;
}

// One entry: what the ente received, where it did, and what is released.
Status Settle::post(const Operation& operation, Purchase& purchase, bool received,
                    std::vector<ledger::Transfer> released) {
    auto drawer = funds_.payables.drawer();
    if (received) {
        const auto from = drawer.clearing(operation.plugin);
        const auto to = drawer.received(purchase.ente, operation.plugin);
        released.push_back({ledger::Action::Post, static_cast<std::uint16_t>(ledger::Code::Direct), from, to,
                            operation.amount.cents(), 0, 0});
    }
    if (released.empty()) return kOk;
    auto group = drawer.openings();
    group.insert(group.end(), released.begin(), released.end());
    const auto seq = funds_.book.post(group);
    if (!seq) return seq.error();
    drawer.keep();
    purchase.seq = *seq;
    return kOk;
}

void Settle::wait(Operation& operation, const Heard& heard, Instant now) {
    const bool news_since = operation.looks != heard.looks;
    const bool believe_later = verdict(heard.call, heard.answer.outcome) == Verdict::AskNow;
    ++operation.looks;
    rows_.operations.keep(operation);
    const auto due = news_since || believe_later ? now : nextLook(operation, heard, now);
    rows_.outbox.postpone(kAskMethod, operation.id, due);
}

void Settle::end(Operation& operation, Outcome outcome) {
    operation.outcome = outcome;
    operation.ended = true;
    operation.waits_for.clear();
    ++operation.looks;
    rows_.operations.keep(operation);
    rows_.outbox.end(kAskMethod, operation.id);
}

}  // namespace buono::purchases
