// Courier: one thread that takes waiting errands when they are due and hands each to its route.
//
// A route asks outside, then makes the change that ends its row or moves it to a later instant; the courier itself
// writes nothing, so nothing can be lost between them. An errand that fails, or whose row is still there unchanged, is
// tried again after 1 s, 2 s, 4 s ... 5 min; how often it failed is known to this process only, and a restart tries at
// once. One failing errand holds up no other.
// notify() and stop() are for any thread; routes run on the courier's. stop() waits for the errand under way.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/courier/round.hpp"

namespace buono::courier {

class Courier {
public:
    /// Starts at once. Everything that `desk` and `routes` refer to must outlive stop().
    Courier(Desk desk, Routes routes);
    ~Courier();
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;

    static constexpr registers::Instant kNow{INT64_MIN};

    /// Something is due at this instant: the writer calls it after a commit that left an errand. What is due no earlier
    /// than the next look wakes nobody.
    void notify(registers::Instant due);
    /// Asked to stop: no further errand is taken.
    bool isStopping() const { return stopping_; }
    /// Takes no further errand; returns when the one under way has ended. One thread calls it; a second call is
    /// nothing.
    void stop();

private:
    void work();
    registers::Instant look();  ///< One round; when the next must be.

    static constexpr registers::Instant kNever{INT64_MAX};

    registers::Clock& clock_;
    Round round_;
    std::mutex turn_;
    std::condition_variable woken_;
    bool notified_ = false;
    registers::Instant looks_at_ = kNever;  ///< kNever during a look: what it did not see must wake it again.
    std::atomic<bool> stopping_ = false;
    std::thread thread_;  ///< Last: everything it uses is there before it starts.
};

}  // namespace buono::courier
