// Breaker: when a plugin that keeps failing may be tried again. Pure: it is told the time.
//
// After a fault the next worker starts at once, then after 50 ms, doubling to 30 s; after 5 faults in a row the
// plugin rests for 1 s, doubling to 5 minutes. One good answer clears it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace buono::plugins {

class Breaker {
public:
    bool allows(std::int64_t now_ms) const { return now_ms >= resting_until_ms_; }
    void good() { *this = {}; }
    void fault(std::int64_t now_ms) {
        ++faults_;
        if (faults_ < kFaults) {
            resting_until_ms_ = now_ms + (faults_ == 1 ? 0 : std::min<std::int64_t>(50LL << (faults_ - 2), 30'000));
            return;
        }
        const auto doublings = std::min(faults_ - kFaults, 9);
        resting_until_ms_ = now_ms + std::min<std::int64_t>(1000LL << doublings, 300'000);
    }

private:
    static constexpr int kFaults = 5;
    int faults_ = 0;
    std::int64_t resting_until_ms_ = 0;
};

}  // namespace buono::plugins
