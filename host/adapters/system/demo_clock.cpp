#include "adapters/system/demo_clock.hpp"

#include <charconv>

#include "adapters/system/files.hpp"
#include "core/register/codes.hpp"

namespace buono::system {
namespace {

constexpr std::string_view kFile = "demo-clock";
// A clock that never goes back must not be sent where nobody wants it.
constexpr std::int64_t kLeadMaxUs = 3653LL * 86'400'000'000;

Result<std::int64_t> readLead(const std::filesystem::path& file) {
    const auto text = readFile(file, 64);
    if (!text) return text.error();
    if (!*text) return std::int64_t{0};
    const std::string_view digits = **text;
    std::int64_t lead_us = -1;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), lead_us);
    const bool whole = wrong == std::errc{} && std::string_view{end, digits.data() + digits.size()} == "\n";
    if (!whole || lead_us < 0 || lead_us > kLeadMaxUs)
        return Error{ErrorCode::Malformed, file.string(),
                     "the demo's clock file is not one of ours: put it back from a copy"};
    return lead_us;
}

}  // namespace

Result<std::unique_ptr<DemoClock>> DemoClock::open(const std::filesystem::path& data_directory,
                                                   registers::Instant floor, Machine machine, SystemClock::Told told) {
    const auto file = data_directory / kFile;
    const auto lead_us = readLead(file);
    if (!lead_us) return lead_us.error();
    return std::unique_ptr<DemoClock>{
        new DemoClock{file, {data_directory, floor, *lead_us}, std::move(machine), std::move(told)}};
}

Status DemoClock::moveTo(registers::Instant now) {
    const std::lock_guard one_at_a_time{moving_};
    const auto lead_us = now.us - clock_.withoutLead().us;
    if (now < clock_.now() || lead_us > kLeadMaxUs) return Error{codes::kClockGoesBack, "/now", {}};
    const auto kept_us =
        std::max<std::int64_t>(lead_us, 0);  // Negative only where the journal is ahead of the machine.
    if (const auto kept = writeFile(file_, std::to_string(kept_us) + "\n"); !kept) return kept;
    clock_.lead_us_ = kept_us;
    return kOk;
}

}  // namespace buono::system
