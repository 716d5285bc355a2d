// Judge: all checks together, at the moments at which they can be made: after a commit, after a start, at the end.
//
// It reads rows, the journal and the outside's books; it asks no code under test. One thread.
#pragma once

#include "simulation/purchase_judge.hpp"
#include "simulation/trail_judge.hpp"

namespace buono::simulation {

class Judge {
public:
    Judge(const Store& store, const Outside& outside) : store_{store}, purchases_{store, outside, ledger_, money_} {}

    /// A batch is durable; what it changed is still told by the tables.
    void committed() {
        ledger_.see(store_.ledger);
        trail_.see(store_);
        purchases_.see();
        money_.see(store_, ledger_);
        if (++commits_ % kWholeEvery == 0) compareAll();
    }
    /// What a process has in memory, at its start and when it has followed others.
    void compare(const ledger::Book& book) const { ledger_.compare(book); }
    /// What readers are shown from now on.
    void compare(const ledger::Book& book, std::span<const ledger::AccountNo> changed) const {
        for (const auto no : changed) ledger_.compare(no, *book.account(no));
    }
    /// Everything that is durable.
    void compareAll() {
        ledger_.compareAll(store_.ledger);
        money_.compareAll(store_, ledger_);
        purchases_.compareAll();
    }
    void ended() {
        compareAll();
        ledger_.compareHistory(store_.ledger);
        purchases_.compareEnd();
        money_.compareEnd(store_, ledger_);
    }

    /// Which of these payments, by code and cents, is the first that its code or voucher does not cover after those
    /// before it; their number when all are.
    std::size_t firstUncovered(const std::vector<std::pair<Id, std::int64_t>>& payments) const;
    std::uint64_t digest() const { return ledger_.digest(); }
    std::int64_t spentCents() const { return money_.spentCents(); }

private:
    static constexpr std::uint64_t kWholeEvery = 256;

    const Store& store_;
    LedgerJudge ledger_;
    TrailJudge trail_;
    MoneyJudge money_;
    PurchaseJudge purchases_;
    std::uint64_t commits_ = 0;
};

inline std::size_t Judge::firstUncovered(const std::vector<std::pair<Id, std::int64_t>>& payments) const {
    std::map<Id, std::int64_t> taken;  // Of codes and of instruments: their ids differ.
    for (std::size_t i = 0; i < payments.size(); ++i) {
        const auto& [code, cents] = payments[i];
        const auto& instrument = store_.codes.spending.find(code)->instrument;
        const bool is_covered = (taken[code] += cents) <= purchases_.leftOnCode(code);
        if ((taken[instrument] += cents) > money_.availableCents(instrument) || !is_covered) return i;
    }
    return payments.size();
}

}  // namespace buono::simulation
