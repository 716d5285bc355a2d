// LongWork: copying that takes its time: not faster than it may, and whoever waits is told how far it is.
//
// One thread. A terminal gets a line that changes, anything else a line every ten seconds.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "city/backup.hpp"

namespace buono::city {

class LongWork {
public:
    /// @param mib_a_second  0: as fast as it goes.
    LongWork(std::string what, int mib_a_second, const Teller& teller);
    ~LongWork();
    LongWork(const LongWork&) = delete;
    LongWork& operator=(const LongWork&) = delete;

    /// Waits as long as the pace asks for.
    void reached(std::uint64_t done, std::uint64_t all);

private:
    using Steady = std::chrono::steady_clock;

    void show(std::uint64_t done, std::uint64_t all);

    const std::string what_;
    const int mib_a_second_;
    const Teller teller_;
    const Steady::time_point begun_ = Steady::now();
    Steady::time_point shown_ = begun_;
    bool line_is_open_ = false;
};

}  // namespace buono::city
