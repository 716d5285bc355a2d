// Channel: frames over one end of a socket pair, with a deadline. Shared by host and worker.
//
// To wake a sleeping process costs more than the whole conversation, so whoever waits first looks for some
// microseconds; looking that finds nothing is done less often (ADR 0012).
// Owns its descriptor. One thread at a time. After anything but Done it is of no more use.
#pragma once

#include <chrono>
#include <string>

#include "adapters/plugins/frame.hpp"

namespace buono::plugins {

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline kNever = Deadline::max();

enum class Io : std::uint8_t { Done, Closed, Late, Garbage };

class Channel {
public:
    explicit Channel(int descriptor) : descriptor_{descriptor} {}
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    Io send(std::string_view frame, Deadline deadline);
    Io receive(Frame& frame, Deadline deadline);
    /// More came with the last frame.
    bool hasMore() const { return !pending_.empty(); }
    /// Nothing has come that was not asked for, and the other end is there.
    bool isQuiet() const;

private:
    Io take(Deadline deadline);
    bool looks();
    Io waitFor(short event, Deadline deadline) const;

    int descriptor_;
    int blind_ = 0;  ///< Looks left out after one in vain; doubles.
    int skipped_ = 0;
    std::string pending_;
};

}  // namespace buono::plugins
