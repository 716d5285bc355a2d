#include "adapters/system/machine.hpp"

#include <chrono>
#include <ctime>

#include <buono/check.hpp>

#include "adapters/system/files.hpp"

namespace buono::system {
namespace {

// steady_clock stands still while the computer sleeps; a night asleep is no jump of the wall.
std::int64_t sinceBoot() {
    timespec at{};
    BUONO_CHECK(::clock_gettime(CLOCK_BOOTTIME, &at) == 0);
    return std::int64_t{at.tv_sec} * 1'000'000 + at.tv_nsec / 1'000;
}

std::string bootName() {
    const auto name = readFile("/proc/sys/kernel/random/boot_id", 64);
    if (!name || !*name) return {};
    return (*name)->substr(0, (*name)->find('\n'));
}

}  // namespace

registers::Instant wall() {
    using std::chrono::microseconds;
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<microseconds>(since).count()};
}

Machine thisMachine() { return {wall, sinceBoot, bootName()}; }

}  // namespace buono::system
