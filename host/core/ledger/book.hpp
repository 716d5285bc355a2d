// The Book: double-entry accounts, the transfers between them, and the rules that keep them in balance.
//
// Holds every balance in memory; its only port is the Journal, which keeps the entries. Pure: no clock, SQL,
// threads or ids of its own. One thread, the writer's, owns it. Repeats are the register's business: the Book
// never sees one. Account numbers are dense integers given here, so the ledger is pseudonymous by construction.
// The model on one page is README.md beside this file.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include <buono/money.hpp>
#include <buono/result.hpp>

#include "core/register/register.hpp"

namespace buono::ledger {

using AccountNo = std::uint64_t;  ///< 1, 2, 3, ... ; 0 names no account.
using HoldNo = std::uint64_t;     ///< Place of the hold in the journal: seq * 65536 + index in its group.

/// What an account is for. The number is part of the journal's bytes.
enum class AccountKind : std::uint16_t {
    Budget = 1,      ///< Where a funding source's opening entry comes from; no limit.
    Source = 2,      ///< Public money of one CUP, not yet awarded.
    Voucher = 3,     ///< One child's voucher.
    Payable = 4,     ///< Owed to one ente out of one source or by one employer.
    Paid = 5,        ///< Paid out, per source or employer; no limit.
    Pledge = 6,      ///< Where an employer's promise comes from; no limit.
    Promise = 7,     ///< An employer's plan, not yet credited to people.
    Credit = 8,      ///< One employee's welfare credit.
    Clearing = 9,    ///< Money a payment method says it moved; no limit.
    Received = 10,   ///< Direct money an ente already has; no limit.
    RefundDue = 11,  ///< What an ente owes back to one source.
    // Not money: what a spending code may still take. Every euro it takes is a transfer of its voucher's besides.
    Allowance = 12,       ///< Of one spending code.
    AllowanceGiven = 13,  ///< Where all allowances come from and go back to; no limit.
};
inline constexpr auto kLastKind = AccountKind::AllowanceGiven;

/// What an account's balance may never do. Held debits count as spent; held credits do not count as had.
enum class Limit : std::uint8_t {
    None = 0,
    CreditsCoverDebits = 1,
    DebitsCoverCredits = 2,
};
inline constexpr auto kLastLimit = Limit::DebitsCoverCredits;

struct Account {
    AccountKind kind{};
    Limit limit = Limit::None;
    std::int64_t debits_posted_cents = 0;
    std::int64_t debits_held_cents = 0;
    std::int64_t credits_posted_cents = 0;
    std::int64_t credits_held_cents = 0;

    /// What may still be debited of an account whose credits cover its debits.
    std::int64_t availableCents() const { return credits_posted_cents - debits_posted_cents - debits_held_cents; }
    bool operator==(const Account&) const = default;
};

/// What a transfer does. The number is part of the journal's bytes.
enum class Action : std::uint8_t {
    Open = 1,     ///< Opens account `debit` with kind `code` and limit `credit`; moves nothing (0 cents).
    Post = 2,     ///< Moves cents at once.
    Hold = 3,     ///< Sets cents aside on both accounts.
    Capture = 4,  ///< Posts up to what `hold` holds and releases the rest: the hold ends.
    Release = 5,  ///< Ends `hold`; nothing moves (cents = what was held).
};

/// Why money moved. The number is part of the journal's bytes; 0 for Open.
enum class Code : std::uint16_t {
    Opening = 1,
    Award = 2,
    Purchase = 3,
    Redemption = 4,
    SpendingCode = 5,
    Direct = 6,
    Credited = 7,
    Payout = 8,
    Expiry = 9,
    Cancellation = 10,
    Refund = 11,
    Correction = 12,
    Allowance = 13,  ///< A spending code is given, uses up or gives back what it may take.
};
inline constexpr auto kLastCode = Code::Allowance;

struct Transfer {
    Action action{};
    std::uint16_t code = 0;  ///< A Code; for Open an AccountKind.
    AccountNo debit = 0;
    AccountNo credit = 0;        ///< For Open the Limit.
    std::int64_t cents = 0;      ///< > 0 and <= Money::kCentsMax, except Open.
    HoldNo hold = 0;             ///< Capture and Release: the hold they end.
    std::uint64_t corrects = 0;  ///< The seq of the entry this one corrects; 0 for none.
    bool operator==(const Transfer&) const = default;
};

/// One entry group, as the journal keeps it.
struct Entry {
    std::uint64_t seq = 0;
    registers::Instant at;
    registers::Id cause;  ///< The audit line of the change.
    std::vector<Transfer> transfers;
};

/// Where entries go. adapters/store implements it on both engines, inside the writer's commit. The store
/// computes the chain hash and stamps time and cause of the change under way.
class Journal {
public:
    virtual ~Journal() = default;
    virtual void append(std::uint64_t seq, std::span<const Transfer> group) = 0;
    /// The ledger's own time: what the entries of the change under way are stamped with. Never goes back.
    virtual registers::Instant time() const = 0;
};

/// Balances as anyone may read them: the Book itself on the writer's thread; elsewhere as of the last commit.
class Balances {
public:
    virtual ~Balances() = default;
    virtual std::optional<Account> account(AccountNo no) const = 0;
    /// Many, all of one moment.
    virtual std::vector<std::optional<Account>> accounts(std::span<const AccountNo> numbers) const {
        std::vector<std::optional<Account>> found;
        for (const auto no : numbers) found.push_back(account(no));
        return found;
    }
};

class Book final : public Balances {
public:
    /// The largest group: one decision over a roster (an award, a file of credits) that opens an account and fills it,
    /// 5,000 times. What a client sends is bounded where it enters: a basket has 20 lines, a batch 100 payments.
    static constexpr std::size_t kGroupMax = 10'000;

    explicit Book(Journal& journal) : journal_{journal} {}

    /// Opens one account, as an entry of its own.
    AccountNo open(AccountKind kind, Limit limit);

    /// All or nothing. The first rule broken is the answer. Shape is asked of the whole group: it has transfers,
    /// not too many, each of a known kind and reason, with an amount, between two accounts. The rest is asked of one
    /// transfer after the other, each on what those before it did: what it names exists (accounts, hold, the entry
    /// it corrects), the hold is enough, totals stay countable, limits hold. Then one write that must succeed.
    /// A transfer may use an account opened earlier in the same group: number them from nextAccount().
    /// Returns the seq of the entry. Nothing is written, and no balance moved, unless all rules hold.
    Result<std::uint64_t> post(std::span<const Transfer> group);

    /// What is still held under this name; 0 when it never was or has ended.
    std::int64_t heldCents(HoldNo hold) const;

    AccountNo nextAccount() const { return accounts_.size() + 1; }
    std::uint64_t seq() const { return seq_; }
    /// What expiry is judged by: the time an entry made now will carry.
    registers::Instant time() const { return journal_.time(); }
    std::optional<Account> account(AccountNo no) const override;

    /// Start: sets one account's balances (restore.hpp knows them). @param changed it is among takeChanged(). False: it
    /// is past its limit.
    bool restore(AccountNo no, const Account& account, bool changed = false);
    void restoreHold(HoldNo hold, AccountNo debit, AccountNo credit, std::int64_t cents);
    void restoreSeq(std::uint64_t seq) { seq_ = seq; }
    /// Applies one entry that another host wrote. A sequence that does not fit is damage: stops the process.
    void replay(std::uint64_t seq, std::span<const Transfer> group);

    struct Held {
        AccountNo debit = 0;
        AccountNo credit = 0;
        std::int64_t cents = 0;
    };
    const std::unordered_map<HoldNo, Held>& holds() const { return holds_; }

    /// Accounts whose balance changed since the last call: what the projection still has to write.
    std::vector<AccountNo> takeChanged();

private:
    class Group;

    Status apply(std::uint64_t seq, std::span<const Transfer> group);
    void markChanged(AccountNo no);

    Journal& journal_;
    std::deque<Account> accounts_;  // accounts_[no - 1]; a million do not move when one more is opened.
    std::unordered_map<HoldNo, Held> holds_;
    std::vector<AccountNo> changed_;
    std::vector<bool> changed_marks_;  // So that a hot account stands once in changed_.
    std::uint64_t seq_ = 0;
};

/// The name a hold gets: the entry it is in and its index there.
constexpr HoldNo holdNo(std::uint64_t seq, std::size_t index) { return seq << 16 | index; }

}  // namespace buono::ledger
