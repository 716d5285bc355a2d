// Tables: what the database says beside its journal, row for row against it: stored balances and holds, audit lines and
// replies, purposes of accounts, sources, vouchers, plans and credits, purchases, dues and payouts.
//
// An export has no tables, and the report says so; a database without one of them is not proven. Rows are read once, in
// a stream.
#pragma once

#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "aside.hpp"
#include "inspector.hpp"

namespace audit {

/// ledger_head: where the host says its journal ends, and as of which entry its balances are true.
struct StoredHead {
    std::int64_t seq = 0;
    std::int64_t time_us = 0;
    std::int64_t projected_seq = 0;
    std::string hash;
};

class Tables {
public:
    Tables(Database& database, Inspector& inspector, Report& report)
        : database_{database}, inspector_{inspector}, report_{report}, aside_{database, inspector.causes().key()} {}

    /// None where there is no such table.
    std::optional<StoredHead> storedHead();
    /// Before the journal is read. @param least  the entry that every stored balance has at least.
    void readBalances(std::int64_t least);
    /// After the last entry: all the others.
    void checkAll(const std::optional<StoredHead>& stored);

private:
    using IdBytes = std::array<std::uint8_t, 16>;
    static IdBytes idOf(Bytes bytes);

    /// Whose row it is: made into words only where something is wrong with it, as there are millions.
    struct Who {
        const char* is;
        std::int64_t account = 0;
        std::string code{};
        std::string text() const;
    };

    bool has(Check check, const char* table, const char* columns);
    void checkStoredHead(const StoredHead& stored);
    void checkHolds();
    void checkChanges();

    void checkRows();
    void checkSources();
    void checkPurposes();
    void checkPurpose(const Cells& row);
    void checkIssued(const Who& who, const Account& account, std::int64_t cents, const char* says);
    void checkVouchers();
    void checkWelfare();
    void checkDebtor(const Who& who, std::uint64_t root, std::int64_t kind, Bytes debtor);
    /// The account a row names, if it is there and of this kind.
    const Account* account(const Who& who, std::int64_t no, std::uint16_t kind);
    void checkNamed();

    void checkPurchases();
    void checkPrices();
    void checkVoucherUse();
    void checkStates();
    void checkPurchaseHolds();

    void checkDues();
    void checkPayouts();
    void checkPayoutDues();
    void failEach(Check check, const std::string& sql, const std::function<std::string(const Cells&)>& what);

    Database& database_;
    Inspector& inspector_;
    Report& report_;
    Aside aside_;
    std::map<IdBytes, std::uint64_t> sources_;    ///< Funding source's id -> its account.
    std::map<std::uint64_t, IdBytes> employers_;  ///< Pledge -> the employer whose it is.
    std::set<std::uint16_t> kinds_read_;          ///< Of which kinds every account must have a row.
};

}  // namespace audit
