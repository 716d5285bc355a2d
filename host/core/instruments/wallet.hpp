// Wallet: everything a person may spend, from every room that offers, with what the ledger says is left.
//
// Reads only. One Wallet per connection: on the writer's thread `balances` is the Book itself.
#pragma once

#include <optional>
#include <vector>

#include "core/instruments/offers.hpp"
#include "core/ledger/book.hpp"

namespace buono::instruments {

class Wallet {
public:
    Wallet(std::vector<const Offers*> offers, const ledger::Balances& balances)
        : offers_{std::move(offers)}, balances_{balances} {}

    std::vector<Instrument> of(const registers::Id& holder) const;
    /// Only if `holder` holds it: another's is the same as none.
    std::optional<Instrument> instrument(const registers::Id& holder, const registers::Id& id) const;

private:
    void fill(Instrument& one) const;

    std::vector<const Offers*> offers_;
    const ledger::Balances& balances_;
};

}  // namespace buono::instruments
