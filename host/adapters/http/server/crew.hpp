// Crew: the handler threads, the bounded queue before them and the answers after them.
//
// The server's thread gives and collects; it never waits. Each handler owns its Answerer, and so its database
// connection. No more of them work at a time than there are processors; one that is about to wait for something slow
// says so (Away), and another takes its place. Who slept last is woken first: what it reads is still in its caches, and
// the caches of those that are seldom needed stay small.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
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
    Finish finish;
};

class Crew {
public:
    /// @param wake called on any thread when an answer is ready to be collected; never after the destructor.
    Crew(std::size_t threads, std::size_t queue_max, const AnswererFactory& factory, std::function<void()> wake);
    ~Crew();

    /// Takes from the front of `jobs` what the queue has room for, and leaves the rest.
    void give(std::vector<Job>& jobs);
    /// Moves the ready answers to the end of `done`.
    void collect(std::vector<Done>& done);
    std::size_t waiting() const;

    /// While it lives, the handler thread that made it waits for something that is not the processor. Nothing on other
    /// threads.
    class Away {
    public:
        Away();
        ~Away();
        Away(const Away&) = delete;
        Away& operator=(const Away&) = delete;

    private:
        Crew* const crew_;
    };

private:
    /// Answers that are ready. Outlives the crew where a change is still under way when the server stops.
    struct Tray {
        std::mutex lock;
        std::vector<Done> done;
        std::function<void()> wake;  ///< Empty once the crew is gone.

        void put(Seat seat, Finish finish);
    };

    struct Sleeper {
        std::condition_variable bell;
        bool is_woken = false;
    };

    void work(const AnswererFactory& factory);
    void wakeOne();
    void sleep(std::unique_lock<std::mutex>& lock);

    const std::size_t queue_max_;
    const std::size_t working_max_;
    const std::shared_ptr<Tray> tray_ = std::make_shared<Tray>();
    mutable std::mutex queue_lock_;
    std::deque<Job> queue_;
    std::size_t working_ = 0;  ///< Handlers that hold a job and are not away, and those woken for one.
    std::size_t woken_ = 0;    ///< Of working_: on their way.
    std::vector<Sleeper*> asleep_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;  ///< Last: they use everything above.
};

}  // namespace buono::http
