// The lawful changes of a purchase's state, as one table, and the one place that changes it.
#pragma once

#include <span>
#include <utility>

#include "core/purchases/purchase.hpp"

namespace buono::purchases {

/// Every lawful step (from, to).
std::span<const std::pair<State, State>> steps();
bool mayBecome(State from, State to);
/// Changes the state; an unlawful step is a bug of the caller and stops the process.
void become(Purchase& purchase, State to);

}  // namespace buono::purchases
