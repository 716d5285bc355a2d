// LedgerJudge: the ledger as the journal alone tells it, kept by other code than the Book's.
//
// It sees every durable entry once, in order, and never asks the Book how it came about. I1-I6, I11, I33. One thread.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "simulation/ledger_rows.hpp"

namespace buono::simulation {

class LedgerJudge {
public:
    struct Sums {
        std::uint16_t kind = 0;
        std::uint64_t limit = 0;
        std::int64_t debits_posted = 0;
        std::int64_t debits_held = 0;
        std::int64_t credits_posted = 0;
        std::int64_t credits_held = 0;
        std::uint64_t seq = 0;  ///< The last entry that changed it.

        std::int64_t available() const { return credits_posted - debits_posted - debits_held; }
    };

    /// Entries that are durable now and were not seen before; then the rows that were written with them.
    void see(const LedgerRows& rows);
    /// Every balance and hold, row by row, against the journal; and that they come to nothing in all.
    void compareAll(const LedgerRows& rows) const;
    /// Every entry is still what it was when it became durable (I5).
    void compareHistory(const LedgerRows& rows) const;
    void compare(ledger::AccountNo no, const ledger::Account& account) const;
    /// What a process has in memory.
    void compare(const ledger::Book& book) const;

    const Sums& account(ledger::AccountNo no) const;
    std::size_t holds() const { return holds_.size(); }
    std::int64_t heldCents(ledger::HoldNo hold) const;
    std::uint64_t seq() const { return seq_; }
    /// Of all entries seen: two runs of one world have the same.
    std::uint64_t digest() const { return digest_; }

private:
    void enter(const ledger::Entry& entry);
    void apply(const ledger::Transfer& t, std::size_t index);
    void open(const ledger::Transfer& t);
    void end(const ledger::Transfer& t);
    void checkLimit(ledger::AccountNo no) const;
    void compareRows(const LedgerRows& rows) const;
    Sums& touch(ledger::AccountNo no);

    std::vector<Sums> accounts_;
    std::unordered_map<ledger::HoldNo, ledger::Book::Held> holds_;
    std::unordered_set<ledger::HoldNo> ended_;
    std::vector<ledger::AccountNo> touched_;  ///< By the entry under way.
    std::uint64_t seq_ = 0;
    Instant at_;
    std::uint64_t digest_ = 0;
};

}  // namespace buono::simulation
