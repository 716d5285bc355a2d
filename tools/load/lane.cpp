#include "lane.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <iostream>

namespace load {
namespace {

constexpr std::string_view kLength = "content-length:";
constexpr std::string_view kEndOfHead = "\r\n\r\n";

// The value of Content-Length in a head whose names may be in any case.
std::size_t lengthIn(std::string_view head) {
    std::string lower{head};
    for (auto& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    auto at = lower.find(kLength);
    if (at == std::string::npos) giveUp("an answer without Content-Length");
    at += kLength.size();
    while (at < lower.size() && lower[at] == ' ') ++at;
    std::size_t length = 0;
    std::from_chars(lower.data() + at, lower.data() + lower.size(), length);
    return length;
}

}  // namespace

void giveUp(const std::string& why) {
    std::cerr << "buono-load: " << why << "\n";
    std::exit(1);
}

Lane::~Lane() {
    if (socket_ >= 0) close(socket_);
}

int Lane::open() {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port_));
    if (inet_pton(AF_INET, address_.c_str(), &to.sin_addr) != 1) giveUp("not an IPv4 address: " + address_);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
        giveUp(std::string{"cannot connect: "} + std::strerror(errno));
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket_;
}

void Lane::send(std::size_t place, std::string_view request) {
    place_ = place;
    asked_ = Clock::now();
    write(request);
}

void Lane::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) giveUp(std::string{"send: "} + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool Lane::headComplete() {
    const auto end = in_.find(kEndOfHead);
    if (end == std::string::npos) return false;
    if (in_.compare(0, 9, "HTTP/1.1 ") != 0) giveUp("an answer that is not HTTP/1.1");
    std::from_chars(in_.data() + 9, in_.data() + 12, status_);
    body_at_ = end + kEndOfHead.size();
    // 204 says by its number that nothing follows.
    body_bytes_ = status_ == 204 ? 0 : lengthIn(std::string_view{in_}.substr(0, end + 2));
    return true;
}

bool Lane::receive(std::vector<Answered>& answers) {
    char block[16384];
    const auto got = recv(socket_, block, sizeof block, 0);
    if (got < 0 && errno == EINTR) return false;
    if (got == 0) giveUp("the host closed the connection before request " + std::to_string(place_) + " was answered");
    if (got < 0) giveUp(std::string{"recv: "} + std::strerror(errno));
    in_.append(block, static_cast<std::size_t>(got));
    if (body_at_ == 0 && !headComplete()) return false;
    if (in_.size() < body_at_ + body_bytes_) return false;
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - asked_).count();
    answers[place_] = {status_, us, keep_bodies_ ? in_.substr(body_at_, body_bytes_) : std::string{}};
    in_.erase(0, body_at_ + body_bytes_);
    body_at_ = 0;
    return true;
}

}  // namespace load
