// Crew: the handler threads, the bounded queue before them and the answers after them.
//
// The server's thread gives and collects; it never waits. Each handler owns its Answerer, and so its database
// connection.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/http/server/answerer.hpp"

namespace buono::http {

/// Which conversation a request came from. A descriptor is reused; a serial never.
struct Seat {
    int descriptor = -1;
    std::uint64_t serial = 0;
};

struct Job {
    Seat seat;
    Framed request;
};

struct Done {
    Seat seat;
    Answer answer;
};

class Crew {
public:
    /// @param wake called on a handler thread when an answer is ready to be collected.
    Crew(std::size_t threads, std::size_t queue_max, const AnswererFactory& factory, std::function<void()> wake);
    ~Crew();

    /// Takes from the front of `jobs` what the queue has room for, and leaves the rest.
    void give(std::vector<Job>& jobs);
    /// Moves the ready answers to the end of `done`.
    void collect(std::vector<Done>& done);
    std::size_t waiting() const;

private:
    void work(const AnswererFactory& factory);

    const std::size_t queue_max_;
    const std::function<void()> wake_;
    mutable std::mutex queue_lock_;
    std::condition_variable queue_filled_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    std::mutex done_lock_;
    std::vector<Done> done_;
    std::vector<std::thread> threads_;  ///< Last: they use everything above.
};

}  // namespace buono::http
