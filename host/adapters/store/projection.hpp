// Projection: writes the Book's balances down as rows, a little with every commit, so that a start has not to count the
// whole journal.
//
// It sweeps over the accounts in the order of their numbers, again and again, and writes those that changed since they
// were last written: a busy account once a sweep, and accounts that stand together on one page of the database
// together. How far it goes in a commit follows from how much the journal grew by it: one sweep for every kSweepBytes.
// A start counts what came after the sweep before the last: twice that much at most, a few tenths of a second.
// Each row says as of which entry it is (core/ledger/restore.hpp). Holds are written in the commit that makes or ends
// them. The writer's thread.
#pragma once

#include "adapters/store/journal_rows.hpp"
#include "adapters/store/live_balances.hpp"

namespace buono::store {

class Projection {
public:
    static constexpr std::uint64_t kSweepBytes = 32U << 20U;

    Projection(Connection& connection, ledger::Book& book, const JournalRows& journal, LiveBalances& live)
        : connection_{connection}, book_{book}, journal_{journal}, live_{live} {}

    /// Start: all that is in the Book is known; rows are as of `seq` at least.
    void begin(std::uint64_t seq);
    /// Takes note of what the Book changed, by changes here or by entries of another host.
    void note();
    /// Within the transaction, before JournalRows::flush(): holds, and the next part of the sweep. Answers the entry
    /// that every row has at least.
    std::uint64_t write();
    /// The rest of this sweep and a whole one: everything.
    std::uint64_t writeAll();
    /// After the commit: what was noted may be seen.
    void publish();

private:
    void sweep(std::uint64_t accounts);
    void writeHolds();
    void writeAccounts(const std::vector<ledger::AccountNo>& numbers);

    Connection& connection_;
    ledger::Book& book_;
    const JournalRows& journal_;
    LiveBalances& live_;
    std::vector<ledger::AccountNo> fresh_;  ///< Changed and not published yet.
    std::vector<bool> waiting_;             ///< By number - 1: changed and not written yet.
    std::uint64_t cursor_ = 0;              ///< The sweep has passed the accounts before it.
    std::uint64_t sweep_seq_ = 0;           ///< Where the journal ended when this sweep began.
    std::uint64_t projected_seq_ = 0;       ///< Where it ended when the last whole one began.
    std::uint64_t owed_bytes_ = 0;          ///< Of the journal, that the sweep has not kept up with yet.
};

}  // namespace buono::store
