// SystemClock: the time of the host, which never goes back, and the clock of a demonstration city.
//
// now() is the later of the wall (plus the demo's offset) and the last instant given, so a wall that is set back, a
// leap second or a restart under a wrong clock stop the platform's time for a while and reverse nothing.
// It is no source of civil dates (calendar.hpp). Any thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "core/register/movable_clock.hpp"

namespace buono::system {

using Wall = std::function<registers::Instant()>;

/// The machine's own clock.
registers::Instant wall();

class SystemClock final : public registers::Clock {
public:
    /// @param floor  time of the last entry of the journal: no later change may be older.
    explicit SystemClock(registers::Instant floor, Wall from = wall) : wall_{std::move(from)}, last_us_{floor.us} {}

    registers::Instant now() override { return notBefore({wall_().us + offset_us_.load()}); }

private:
    friend class DemoClock;

    registers::Instant notBefore(registers::Instant at) {
        auto last_us = last_us_.load();
        while (at.us > last_us && !last_us_.compare_exchange_weak(last_us, at.us)) {
        }
        return {std::max(at.us, last_us)};
    }

    Wall wall_;
    std::atomic<std::int64_t> last_us_;
    std::atomic<std::int64_t> offset_us_ = 0;
};

/// Keeps how far the demo is ahead of the wall in the file `demo-clock` of the data directory.
class DemoClock final : public registers::MovableClock {
public:
    /// An unreadable file is refused: starting without it would set a demo's time back.
    static Result<std::unique_ptr<DemoClock>> open(const std::filesystem::path& data_directory,
                                                   registers::Instant floor, Wall from = wall);

    registers::Instant now() override { return clock_.now(); }
    Status moveTo(registers::Instant now) override;

private:
    DemoClock(std::filesystem::path file, registers::Instant floor, Wall from)
        : file_{std::move(file)}, clock_{floor, std::move(from)} {}

    std::filesystem::path file_;
    std::mutex moving_;
    SystemClock clock_;
};

}  // namespace buono::system
