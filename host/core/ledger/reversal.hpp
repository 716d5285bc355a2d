// Reversal: a new entry that takes an old one back, because entries themselves never change.
//
// It moves back, last first, everything the old entry posted, and names it in `corrects`. What was only held is not
// taken back but released; an account once opened stays. An entry is reversed at most once, and never below a limit:
// money that has gone on must come back first.
//
// No entrance asks for a reversal by itself. An entry belongs to the room that made it (purchases, settlement, ...):
// its rows say what the entry means, so the room reverses and brings its rows in step within the same change;
// buono-audit finds one that does not. Writer's thread only.
#pragma once

#include "core/ledger/rooms.hpp"

namespace buono::ledger {

/// The opposite of every movement that `entry` posted, last first. Empty where it posted none.
std::vector<Transfer> reversalOf(const Entry& entry);

/// Which entry took back which: rows that are only added. adapters/store implements it.
class Reversals {
public:
    virtual ~Reversals() = default;
    /// The entry that reversed `seq`, if one did.
    virtual std::optional<std::uint64_t> of(std::uint64_t seq) const = 0;
    virtual void add(std::uint64_t seq, std::uint64_t by) = 0;
};

class Reverse {
public:
    /// @param entries  on the writer's connection: an entry of the change under way is not there yet.
    Reverse(Book& book, const Entries& entries, Reversals& reversals)
        : book_{book}, entries_{entries}, reversals_{reversals} {}

    /// The first rule broken is the answer: the entry is there (kEntryNotFound), not reversed yet (kEntryReversed),
    /// posted something (kNothingToReverse); then the Book's. Returns the seq of the new entry.
    Result<std::uint64_t> operator()(std::uint64_t seq);

private:
    Book& book_;
    const Entries& entries_;
    Reversals& reversals_;
};

}  // namespace buono::ledger
