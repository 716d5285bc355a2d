// PurchaseJudge: purchases, the operations they start outside, redemptions and spending codes, row by row as they
// change: lawful states, the law of each instrument, and what somebody outside says of the same thing.
// I11, I12, I14, I15, I20-I23, I34. What money it saw held, captured, released, it tells the MoneyJudge. One thread.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "simulation/money_judge.hpp"
#include "simulation/outside.hpp"

namespace buono::simulation {

class PurchaseJudge {
public:
    PurchaseJudge(const Store& store, const Outside& outside, const LedgerJudge& ledger, MoneyJudge& money)
        : store_{store}, outside_{outside}, ledger_{ledger}, money_{money} {}

    /// What one commit changed.
    void see();
    /// Everything undecided has its errand, and every errand something undecided or held.
    void compareAll() const;
    /// At the end: nothing waits, nothing is held for what is over.
    void compareEnd() const;

    std::int64_t leftOnCode(const Id& code) const;

private:
    /// What an instrument's call or plan allows. It never changes.
    struct Terms {
        Id holder;
        Id beneficiary;
        instruments::Debtor debtor;
        std::vector<std::string> areas, categories;
        registers::Date from{}, until{}, service_ends_by{};
        std::optional<registers::Date> claim_by;
        bool whole_line = false;
    };
    using LineName = std::pair<Id, int>;

    const Terms& termsOf(const Id& instrument) const;
    void seeNew(const purchases::Purchase& purchase);
    void checkShare(const purchases::Purchase& purchase, const purchases::Share& share,
                    std::size_t shares_of_line) const;
    void seeStep(const purchases::Purchase& before, const purchases::Purchase& after);
    void seeExpiry(const purchases::Purchase& before, const purchases::Purchase& after) const;
    void seeLines(const purchases::Purchase& before, const purchases::Purchase& after);
    void seeDirect(const purchases::Purchase& before, const purchases::Purchase& after);
    void seeRedemption(const Table<Id, purchases::Redemption>::Change& change);
    void seeDone(const purchases::Redemption& redemption);
    void seeSpending(const purchases::Redemption& redemption);
    void seePayment(const purchases::Redemption& redemption, const purchases::SpendingCode& code, std::int64_t cents);
    void seeCode(const Table<Id, purchases::SpendingCode>::Change& change);
    void checkTold();
    std::set<Id> payers(const purchases::Redemption& redemption) const;
    void seeOperation(const Table<Id, purchases::Operation>::Change& change);
    void checkEnded(const purchases::Operation& operation) const;
    void checkErrands() const;
    void checkAsking() const;
    std::optional<registers::Date> claimBy(const purchases::Purchase& purchase) const;
    registers::Instant latest() const;

    const Store& store_;
    const Outside& outside_;
    const LedgerJudge& ledger_;
    MoneyJudge& money_;
    mutable std::map<Id, Terms> terms_;  ///< Looked up once each.
    std::map<Id, Id> asking_;            ///< By purchase: the redemption the ente's own system is asked about.
    std::map<Id, std::int64_t> spent_on_code_;
    std::map<ledger::AccountNo, Id> allowances_;  ///< Every one there ever was, and its code.
    std::set<Id> operation_of_;                   ///< Subjects that have their one operation.
    std::size_t notices_ = 0;                     ///< Seen so far.
    std::size_t entries_ = 0;                     ///< Of the journal, after the commit before this one.
    std::map<Id, std::size_t> told_;              ///< By code: its payments up to which entry.
    std::set<LineName> lines_redeemed_;           ///< By purchases, in this commit.
    std::set<LineName> lines_claimed_;            ///< By redemptions, in this commit.
};

}  // namespace buono::simulation
