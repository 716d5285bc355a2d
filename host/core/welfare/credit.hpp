// Credit: what one person has of one plan. CreditOffers: the port through which it is spent.
//
// One account of the ledger each; a later import to the same plan adds to it. Nobody else may spend it, whole lines
// only (instruments::coverOf). The employer sees what it credited, never where it was spent.
#pragma once

#include <optional>
#include <vector>

#include <buono/money.hpp>

#include "core/instruments/offers.hpp"
#include "core/register/id.hpp"
#include "core/welfare/plan.hpp"

namespace buono::welfare {

struct Credit {
    Id id;
    Id plan;
    Id person;
    ledger::AccountNo account = 0;
    Money amount;                  ///< Credited so far, spent or not.
    bool dependent_child = false;  ///< As last declared.
    registers::Instant at;         ///< Of the last crediting.
};

class Credits;
class Plans;

class CreditOffers final : public instruments::Offers {
public:
    CreditOffers(const Credits& credits, const Plans& plans) : credits_{credits}, plans_{plans} {}

    std::vector<instruments::Instrument> of(const Id& holder) const override;
    std::optional<instruments::Instrument> instrument(const Id& id) const override;

private:
    instruments::Instrument describe(const Credit& credit) const;

    const Credits& credits_;
    const Plans& plans_;
};

}  // namespace buono::welfare
