// SystemClock: the city's time. It never goes back and never leaps: it runs on the machine's steady clock and follows
// the wall, at most at double and at least at half pace.
//
// Once a second the two are compared. A wall that within an hour went back by more than 5 s or ahead by more than an
// hour has jumped: it is not followed and isSure() is false until it is back, or confirm(). What was trusted is kept in
// the file `clock` of the data directory, so that a restart forgets no doubt; after a new boot of the machine its wall
// is believed, unless it is behind the journal. Any thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>

#include "adapters/system/machine.hpp"
#include "core/register/watched_clock.hpp"

namespace buono::system {

class SystemClock final : public registers::WatchedClock {
public:
    static constexpr std::int64_t kLookUs = 1'000'000;
    static constexpr std::int64_t kBackMaxUs = 5'000'000;
    static constexpr std::int64_t kAheadMaxUs = 3'600'000'000;
    static constexpr std::int64_t kSameUs = 300'000'000;

    /// Told when doubt begins and when it ends, for the log. On whichever thread noticed; may not ask the clock.
    using Told = std::function<void(const registers::ClockState&)>;

    struct Start {
        std::filesystem::path data_directory;
        registers::Instant floor;  ///< Time of the last entry of the journal: no later change may be older.
        std::int64_t lead_us = 0;  ///< How far a demonstration is ahead of the machine.
    };

    explicit SystemClock(const Start& start, Machine machine = thisMachine(), Told told = nullptr);

    registers::Instant now() override {
        const auto steady_us = machine_.steady_us();
        if (steady_us - looked_us_.load(std::memory_order_relaxed) >= kLookUs) look();
        return notBefore({steady_us + offset_us_.load() + lead_us_.load()});
    }
    bool isSure() const override { return sure_.load(); }
    registers::ClockState state() override;
    Status confirm(registers::Instant machine) override;

private:
    friend class DemoClock;

    struct Seen {
        std::int64_t steady_us = 0;
        std::int64_t offset_us = 0;  ///< The wall's, against the steady clock.
    };

    registers::Instant notBefore(registers::Instant at) {
        auto last_us = last_us_.load();
        while (at.us > last_us && !last_us_.compare_exchange_weak(last_us, at.us)) {
        }
        return {std::max(at.us, last_us)};
    }
    registers::Instant withoutLead() const { return {machine_.steady_us() + offset_us_.load()}; }

    Seen read() const;
    void look();
    void judge(const Seen& seen);
    void follow(const Seen& seen, std::int64_t elapsed_us);
    void trust(const Seen& seen);
    void decide(bool sure);

    const std::filesystem::path file_;
    const Machine machine_;
    const Told told_;
    std::atomic<std::int64_t> last_us_;
    std::atomic<std::int64_t> offset_us_ = 0;  ///< The city's, against the steady clock.
    std::atomic<std::int64_t> lead_us_;
    std::atomic<std::int64_t> looked_us_ = 0;  ///< Steady.
    std::atomic<bool> sure_ = true;
    std::mutex turn_;            ///< One thread compares, and owns what follows.
    std::int64_t base_us_ = 0;   ///< The wall's offset that was trusted last,
    std::int64_t based_us_ = 0;  ///< and when: steady.
    std::int64_t kept_us_ = 0;   ///< The one in the file.
};

}  // namespace buono::system
