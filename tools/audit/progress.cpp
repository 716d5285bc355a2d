#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "verdict.hpp"

namespace audit {

Progress::Progress(std::int64_t of) : of_{of}, shown_{::isatty(STDERR_FILENO) == 1} {}

Progress::~Progress() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
}

double Progress::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
}

void Progress::show() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds{200}) return;
    last_ = now;
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(done_) / std::max(seconds(), 0.001));
    auto line = grouped(static_cast<std::uint64_t>(done_)) + " entries";
    if (of_ > 0)
        line += " of " + grouped(static_cast<std::uint64_t>(of_)) + " (" + std::to_string(done_ * 100 / of_) + "%)";
    std::fprintf(stderr, "\r\x1b[K%s, %s/s", line.c_str(), grouped(rate).c_str());
}

}  // namespace audit
