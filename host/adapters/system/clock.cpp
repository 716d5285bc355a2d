#include "adapters/system/clock.hpp"

#include <charconv>
#include <chrono>

#include "adapters/system/files.hpp"
#include "core/register/codes.hpp"

namespace buono::system {
namespace {

constexpr std::string_view kFile = "demo-clock";
// A clock that never goes back must not be sent where nobody wants it.
constexpr std::int64_t kAheadMaxUs = 3653LL * 86'400'000'000;

Result<std::int64_t> readOffset(const std::filesystem::path& file) {
    const auto text = readFile(file, 64);
    if (!text) return text.error();
    if (!*text) return std::int64_t{0};
    const std::string_view digits = **text;
    std::int64_t offset_us = -1;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), offset_us);
    const bool whole = wrong == std::errc{} && std::string_view{end, digits.data() + digits.size()} == "\n";
    if (!whole || offset_us < 0 || offset_us > kAheadMaxUs)
        return Error{ErrorCode::Malformed, file.string(),
                     "the demo's clock file is not one of ours: put it back from a copy"};
    return offset_us;
}

}  // namespace

registers::Instant wall() {
    using std::chrono::microseconds;
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<microseconds>(since).count()};
}

Result<std::unique_ptr<DemoClock>> DemoClock::open(const std::filesystem::path& data_directory,
                                                   registers::Instant floor, Wall from) {
    const auto file = data_directory / kFile;
    const auto offset_us = readOffset(file);
    if (!offset_us) return offset_us.error();
    std::unique_ptr<DemoClock> made{new DemoClock{file, floor, std::move(from)}};
    made->clock_.offset_us_ = *offset_us;
    return made;
}

Status DemoClock::moveTo(registers::Instant now) {
    const std::lock_guard one_at_a_time{moving_};
    const auto offset_us = now.us - clock_.wall_().us;
    if (now < clock_.now() || offset_us > kAheadMaxUs) return Error{codes::kClockGoesBack, "/now", {}};
    // Negative only when the wall was set back between the two looks.
    const auto kept_us = std::max<std::int64_t>(offset_us, 0);
    if (const auto kept = writeFile(file_, std::to_string(kept_us) + "\n"); !kept) return kept;
    clock_.offset_us_ = kept_us;
    return kOk;
}

}  // namespace buono::system
