#include "core/ledger/statement.hpp"

#include <algorithm>

namespace buono::ledger {
namespace {

constexpr std::size_t kEntriesARead = 1'000;
constexpr std::size_t kBytesARead = 4 << 20;

}  // namespace

StatementPart Statement::of(AccountNo account, StatementMark mark, std::uint64_t to) const {
    StatementPart part{{}, mark};
    for (std::size_t looked = 0; looked < kEntriesAtOnce && part.mark.seq < to;) {
        const auto wanted = std::min<std::uint64_t>(kEntriesARead, to - part.mark.seq);
        const auto read = entries_.from(part.mark.seq + 1, static_cast<std::size_t>(wanted), kBytesARead);
        if (read.empty()) return part;
        for (const auto& kept : read) {
            look(account, kept.entry, part);
            part.mark.seq = kept.entry.seq;
            if (part.movements.size() >= kMovementsAtOnce) return part;
        }
        looked += read.size();
    }
    return part;
}

void Statement::look(AccountNo account, const Entry& entry, StatementPart& part) const {
    for (const auto& t : entry.transfers) {
        const bool opens = t.action == Action::Open;
        const bool is_debit = t.debit == account;
        if (!is_debit && (opens || t.credit != account)) continue;
        part.movements.push_back({entry.seq, entry.at, entry.cause, t, is_debit});
        auto& posted = is_debit ? part.mark.debits_posted_cents : part.mark.credits_posted_cents;
        auto& held = is_debit ? part.mark.debits_held_cents : part.mark.credits_held_cents;
        if (t.action == Action::Post || t.action == Action::Capture) posted += t.cents;
        if (t.action == Action::Hold) held += t.cents;
        if (t.action == Action::Release) held -= t.cents;
        if (t.action == Action::Capture) held -= heldBy(t.hold);  // May be more than was captured.
    }
}

std::int64_t Statement::heldBy(HoldNo hold) const {
    const auto made = entries_.from(hold >> 16, 1, 1);
    const auto place = static_cast<std::size_t>(hold & 0xFFFF);
    BUONO_CHECK(made.size() == 1 && place < made.front().entry.transfers.size());
    return made.front().entry.transfers[place].cents;
}

}  // namespace buono::ledger
