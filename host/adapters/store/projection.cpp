#include "adapters/store/projection.hpp"

#include <algorithm>

#include "adapters/store/many.hpp"

namespace buono::store {

void Projection::begin(std::uint64_t seq) {
    projected_seq_ = sweep_seq_ = seq;
    note();
    live_.publishAll(book_);
    fresh_.clear();
}

void Projection::note() {
    const auto changed = book_.takeChanged();
    waiting_.resize(book_.nextAccount() - 1);
    for (const auto no : changed) waiting_[no - 1] = true;
    fresh_.insert(fresh_.end(), changed.begin(), changed.end());
}

std::uint64_t Projection::write() {
    writeHolds();
    owed_bytes_ += journal_.pendingBytes();
    const auto due = waiting_.size() * owed_bytes_ / kSweepBytes;
    if (due > 0) {
        owed_bytes_ -= std::min(owed_bytes_, due * kSweepBytes / waiting_.size());
        sweep(due);
    }
    return projected_seq_;
}

std::uint64_t Projection::writeAll() {
    writeHolds();
    sweep(waiting_.size() - cursor_);
    sweep(waiting_.size());
    return projected_seq_;
}

void Projection::publish() {
    live_.publish(book_, fresh_);
    fresh_.clear();
}

/// Goes on by so many accounts. At the end every row has what the journal had when the sweep began.
void Projection::sweep(std::uint64_t accounts) {
    std::vector<ledger::AccountNo> numbers;
    const auto end = std::min<std::uint64_t>(cursor_ + accounts, waiting_.size());
    for (; cursor_ < end; ++cursor_) {
        if (!waiting_[cursor_]) continue;
        waiting_[cursor_] = false;
        numbers.push_back(cursor_ + 1);
    }
    writeAccounts(numbers);
    if (cursor_ < waiting_.size()) return;
    cursor_ = 0;
    projected_seq_ = sweep_seq_;
    sweep_seq_ = book_.seq();
}

void Projection::writeAccounts(const std::vector<ledger::AccountNo>& numbers) {
    static const auto accounts = Many::rows(
        "ledger_accounts (no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held, seq)", 8,
        "ON CONFLICT (no) DO UPDATE SET debits_posted = excluded.debits_posted, debits_held = excluded.debits_held, "
        "credits_posted = excluded.credits_posted, credits_held = excluded.credits_held, seq = excluded.seq");
    accounts.write(connection_, numbers.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto a = *book_.account(numbers[i]);
        values.insert(values.end(),
                      {numbers[i], static_cast<int>(a.kind), static_cast<int>(a.limit), a.debits_posted_cents,
                       a.debits_held_cents, a.credits_posted_cents, a.credits_held_cents, book_.seq()});
    });
}

/// A hold that was made and ended since the last time has no row: it is not in the Book, and nothing to delete.
void Projection::writeHolds() {
    static const auto rows = Many::rows("ledger_holds (hold, debit, credit, cents)", 4);
    std::vector<ledger::HoldNo> made, ended;
    for (const auto hold : journal_.madeHolds())
        if (book_.holds().contains(hold)) made.push_back(hold);
    rows.write(connection_, made.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto& held = book_.holds().at(made[i]);
        values.insert(values.end(), {made[i], held.debit, held.credit, held.cents});
    });

    static const Many deletion{{"DELETE FROM ledger_holds WHERE hold IN (", "$", ", ", ")"}};
    const auto first_made = journal_.madeHolds().empty() ? UINT64_MAX : journal_.madeHolds().front();
    for (const auto hold : journal_.endedHolds())
        if (hold < first_made) ended.push_back(hold);
    deletion.write(connection_, ended.size(),
                   [&](std::size_t i, std::vector<Value>& values) { values.emplace_back(ended[i]); });
}

}  // namespace buono::store
