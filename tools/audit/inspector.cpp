#include "inspector.hpp"

#include <algorithm>

namespace audit {
namespace {

std::string entryName(std::int64_t seq) { return "entry " + std::to_string(seq); }

}  // namespace

Inspector::Inspector(Report& report, std::vector<Head> expected)
    : report_{report}, expected_{std::move(expected)}, book_{report}, trace_{book_, report}, stored_{report, book_} {
    std::ranges::sort(expected_, {}, &Head::seq);
}

void Inspector::see(const JournalRow& row) {
    ++entries_;
    checkSequence(row);
    checkChain(row);
    for (; next_expected_ < expected_.size() && expected_[next_expected_].seq <= row.seq; ++next_expected_) {
        const auto& head = expected_[next_expected_];
        if (head.seq != row.seq || head.hash != head_.hash)
            report_.fail(Check::Heads, entryName(head.seq) + " is not the one whose head was handed out: " +
                                           (head.seq == row.seq ? "its hash is " + hex(head_.hash) : "it is missing"));
    }
    if (!read(row)) return;
    transfers_ += entry_.transfers.size();
    stored_.before(entry_);
    for (std::size_t place = 0; place < entry_.transfers.size(); ++place) apply(place);
    trace_.endEntry(entry_);
    if (entry_.corrects) corrections_.see(entry_, report_);
    book_.checkLimits(entry_);
}

void Inspector::checkSequence(const JournalRow& row) {
    const auto next = head_.seq + 1;
    if (row.seq == next) return;
    if (row.seq > next && row.seq - next == 1)
        report_.fail(Check::Sequence, entryName(next) + " is missing");
    else if (row.seq > next)
        report_.fail(Check::Sequence,
                     "entries " + std::to_string(next) + " to " + std::to_string(row.seq - 1) + " are missing");
    else
        report_.fail(Check::Sequence, entryName(row.seq) + " comes after entry " + std::to_string(head_.seq));
}

void Inspector::checkChain(const JournalRow& row) {
    const auto hash = chain_.link(head_.hash, row.body);
    head_.seq = row.seq;
    if (row.hash.size() != hash.size()) {
        report_.fail(Check::Chain, entryName(row.seq) + " has a hash of " + std::to_string(row.hash.size()) + " bytes");
        head_.hash = hash;
        return;
    }
    // Goes on from the stored hash, so that one break is told once.
    std::memcpy(head_.hash.data(), row.hash.data(), hash.size());
    if (head_.hash != hash)
        report_.fail(Check::Chain, entryName(row.seq) + ": its bytes after the hash before give " + hex(hash) +
                                       ", stored is " + hex(row.hash));
}

bool Inspector::read(const JournalRow& row) {
    const auto wrong = readEntry(row.body, entry_);
    if (!wrong.empty()) report_.fail(Check::Form, entryName(row.seq) + ": " + wrong);
    if (!entry_.head_read) return false;
    if (entry_.seq != static_cast<std::uint64_t>(row.seq))
        report_.fail(Check::Form, entryName(row.seq) + " holds the bytes of entry " + std::to_string(entry_.seq));
    entry_.seq = static_cast<std::uint64_t>(row.seq);
    if (entry_.time_us < time_us_)
        report_.fail(Check::Sequence, entryName(row.seq) + " is older than the one before, by " +
                                          std::to_string(time_us_ - entry_.time_us) + " us");
    time_us_ = std::max(time_us_, entry_.time_us);
    causes_.see(entry_.cause, row.seq);
    return wrong.empty();
}

void Inspector::apply(std::size_t place) {
    if (!book_.apply(entry_, place)) return;
    trace_.follow(entry_, place);
    const auto& t = entry_.transfers[place];
    const bool paid = t.action == Action::Post && book_.account(t.credit).kind == kPaid;
    if (paid && book_.account(t.debit).kind == kPayable) payouts_[{head_.seq, t.debit}] += t.cents;
}

void Inspector::finish() {
    for (; next_expected_ < expected_.size(); ++next_expected_)
        report_.fail(Check::Heads, "entry " + std::to_string(expected_[next_expected_].seq) +
                                       ", whose head was handed out, is missing: the journal ends at " +
                                       std::to_string(head_.seq));
    if (!expected_.empty()) report_.looked(Check::Heads, expected_.size());
    stored_.finish(head_.seq);
    trace_.finish();
    book_.checkZero();
    const auto entries = static_cast<std::uint64_t>(entries_);
    for (const auto check : {Check::Sequence, Check::Chain, Check::Form}) report_.looked(check, entries);
    report_.looked(Check::Entries, transfers_);
    report_.looked(Check::Holds, 0);
}

}  // namespace audit
