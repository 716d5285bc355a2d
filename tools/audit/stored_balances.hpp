// StoredBalances: what the database has written down of each account, and as of which entry.
//
// The host writes balances long after the commits that changed them, a few at a time, so that each is true after an
// entry of its own. It is compared when the journal first touches the account after that entry, or at the end. Of a row
// only a keyed hash is kept meanwhile, 16 bytes in all; a row that differs is read once more, to say in what.
#pragma once

#include <map>
#include <vector>

#include "book.hpp"
#include "database.hpp"
#include "keyed_sum.hpp"

namespace audit {

class StoredBalances {
public:
    StoredBalances(Report& report, const Book& book) : report_{report}, book_{book} {}

    /// Reads ledger_accounts. @param least  the entry up to which every row has all that touched its account.
    void read(Database& database, std::int64_t least);
    /// Before the entry is applied.
    void before(const Entry& entry);
    /// After the last entry: all that is left.
    void finish(std::int64_t last);

private:
    struct Row {
        std::int64_t as_of = kNone;
        std::uint64_t hash = 0;
    };
    static constexpr std::int64_t kNone = -1;      ///< There is no row.
    static constexpr std::int64_t kCompared = -2;  ///< There was.

    /// Kind, limit and the four totals, as a row has them.
    using Balance = std::array<std::int64_t, 6>;

    void take(std::uint64_t no, std::int64_t as_of, const Balance& balance);
    void touch(std::uint64_t no, std::int64_t seq);
    void compare(std::uint64_t no, const Row& row);
    void judge(std::uint64_t no, const Row& row, std::int64_t last);
    void checkSums();
    void nameDifferences();
    Balance balanceOf(std::uint64_t no) const;
    std::uint64_t hashOf(const Balance& balance) const;

    Report& report_;
    const Book& book_;
    SumKey key_;
    Database* database_ = nullptr;
    std::vector<Row> rows_;  ///< rows_[no - 1]
    std::int64_t least_ = 0;
    std::uint64_t opened_ = UINT64_MAX;  ///< Accounts that were open after entry `least_`: they must have a row.
    bool of_the_end_ = true;             ///< All rows are: then they must sum up to nothing.
    Wide posted_ = 0;
    Wide held_ = 0;
    std::map<std::uint64_t, Balance> differing_;  ///< What the journal says; as many as are ever named.
};

}  // namespace audit
