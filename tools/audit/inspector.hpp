// Inspector: reads the whole journal once, in order, and hands each entry to every check that needs it.
//
// Keeps accounts, open holds and payout postings, never entries.
#pragma once

#include <cstring>
#include <map>
#include <vector>

#include "causes.hpp"
#include "chain.hpp"
#include "corrections.hpp"
#include "stored_balances.hpp"
#include "trace.hpp"

namespace audit {

/// A point the chain once had, as somebody outside was told: --head SEQ:HEX.
struct Head {
    std::int64_t seq = 0;
    Hash hash{};
};

class Inspector {
public:
    /// @param expected  heads to find on the way.
    Inspector(Report& report, std::vector<Head> expected);

    void see(const JournalRow& row);
    /// Where the database's own balances are compared on the way.
    StoredBalances& stored() { return stored_; }
    /// After the last entry: heads that never came.
    void finish();

    const Book& book() const { return book_; }
    Book& book() { return book_; }
    Causes& causes() { return causes_; }
    Corrections& corrections() { return corrections_; }
    std::int64_t entries() const { return entries_; }
    const Head& head() const { return head_; }
    std::int64_t timeUs() const { return time_us_; }

    /// What the journal paid out: entry and payable account, cents.
    using Payouts = std::map<std::pair<std::int64_t, std::uint64_t>, std::int64_t>;
    const Payouts& payouts() const { return payouts_; }

private:
    void checkSequence(const JournalRow& row);
    void checkChain(const JournalRow& row);
    bool read(const JournalRow& row);
    void apply(std::size_t place);

    Report& report_;
    std::vector<Head> expected_;
    std::size_t next_expected_ = 0;
    Chain chain_;
    Book book_;
    Trace trace_;
    StoredBalances stored_;
    Causes causes_;
    Corrections corrections_;
    Payouts payouts_;
    Entry entry_;
    Head head_;
    std::int64_t time_us_ = INT64_MIN;
    std::int64_t entries_ = 0;
    std::uint64_t transfers_ = 0;
};

}  // namespace audit
