// MovableClock: the clock of a demonstration city, which can be moved forward so that a year passes in an afternoon.
//
// Never back: what was once past stays past. Durable: a restart goes on from the moved time. A real city has none.
#pragma once

#include <buono/result.hpp>

#include "core/register/time.hpp"

namespace buono::registers {

class MovableClock : public Clock {
public:
    /// Forward to `now`; refused (codes::kClockGoesBack) when the clock already shows a later instant. Any thread.
    virtual Status moveTo(Instant now) = 0;
};

}  // namespace buono::registers
