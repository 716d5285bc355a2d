// RawClient: a socket that sends exactly the bytes a test names and reads answers without believing them.
//
// Blocking, with one deadline for every wait: a server that never answers fails the test instead of hanging it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <buono/check.hpp>

namespace buono::test {

struct RawAnswer {
    int status = 0;
    std::string head;
    std::string body;

    bool has(std::string_view line) const {
        return head.find("\r\n" + std::string{line} + "\r\n") != std::string::npos;
    }
};

class RawClient {
public:
    static constexpr int kPatience_ms = 20'000;

    explicit RawClient(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        BUONO_CHECK(socket_ >= 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    }
    RawClient(RawClient&& other) noexcept
        : socket_{std::exchange(other.socket_, -1)}, connected_{other.connected_}, bytes_{std::move(other.bytes_)} {}
    ~RawClient() { close(); }

    bool connected() const { return connected_; }

    /// False when the server hung up before it took everything.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void finishSending() { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    /// Closes so that the server gets a reset instead of an end.
    void reset() {
        const linger now{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close();
    }

    /// The next answer, framed by its Content-Length. Nothing when the connection ended first.
    /// @param to_head an answer to HEAD has no body, whatever its length says.
    std::optional<RawAnswer> answer(bool to_head = false) {
        std::size_t end = 0;
        while ((end = bytes_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return std::nullopt;
        RawAnswer out{statusOf(bytes_), bytes_.substr(0, end + 4), {}};
        const auto size = to_head ? 0 : lengthOf(out.head);
        while (bytes_.size() < end + 4 + size)
            if (!receive()) return std::nullopt;
        out.body = bytes_.substr(end + 4, size);
        bytes_.erase(0, end + 4 + size);
        return out;
    }

    /// True when the server ends the connection without another byte.
    bool ends() { return bytes_.empty() && !receive() && bytes_.empty(); }

    /// True when something can be read now.
    bool isReadable() const {
        pollfd one{socket_, POLLIN, 0};
        return !bytes_.empty() || ::poll(&one, 1, 0) > 0;
    }
    int descriptor() const { return socket_; }

private:
    bool receive() {
        pollfd one{socket_, POLLIN, 0};
        BUONO_CHECK(::poll(&one, 1, kPatience_ms) > 0);  // The server said nothing for too long.
        char buffer[64 * 1024];
        const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got > 0) bytes_.append(buffer, static_cast<std::size_t>(got));
        return got > 0;
    }
    static int statusOf(std::string_view head) {
        int status = 0;
        if (head.starts_with("HTTP/1.1 ") && head.size() > 12) std::from_chars(&head[9], &head[12], status);
        return status;
    }
    static std::size_t lengthOf(std::string_view head) {
        constexpr std::string_view kName = "\r\nContent-Length: ";
        const auto at = head.find(kName);
        std::size_t size = 0;
        if (at != std::string_view::npos) std::from_chars(&head[at + kName.size()], head.data() + head.size(), size);
        return size;
    }

    int socket_;
    bool connected_ = false;
    std::string bytes_;
};

}  // namespace buono::test
