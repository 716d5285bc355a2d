// The rows of settlement on the simulated disk: settlements, payouts, and which due is in which payout.
//
// A due is what one redemption left on one payable account. One thread.
#pragma once

#include <tuple>

#include "core/purchases/redemption.hpp"
#include "core/settlement/ports.hpp"
#include "simulation/disk.hpp"
#include "simulation/plants.hpp"

namespace buono::simulation {

using registers::Id;
using registers::Instant;

class SettlementsRows final : public settlement::Settlements {
public:
    explicit SettlementsRows(Disk& disk) : rows{disk}, all_payouts{disk}, all_differences{disk} {}

    std::optional<settlement::Settlement> settlement(const Id& id) const override { return rows.copy(id); }
    std::vector<settlement::Settlement> of(const instruments::Debtor& debtor, const Id& before,
                                           int limit) const override;
    std::int64_t lastNumber(const instruments::Debtor& debtor) const override;
    std::vector<settlement::Payout> payouts(const Id& settlement) const override;
    std::vector<settlement::Difference> differences(const Id& settlement) const override;
    std::optional<settlement::Payout> payout(const Id& id) const override { return all_payouts.copy(id); }
    std::vector<settlement::Payout> paidTo(const Id& ente, const Id& before, int limit) const override;
    void add(const settlement::Settlement& one) override { rows.add(one.id, one); }
    void add(const settlement::Payout& one) override { all_payouts.add(one.id, one); }
    void add(const Id& settlement, const settlement::Difference& one) override;
    void keep(const settlement::Settlement& one) override;

    Table<Id, settlement::Settlement> rows;
    Table<Id, settlement::Payout> all_payouts;
    Table<std::pair<Id, ledger::AccountNo>, settlement::Difference> all_differences;
};

class DuesRows final : public settlement::Dues {
public:
    DuesRows(Disk& disk, const SettlementsRows& settlements, Plant plant)
        : free{disk}, taken{disk}, settlements_{settlements}, plant_{plant} {}

    std::vector<settlement::Unpaid> unpaid(const instruments::Debtor& debtor) const override;
    Money take(const settlement::Payout& payout) override;
    void release(const Id& settlement) override;
    std::vector<settlement::StatementLine> lines(const Id& payout, const settlement::StatementLine& after,
                                                 int limit) const override;
    /// A redemption is done: what it left is free to be paid.
    void owe(const purchases::Redemption& one);

    struct Due {
        Id ente;
        instruments::Debtor debtor;
        Money amount;
        Instant at;
    };
    using Name = std::tuple<ledger::AccountNo, Id, int>;  ///< Payable, redemption, number of the due.
    Table<Name, Due> free;
    Table<std::pair<Id, Name>, Due> taken;  ///< By payout.

private:
    const SettlementsRows& settlements_;
    Plant plant_;
};

}  // namespace buono::simulation
