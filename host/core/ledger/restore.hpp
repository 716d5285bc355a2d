// Restoring: a Book made of balances that were written down at different times, and of the entries since.
//
// The store writes balances little by little, long after the commits that changed them: each row says as of which
// entry it is. A start takes the rows, then counts every entry after the oldest of them once more, on those accounts
// only whose row does not have it yet. Limits are not asked again: the journal was judged when it was written.
// Pure; used once, before the writer runs. What does not fit is damage, which the caller tells.
#pragma once

#include <deque>
#include <functional>
#include <span>
#include <unordered_map>

#include "core/ledger/book.hpp"

namespace buono::ledger {

class Restoring {
public:
    /// What a hold that has ended held: asked for those made before the first entry that is counted.
    using HeldBefore = std::function<std::int64_t(HoldNo)>;
    explicit Restoring(HeldBefore held_before) : held_before_{std::move(held_before)} {}

    /// A row: `account` after entry `as_of`. In the order of `no`; one that was opened later may be missing.
    void account(AccountNo no, const Account& account, std::uint64_t as_of);
    /// The next entry. @param seq one after the last.
    void entry(std::uint64_t seq, std::span<const Transfer> group);

    /// Fills an empty Book with the accounts; those that were counted on are among its changed ones. False: an account
    /// is missing or past its limit. The rows are gone afterwards: they leave as the Book grows, and a start takes no
    /// more memory than what follows it.
    bool into(Book& book);

private:
    struct Row {
        Account account;
        std::uint64_t as_of = 0;
        bool is_there = false;
        bool counted = false;
    };
    void apply(std::uint64_t seq, std::size_t index, const Transfer& t);
    void open(std::uint64_t seq, const Transfer& t);
    Row& at(AccountNo no);
    /// The account's totals, when its row is older than this entry.
    Account* older(AccountNo no, std::uint64_t seq);
    std::int64_t heldCents(HoldNo hold) const;

    HeldBefore held_before_;
    std::deque<Row> rows_;  // rows_[no - 1]
    std::unordered_map<HoldNo, std::int64_t> made_;
};

}  // namespace buono::ledger
