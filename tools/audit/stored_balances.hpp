// StoredBalances: what the database has written down of each account, and as of which entry.
//
// The host writes balances long after the commits that changed them, a few at a time, so that each is true after an
// entry of its own. It is compared when the journal first touches the account after that entry, or at the end.
#pragma once

#include <vector>

#include "book.hpp"
#include "database.hpp"

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
    struct Stored {
        std::int64_t as_of = kNone;
        std::uint16_t kind = 0;
        std::uint8_t limit = 0;
        std::int64_t totals[4] = {};
    };
    static constexpr std::int64_t kNone = -1;      ///< There is no row.
    static constexpr std::int64_t kCompared = -2;  ///< There was.

    void touch(std::uint64_t no, std::int64_t seq);
    void compare(std::uint64_t no, const Stored& stored);

    Report& report_;
    const Book& book_;
    std::vector<Stored> rows_;  ///< rows_[no - 1]
    std::int64_t least_ = 0;
    bool is_there_ = false;
};

}  // namespace audit
