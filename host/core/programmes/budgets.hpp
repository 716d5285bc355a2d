// Budgets: where a call's money is now, source by source, as the ledger says. Reads only; one per connection.
//
// amount = left + awarded, and awarded = held + available + captured: a source's euro is always in exactly one place.
#pragma once

#include "core/instruments/directory.hpp"
#include "core/programmes/ports.hpp"

namespace buono::programmes {

/// Of one source.
struct Budget {
    Source source;
    int vouchers = 0;
    Money awarded;    ///< Issued as vouchers.
    Money held;       ///< On vouchers, set aside for purchases.
    Money available;  ///< On vouchers, free to spend.
    Money captured;   ///< Redeemed: owed or paid to enti.
    Money paid;       ///< Of the captured, paid out.
    Money left;       ///< Not awarded.
};

class Budgets {
public:
    Budgets(const Vouchers& vouchers, const instruments::Directory& directory, const ledger::Balances& balances)
        : vouchers_{vouchers}, directory_{directory}, balances_{balances} {}

    std::vector<Budget> of(const Programme& programme) const;

private:
    const Vouchers& vouchers_;
    const instruments::Directory& directory_;
    const ledger::Balances& balances_;
};

}  // namespace buono::programmes
