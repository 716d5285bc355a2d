// reckon: at the end, what every client was told against what the city keeps: the same objects, the same amounts, as
// many of each kind (I17). Throws Violation. One thread.
#pragma once

#include "simulation/crowd.hpp"

namespace buono::simulation {

void reckon(const Crowd& crowd, const Store& store);

/// Where the city is told that its money is: every euro of a source in exactly one place (I10).
void reckonBudgets(const Store& store, const ledger::Balances& balances);

}  // namespace buono::simulation
