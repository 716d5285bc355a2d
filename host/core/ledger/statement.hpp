// Statement: every movement of one account, from the journal, and its totals after any entry.
//
// The journal has no index by account, and needs none to pay: a statement is read by auditors, in parts. A part looks
// at a bounded number of entries and says where to go on, with the totals so far. Reads only; any connection's Entries.
#pragma once

#include <optional>
#include <vector>

#include "core/ledger/rooms.hpp"

namespace buono::ledger {

/// One transfer as one account sees it.
struct Movement {
    std::uint64_t seq = 0;
    registers::Instant at;
    registers::Id cause;
    Transfer transfer;
    bool is_debit = false;  ///< This account is its debit side.
};

/// Where a statement stands: everything up to and including `seq` has been looked at.
struct StatementMark {
    std::uint64_t seq = 0;
    std::int64_t debits_posted_cents = 0;
    std::int64_t debits_held_cents = 0;
    std::int64_t credits_posted_cents = 0;
    std::int64_t credits_held_cents = 0;
    bool operator==(const StatementMark&) const = default;
};

struct StatementPart {
    std::vector<Movement> movements;
    StatementMark mark;  ///< After these. It is the end when mark.seq is the seq asked for.
};

class Statement {
public:
    static constexpr std::size_t kEntriesAtOnce = 20'000;
    static constexpr std::size_t kMovementsAtOnce = 1'000;

    explicit Statement(const Entries& entries) : entries_{entries} {}

    /// Goes on from `mark`, up to and including entry `to`. Never stops within an entry, so a part may be longer than
    /// kMovementsAtOnce by what one entry holds.
    StatementPart of(AccountNo account, StatementMark mark, std::uint64_t to) const;

private:
    void look(AccountNo account, const Entry& entry, StatementPart& part) const;
    std::int64_t heldBy(HoldNo hold) const;

    const Entries& entries_;
};

}  // namespace buono::ledger
