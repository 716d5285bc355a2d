// The ports of settlement: its rows, the dues that redemptions left, and the file for the bank.
//
// Settlements and Dues are implemented by adapters/store, once on the writer's connection and once on each reader's;
// writing members are called on the writer's thread only. PaymentFiles is implemented by adapters/documents, pure, and
// may be used by any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <buono/result.hpp>

#include "core/settlement/settlement.hpp"
#include "core/settlement/statement.hpp"

namespace buono::settlement {

/// What is owed on one payable account and in no payout yet, and what proposals already took.
struct Unpaid {
    Id ente;
    instruments::Debtor debtor;
    ledger::AccountNo payable = 0;
    int dues = 0;
    Money free;
    Money proposed;
};

class Dues {
public:
    virtual ~Dues() = default;
    /// Of an employer, or with a nil id of all the city's sources; by ente, then source.
    virtual std::vector<Unpaid> unpaid(const instruments::Debtor& debtor) const = 0;
    /// Puts every free due of the payout's account into it; answers how much that was in all.
    virtual Money take(const Payout& payout) = 0;
    /// Frees the dues of a settlement's payouts.
    virtual void release(const Id& settlement) = 0;
    /// In the order of their redemptions, after this place.
    virtual std::vector<StatementLine> lines(const Id& payout, const StatementLine& after, int limit) const = 0;
};

class Settlements {
public:
    virtual ~Settlements() = default;
    virtual std::optional<Settlement> settlement(const Id& id) const = 0;
    /// Newest first, before this one (nil starts).
    virtual std::vector<Settlement> of(const instruments::Debtor& debtor, const Id& before, int limit) const = 0;
    virtual std::int64_t lastNumber(const instruments::Debtor& debtor) const = 0;
    /// By ente, then source.
    virtual std::vector<Payout> payouts(const Id& settlement) const = 0;
    virtual std::vector<Difference> differences(const Id& settlement) const = 0;
    virtual std::optional<Payout> payout(const Id& id) const = 0;
    /// An ente's payouts of approved settlements, newest first, before this one (nil starts).
    virtual std::vector<Payout> paidTo(const Id& ente, const Id& before, int limit) const = 0;

    virtual void add(const Settlement& settlement) = 0;
    virtual void add(const Payout& payout) = 0;
    virtual void add(const Id& settlement, const Difference& difference) = 0;
    /// Keeps state, decided_by, decided and seq.
    virtual void keep(const Settlement& settlement) = 0;
};

/// What a bank is asked to pay.
struct PaymentOrder {
    struct Payment {
        std::string id;  ///< At most 35 characters; comes back in the bank's answers.
        Party payee;
        Money amount;
        std::string remittance;
    };

    std::string id;  ///< At most 35 characters; another order needs another.
    Instant created;
    registers::Date execution{};
    Party payer;
    std::vector<Payment> payments;
};

class PaymentFiles {
public:
    virtual ~PaymentFiles() = default;
    /// The same order gives the same bytes (pain.001.001.09).
    virtual std::string write(const PaymentOrder& order) const = 0;
};

/// The order of an approved settlement. Its amounts are the settlement's total: anything else is a bug.
PaymentOrder orderOf(const Settlement& settlement, const std::vector<Payout>& payouts);

}  // namespace buono::settlement
