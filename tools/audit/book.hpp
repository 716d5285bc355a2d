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

/// 32 bytes: a city has millions of them.
struct Account {
    std::int64_t debits_posted = 0;
    std::int64_t credits_posted = 0;
    std::uint32_t root = 0;   ///< The source or pledge its money comes from (trace.hpp); 0 not known yet.
    std::uint32_t sums = 0;   ///< Its place among the book's Sums; 0 where it has none yet.
    std::uint32_t holds = 0;  ///< The same among those whose money was ever held.
    std::uint8_t kind = 0;
    std::uint8_t limit = 0;
    bool told = false;   ///< Past its limit, and reported once.
    bool named = false;  ///< A row of the database says what it is for (tables.hpp).
};

struct HeldTotals {
    std::int64_t debits = 0;
    std::int64_t credits = 0;
};

/// Of the trace.
struct Sums {
    /// Source, promise, credit, voucher: what its budget, pledge, promise or source gave it. Payable: what vouchers and
    /// credits gave it.
    std::int64_t issued = 0;
    std::int64_t returned = 0;  ///< Voucher: what went back to its source.
    std::int64_t spent = 0;     ///< Voucher: what was posted to payables, less what came back.
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
    const HeldTotals& held(const Account& account) const { return held_[account.holds]; }
    const Sums& sums(const Account& account) const { return sums_[account.sums]; }
    /// To be changed at once: the next call may move them.
    HeldTotals& heldOf(std::uint64_t no);
    Sums& sumsOf(std::uint64_t no);
    const std::unordered_map<std::uint64_t, Held>& holds() const { return holds_; }

private:
    static constexpr std::int64_t kTotalMax = 1'000'000'000'000'000'000;  ///< 10^18: what is added next still fits.

    bool isFull(const Account& a) const;
    bool open(const Entry& entry, const Transfer& t);
    bool exist(const Entry& entry, std::size_t place, const Transfer& t);
    void hold(const Entry& entry, std::size_t place, const Transfer& t);
    bool end(const Entry& entry, std::size_t place, const Transfer& t);
    void checkLimit(const Entry& entry, std::uint64_t no);

    Report& report_;
    std::vector<Account> accounts_;
    std::vector<HeldTotals> held_{1};  ///< The first is of those that have none.
    std::vector<Sums> sums_{1};
    std::unordered_map<std::uint64_t, Held> holds_;
};

/// "entry 12, transfer 0": where something is.
std::string place(const Entry& entry, std::size_t place);

/// "12.34": cents as people read them.
std::string euros(Wide cents);

}  // namespace audit
