#include "adapters/plugins/channel.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace buono::plugins {
namespace {

constexpr auto kLook = std::chrono::microseconds{20};
constexpr int kBlindMax = 64;

inline void rest() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

}  // namespace

Channel::~Channel() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool Channel::isQuiet() const {
    char first = 0;
    return pending_.empty() && ::recv(descriptor_, &first, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && errno == EAGAIN;
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
    for (;;) {
        std::size_t used = 0;
        const auto parsed = parseFrame(pending_, frame, used);
        if (parsed == Parsed::Bad) return Io::Garbage;
        if (parsed == Parsed::Whole) return pending_.erase(0, used), Io::Done;
        if (const auto io = take(deadline); io != Io::Done) return io;
    }
}

/// Some bytes more. Whoever sends them one by one does not move the deadline.
Io Channel::take(Deadline deadline) {
    std::array<char, 65536> some;
    for (;;) {
        const auto got = ::recv(descriptor_, some.data(), some.size(), MSG_DONTWAIT);
        if (got > 0) {
            pending_.append(some.data(), static_cast<std::size_t>(got));
            return deadline == kNever || Deadline::clock::now() < deadline ? Io::Done : Io::Late;
        }
        if (got == 0 || (errno != EINTR && errno != EAGAIN)) return Io::Closed;
        if (looks()) continue;
        if (const auto io = waitFor(POLLIN, deadline); io != Io::Done) return io;
    }
}

/// True: something is there now. A waker on the same processor cannot run while we look, hence the pauses in looking.
bool Channel::looks() {
    if (skipped_ < blind_) return ++skipped_, false;
    const auto end = Deadline::clock::now() + kLook;
    char first = 0;
    while (Deadline::clock::now() < end) {
        if (::recv(descriptor_, &first, 1, MSG_DONTWAIT | MSG_PEEK) >= 0 || errno != EAGAIN) return blind_ = 0, true;
        for (int i = 0; i < 16; ++i) rest();
    }
    blind_ = std::clamp(2 * blind_, 1, kBlindMax);
    skipped_ = 0;
    return false;
}

}  // namespace buono::plugins
