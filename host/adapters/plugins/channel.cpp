#include "adapters/plugins/channel.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace buono::plugins {

Channel::~Channel() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Io Channel::waitFor(short event, Deadline deadline) const {
    for (;;) {
        int left_ms = -1;
        if (deadline != kNever) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Deadline::clock::now()).count();
            if (left <= 0) return Io::Late;
            left_ms = static_cast<int>(std::min<std::int64_t>(left, 3'600'000));
        }
        pollfd wait{descriptor_, event, 0};
        const int ready = ::poll(&wait, 1, left_ms);
        if (ready > 0) return Io::Done;
        if (ready < 0 && errno != EINTR) return Io::Closed;
    }
}

Io Channel::send(std::string_view frame, Deadline deadline) {
    while (!frame.empty()) {
        const auto sent = ::send(descriptor_, frame.data(), frame.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            frame.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            if (const auto io = waitFor(POLLOUT, deadline); io != Io::Done) return io;
        } else if (errno != EINTR) {
            return Io::Closed;
        }
    }
    return Io::Done;
}

Io Channel::receive(Frame& frame, Deadline deadline) {
    std::array<char, 65536> some;
    for (;;) {
        std::size_t used = 0;
        const auto parsed = parseFrame(pending_, frame, used);
        if (parsed == Parsed::Bad) return Io::Garbage;
        if (parsed == Parsed::Whole) return pending_.erase(0, used), Io::Done;
        if (const auto io = waitFor(POLLIN, deadline); io != Io::Done) return io;
        const auto got = ::recv(descriptor_, some.data(), some.size(), MSG_DONTWAIT);
        if (got > 0) {
            pending_.append(some.data(), static_cast<std::size_t>(got));
        } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
            return Io::Closed;
        }
    }
}

}  // namespace buono::plugins
