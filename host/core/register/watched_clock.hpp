// WatchedClock: the city's time, and whether the machine's clock still agrees with it.
//
// A machine's clock that is suddenly elsewhere is not followed: the city's time goes on at its own pace, nothing
// expires, and the alarm stays until the clock comes back or somebody who knows the time confirms it. Any thread.
#pragma once

#include <buono/result.hpp>

#include "core/register/time.hpp"

namespace buono::registers {

struct ClockState {
    Instant now;       ///< The city's time.
    Instant machine;   ///< What the machine's clock says; a demonstration's lead included.
    bool sure = true;  ///< As Clock::isSure().
};

class WatchedClock : public Clock {
public:
    virtual ClockState state() = 0;
    /// Somebody says that it is about `machine` now, and the machine's clock says so too: it is followed from here on.
    /// Refused (codes::kClockDiffers) when it is more than five minutes from there.
    virtual Status confirm(Instant machine) = 0;
};

}  // namespace buono::registers
