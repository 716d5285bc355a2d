// DemoClock: the city's time of a demonstration, which can be moved forward; how far is kept in the file `demo-clock`
// of the data directory. A machine that jumps is noticed here too: being moved is no jump. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "adapters/system/clock.hpp"
#include "core/register/movable_clock.hpp"

namespace buono::system {

class DemoClock final : public registers::MovableClock {
public:
    /// An unreadable file is refused: starting without it would set a demo's time back.
    static Result<std::unique_ptr<DemoClock>> open(const std::filesystem::path& data_directory,
                                                   registers::Instant floor, Machine machine = thisMachine(),
                                                   SystemClock::Told told = nullptr);

    registers::Instant now() override { return clock_.now(); }
    bool isSure() const override { return clock_.isSure(); }
    Status moveTo(registers::Instant now) override;
    registers::WatchedClock& watched() { return clock_; }

private:
    DemoClock(std::filesystem::path file, const SystemClock::Start& start, Machine machine, SystemClock::Told told)
        : file_{std::move(file)}, clock_{start, std::move(machine), std::move(told)} {}

    const std::filesystem::path file_;
    std::mutex moving_;
    SystemClock clock_;
};

}  // namespace buono::system
