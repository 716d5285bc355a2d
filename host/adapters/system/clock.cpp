#include "adapters/system/clock.hpp"

#include <charconv>
#include <cstdlib>
#include <optional>

#include "adapters/system/files.hpp"
#include "core/register/codes.hpp"

namespace buono::system {
namespace {

constexpr std::string_view kFile = "clock";
constexpr std::int64_t kTogetherUs = 100'000;  ///< Two clocks read within this time were read together.
constexpr int kTries = 5;
constexpr std::int64_t kWorthKeepingUs = 1'000'000;

/// "<boot> <offset>\n"; none of another boot, and none that is not ours: then the wall is all there is.
std::optional<std::int64_t> keptOffset(const std::filesystem::path& file, std::string_view boot) {
    const auto text = readFile(file, 128);
    if (!text || !*text || boot.empty() || !(*text)->starts_with(std::string{boot} + " ")) return std::nullopt;
    const auto digits = std::string_view{**text}.substr(boot.size() + 1);
    std::int64_t offset_us = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), offset_us);
    const bool whole = wrong == std::errc{} && std::string_view{end, digits.data() + digits.size()} == "\n";
    return whole ? std::optional{offset_us} : std::nullopt;
}

}  // namespace

SystemClock::SystemClock(const Start& start, Machine machine, Told told)
    : file_{start.data_directory / kFile},
      machine_{std::move(machine)},
      told_{std::move(told)},
      last_us_{start.floor.us},
      lead_us_{start.lead_us} {
    const auto seen = read();
    const auto kept = keptOffset(file_, machine_.boot);
    kept_us_ = kept.value_or(0);
    const auto floor_us = start.floor.us - start.lead_us - seen.steady_us;
    trust({seen.steady_us, kept.value_or(seen.offset_us)});
    if (base_us_ < floor_us - kBackMaxUs) trust({seen.steady_us, floor_us});  // The journal is the better witness.
    offset_us_ = std::max(base_us_, floor_us);
    looked_us_ = seen.steady_us;
    judge(seen);
}

// A thread that was held up between the two would see a jump where there was none.
SystemClock::Seen SystemClock::read() const {
    std::int64_t before_us = 0;
    std::int64_t wall_us = 0;
    for (int i = 0; i < kTries; ++i) {
        before_us = machine_.steady_us();
        wall_us = machine_.wall().us;
        if (machine_.steady_us() - before_us <= kTogetherUs) break;
    }
    return {before_us, wall_us - before_us};
}

void SystemClock::look() {
    const std::unique_lock mine{turn_, std::try_to_lock};
    if (mine) judge(read());
}

void SystemClock::judge(const Seen& seen) {
    const auto elapsed_us = std::max<std::int64_t>(seen.steady_us - looked_us_, 0);
    looked_us_ = seen.steady_us;
    const auto gone_us = seen.offset_us - base_us_;
    const bool fits = -kBackMaxUs <= gone_us && gone_us <= kAheadMaxUs;
    if (fits) follow(seen, elapsed_us);
    decide(fits);
}

void SystemClock::follow(const Seen& seen, std::int64_t elapsed_us) {
    constexpr std::int64_t kHourUs = 3'600'000'000;
    if (seen.steady_us - based_us_ >= kHourUs) trust(seen);
    offset_us_ += std::clamp(seen.offset_us - offset_us_, -elapsed_us / 2, elapsed_us);
}

void SystemClock::trust(const Seen& seen) {
    base_us_ = seen.offset_us;
    based_us_ = seen.steady_us;
    if (machine_.boot.empty() || std::abs(base_us_ - kept_us_) < kWorthKeepingUs) return;
    // A full disk is no reason to have no time: then a restart believes the wall.
    if (writeFile(file_, machine_.boot + " " + std::to_string(base_us_) + "\n")) kept_us_ = base_us_;
}

void SystemClock::decide(bool sure) {
    if (sure_.exchange(sure) == sure || !told_) return;
    const auto lead_us = lead_us_.load();
    const auto seen = read();
    told_({notBefore({seen.steady_us + offset_us_ + lead_us}), {seen.steady_us + seen.offset_us + lead_us}, sure});
}

registers::ClockState SystemClock::state() { return {now(), {machine_.wall().us + lead_us_.load()}, isSure()}; }

Status SystemClock::confirm(registers::Instant machine) {
    const std::scoped_lock mine{turn_};
    const auto seen = read();
    const auto shown_us = seen.steady_us + seen.offset_us + lead_us_;
    if (std::abs(shown_us - machine.us) > kSameUs)
        return Error{codes::kClockDiffers, "/machine", "the machine says " + registers::Instant{shown_us}.text()};
    trust(seen);
    offset_us_ = std::max(offset_us_.load(), seen.offset_us);  // Ahead at once; back at half pace.
    decide(true);
    return kOk;
}

}  // namespace buono::system
