// Channel: frames over one end of a socket pair, with a deadline. Shared by host and worker.
//
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

private:
    Io waitFor(short event, Deadline deadline) const;

    int descriptor_;
    std::string pending_;
};

}  // namespace buono::plugins
