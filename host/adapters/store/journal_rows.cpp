#include "adapters/store/journal_rows.hpp"

#include <algorithm>

#include "adapters/store/many.hpp"

namespace buono::store {
namespace {

ledger::KeptEntry keptEntryOf(const Row& row, const Connection& connection) {
    const auto body = row.bytes(0);
    auto entry = decode(body);
    if (!entry) connection.damaged("a row of the journal cannot be read");
    return {*std::move(entry), {body.begin(), body.end()}, row.hash(1)};
}

}  // namespace

void JournalRows::stamp(registers::Instant at, const registers::Id& cause) {
    at_ = std::max(at, head_.at);
    cause_ = cause;
}

void JournalRows::append(std::uint64_t seq, std::span<const ledger::Transfer> group) {
    BUONO_CHECK(seq == head_.seq + 1);
    if (pending_count_ == pending_.size()) pending_.emplace_back();
    auto& row = pending_[pending_count_++];
    row.seq = seq;
    encode(row.body, seq, at_, cause_, group);
    pending_bytes_ += row.body.size() + row.hash.size();
    row.hash = chain_.link(head_.hash, row.body);
    head_ = {seq, at_, row.hash};
    collectHolds(seq, group);
}

void JournalRows::collectHolds(std::uint64_t seq, std::span<const ledger::Transfer> group) {
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (group[i].action == ledger::Action::Hold) made_holds_.push_back(ledger::holdNo(seq, i));
        if (group[i].hold != 0) ended_holds_.push_back(group[i].hold);
    }
}

void JournalRows::follow(std::uint64_t seq, const std::function<void(const ledger::Entry&)>& each) {
    BUONO_CHECK(pending_count_ == 0);
    connection_.rows(
        "SELECT body, hash FROM journal WHERE seq > $1 AND seq <= $2 ORDER BY seq",
        [&](const Row& row) {
            const auto kept = keptEntryOf(row, connection_);
            const bool fits = kept.entry.seq == head_.seq + 1 && kept.entry.at >= head_.at &&
                              kept.hash == chain_.link(head_.hash, kept.body);
            if (!fits) connection_.damaged("entry " + std::to_string(head_.seq + 1) + " breaks the journal's chain");
            each(kept.entry);
            head_ = {kept.entry.seq, kept.entry.at, kept.hash};
        },
        head_.seq, seq);
    if (head_.seq != seq) connection_.damaged("the journal ends before its head");
}

void JournalRows::flush() {
    static const auto rows = Many::rows("journal (seq, body, hash)", 3);
    rows.write(connection_, pending_count_, [&](std::size_t i, std::vector<Value>& values) {
        const auto& row = pending_[i];
        values.insert(values.end(), {row.seq, row.body, row.hash});
    });
    pending_count_ = 0;
    pending_bytes_ = 0;
    made_holds_.clear();
    ended_holds_.clear();
}

std::vector<ledger::KeptEntry> EntriesRows::from(std::uint64_t seq, std::size_t limit, std::size_t bytes_max) const {
    std::vector<ledger::KeptEntry> entries;
    std::size_t bytes = 0;
    while (entries.size() < limit && bytes < bytes_max) {
        // A few at a time: a row may be 430 KB, and the engine hands over all that a statement asks for.
        const auto before = entries.size();
        connection_.rows(
            "SELECT body, hash FROM journal WHERE seq >= $1 ORDER BY seq LIMIT $2",
            [&](const Row& row) {
                if (bytes >= bytes_max && !entries.empty()) return;
                entries.push_back(keptEntryOf(row, connection_));
                bytes += entries.back().body.size();
            },
            seq + before, std::min<std::size_t>(limit - before, 64));
        if (entries.size() == before) break;
    }
    return entries;
}

ledger::Head EntriesRows::head() const {
    ledger::Head head;
    connection_.rows("SELECT seq, time_us, hash FROM ledger_head", [&](const Row& row) {
        head.seq = static_cast<std::uint64_t>(row.number(0));
        head.at = row.instant(1);
        if (head.seq > 0) head.hash = row.hash(2);
    });
    return head;
}

}  // namespace buono::store
