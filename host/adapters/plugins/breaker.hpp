// Breaker: when a plugin that keeps failing may be tried again. Pure: it is told the time.
//
// After a fault the next call is let through at once, then after 50 ms, doubling to 30 s; after 5 faults in a row the
// plugin rests for 1 s, doubling to 5 minutes, and then one call alone tries it. One good answer clears it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace buono::plugins {

class Breaker {
public:
    /// Whoever is let in says how it went: good(), fault() or, when the plugin was never asked, withdrawn().
    bool admits(std::int64_t now_ms) {
        if (isResting(now_ms) || trying_) return false;
        trying_ = faults_ >= kFaults;
        return true;
    }
    bool isResting(std::int64_t now_ms) const { return now_ms < resting_until_ms_; }
    std::int64_t restsUntil() const { return resting_until_ms_; }
    void withdrawn() { trying_ = false; }
    void good() { *this = {}; }
    void fault(std::int64_t now_ms) {
        trying_ = false;
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
    bool trying_ = false;
    std::int64_t resting_until_ms_ = 0;
};

}  // namespace buono::plugins
