// MoneyJudge: whose money is where, by meaning: what rows say was issued, held, spent, owed and paid, summed here, must
// be what the journal says of the accounts. I9, I10, I20, I25.
//
// It knows rows and accounts, never how many transfers a use case needs. One thread.
#pragma once

#include <map>
#include <set>

#include "simulation/ledger_judge.hpp"
#include "simulation/store.hpp"

namespace buono::simulation {

class MoneyJudge {
public:
    /// A share of a price: who pays, and to whom it will be owed.
    struct Part {
        Id instrument;
        Id ente;
        instruments::Debtor debtor;
        std::int64_t cents = 0;
    };

    // What purchases and redemptions say.
    void hold(const Part& part) { move(part, part.cents, 0); }
    void release(const Part& part) { move(part, -part.cents, 0); }
    void capture(const Part& part) { move(part, -part.cents, part.cents); }
    void spend(const Part& part) { move(part, 0, part.cents); }
    void receive(const Id& ente, const std::string& method, std::int64_t cents);

    /// What one commit changed of funds, settlements and the above, against the accounts.
    void see(const Store& store, const LedgerJudge& ledger);
    /// The same for everything.
    void compareAll(const Store& store, const LedgerJudge& ledger);
    /// Nothing is owed to anybody any more.
    void compareEnd(const Store& store, const LedgerJudge& ledger) const;

    std::int64_t availableCents(const Id& instrument) const;
    std::int64_t spentCents() const { return spent_cents_; }

private:
    struct Instrument {
        ledger::AccountNo account = 0;
        std::int64_t issued = 0, held = 0, spent = 0;
    };
    struct Fund {  ///< A source or a plan.
        ledger::AccountNo account = 0;
        std::int64_t budget = 0, given = 0;
    };
    struct Owed {
        std::int64_t held = 0, redeemed = 0, paid = 0;
    };
    using Payable = std::pair<Id, instruments::Debtor>;

    void move(const Part& part, std::int64_t held, std::int64_t spent);
    void seeFunds(const Store& store);
    void issue(const Id& instrument, ledger::AccountNo account, const Id& fund, std::int64_t cents);
    void seeSettlements(const Store& store);
    void compareInstrument(const Id& id, const LedgerJudge& ledger) const;
    void compareFund(const Id& id, const LedgerJudge& ledger) const;
    void compareOwed(const Payable& payable, const Store& store, const LedgerJudge& ledger) const;
    void compareTills(const Store& store, const LedgerJudge& ledger) const;
    void comparePaid(const Store& store, const LedgerJudge& ledger) const;

    std::map<Id, Instrument> instruments_;
    std::map<Id, Fund> funds_;
    std::map<Payable, Owed> owed_;
    std::map<std::pair<Id, std::string>, std::int64_t> tills_;  ///< Direct money an ente has, by method.
    std::set<Id> touched_instruments_;
    std::set<Id> touched_funds_;
    std::set<Payable> touched_owed_;
    bool tills_moved_ = false;
    bool paid_moved_ = false;
    std::int64_t spent_cents_ = 0;
};

}  // namespace buono::simulation
