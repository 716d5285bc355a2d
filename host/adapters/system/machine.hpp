// Machine: the clocks of the computer: the wall, which people and protocols set, and the steady one, which nobody does.
//
// Functions, so that a test can be the computer. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/register/time.hpp"

namespace buono::system {

struct Machine {
    std::function<registers::Instant()> wall;
    std::function<std::int64_t()> steady_us;  ///< Since the boot, time asleep included; never set.
    std::string boot;                         ///< Names the boot that it counts from; "" where nobody knows.
};

/// The machine's own clock.
registers::Instant wall();

Machine thisMachine();

}  // namespace buono::system
