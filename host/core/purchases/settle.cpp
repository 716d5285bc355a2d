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
    auto drawer = funds_.payables.drawer();
    const ledger::Transfer moved{ledger::Action::Post,
                                 static_cast<std::uint16_t>(ledger::Code::Direct),
                                 drawer.clearing(operation.plugin),
                                 drawer.received(purchase.ente, operation.plugin),
                                 operation.amount.cents(),
                                 0,
                                 0};
    auto group = drawer.openings();
    group.push_back(moved);
    const auto seq = funds_.book.post(group);
    if (!seq) return seq.error();
    drawer.keep();
    purchase.seq = *seq;
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

Status Settle::giveUp(Operation& operation, Purchase& purchase, Verdict decided) {
    if (purchase.state == State::Reserving) {
        const bool late = decided == Verdict::Withdraw;
        const auto group = releases(funds_.book, purchase, late ? ledger::Code::Expiry : ledger::Code::Cancellation);
        if (!group.empty()) {
            const auto seq = funds_.book.post(group);
            if (!seq) return seq.error();
            purchase.seq = *seq;
        }
        become(purchase, late ? State::Expired : State::Refused);
        rows_.purchases.keep(purchase);
        rows_.announcements.purchase(purchase);
    }
    end(operation, Outcome::Declined);
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
