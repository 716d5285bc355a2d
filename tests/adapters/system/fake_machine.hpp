// A computer whose clocks go where a test puts them.
#pragma once

#include <atomic>

#include "adapters/system/machine.hpp"

namespace buono::test {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kHourUs = 3'600 * kSecondUs;
constexpr std::int64_t kDayUs = 24 * kHourUs;

struct FakeMachine {
    std::int64_t wall_us = 20'000 * kDayUs;
    std::int64_t steady_us = kDayUs;
    std::string boot = "boot-1";

    /// Time passes on both clocks.
    void pass(std::int64_t us) { wall_us += us, steady_us += us; }
    system::Machine machine() {
        return {[this] { return registers::Instant{wall_us}; }, [this] { return steady_us; }, boot};
    }
};

}  // namespace buono::test
