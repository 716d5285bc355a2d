// Lane: one keep-alive connection that asks one request after the other and times each answer.
//
// Reads only what Buono answers with: a status line, Content-Length, a body. Anything else ends the run: a load
// generator that guesses measures nothing. Non-blocking; driven by load.cpp, one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace load {

using Clock = std::chrono::steady_clock;

struct Answered {
    int status = 0;
    std::int64_t us = 0;
    std::string body;  ///< Empty unless bodies are kept.
};

class Lane {
public:
    Lane(std::string address, int port, bool keep_bodies)
        : address_{std::move(address)}, port_{port}, keep_bodies_{keep_bodies} {}
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    /// Connects; the descriptor is to be polled for reading.
    int open();
    /// Asks; `place` is where the answer goes in the caller's list.
    void send(std::size_t place, std::string_view request);
    /// Reads what arrived; true when an answer is complete and stands in `answers` at its place.
    bool receive(std::vector<Answered>& answers);

private:
    bool headComplete();
    void write(std::string_view bytes);

    std::string address_;
    int port_;
    bool keep_bodies_;
    std::size_t place_ = 0;
    int socket_ = -1;
    std::string in_;
    std::size_t body_at_ = 0;  ///< 0 while the head is incomplete.
    std::size_t body_bytes_ = 0;
    int status_ = 0;
    Clock::time_point asked_{};
};

/// Prints why and exits 1.
[[noreturn]] void giveUp(const std::string& why);

}  // namespace load
