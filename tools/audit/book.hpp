// Book: every account and open hold as the journal leaves them, entry after entry.
//
// An own implementation, from schemas/ledger/journal.md: it must not agree with the host's by sharing its mistakes. It
// goes on after a fault, as well as it can, so that one report names more than the first.
#pragma once

#include <unordered_map>

#include "entry.hpp"
#include "report.hpp"

namespace audit {

__extension__ using Wide = __int128;  ///< Sums of all accounts cannot wrap in it.

struct Account {
    std::uint16_t kind = 0;
    std::uint8_t limit = 0;
    bool told = false;   ///< Past its limit, and reported once.
    bool named = false;  ///< A row of the database says what it is for (tables.hpp).
    std::int64_t debits_posted = 0;
    std::int64_t debits_held = 0;
    std::int64_t credits_posted = 0;
    std::int64_t credits_held = 0;
    // Of the trace (trace.hpp): kept here, because an account is looked up once a transfer.
    std::uint64_t opened_at = 0;  ///< The entry that opened it.
    std::uint64_t root = 0;       ///< The source or pledge its money comes from; 0 not known yet.
    std::int64_t opened = 0;      ///< Source, promise, credit: what its budget, pledge or promise gave it.
    std::int64_t issued = 0;      ///< Voucher: what its source gave it. Payable: what vouchers and credits gave it.
    std::int64_t returned = 0;    ///< Voucher: what went back to its source.
    std::int64_t spent = 0;       ///< Voucher: what was posted to payables, less what came back.
};

struct Held {
    std::uint64_t debit = 0;
    std::uint64_t credit = 0;
    std::int64_t cents = 0;
};

class Book {
public:
    explicit Book(Report& report) : report_{report} {}

    /// Applies one transfer; false, and a failure told, where it fits nothing here.
    bool apply(const Entry& entry, std::size_t place);
    /// After all transfers of the entry: nobody it touched may be past its limit.
    void checkLimits(const Entry& entry);
    /// At the end: all debits equal all credits.
    void checkZero();

    std::uint64_t size() const { return accounts_.size(); }
    bool has(std::uint64_t no) const { return no >= 1 && no <= accounts_.size(); }
    Account& account(std::uint64_t no) { return accounts_[no - 1]; }
    const Account& account(std::uint64_t no) const { return accounts_[no - 1]; }
    const std::unordered_map<std::uint64_t, Held>& holds() const { return holds_; }

private:
    static constexpr std::int64_t kTotalMax = 1'000'000'000'000'000'000;  ///< 10^18: what is added next still fits.

    static bool isFull(const Account& a);
    bool open(const Entry& entry, const Transfer& t);
    bool exist(const Entry& entry, std::size_t place, const Transfer& t);
    void hold(const Entry& entry, std::size_t place, const Transfer& t);
    bool end(const Entry& entry, std::size_t place, const Transfer& t);
    void checkLimit(const Entry& entry, std::uint64_t no);

    Report& report_;
    std::vector<Account> accounts_;
    std::unordered_map<std::uint64_t, Held> holds_;
};

/// "entry 12, transfer 0": where something is.
std::string place(const Entry& entry, std::size_t place);

/// "12.34": cents as people read them.
std::string euros(Wide cents);

}  // namespace audit
