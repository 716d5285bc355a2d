// Round: one look at the queue: which errands are due, in which order, and when to look again.
//
// It knows time only as the clock tells it and waits for nothing. One thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>

#include <buono/result.hpp>

#include "core/register/queue.hpp"

namespace buono::courier {

using Route = std::function<Status(const registers::Errand&)>;
using Routes = std::map<std::string, Route, std::less<>>;  ///< By Errand::kind.

struct Desk {
    const registers::Queue& queue;  ///< On a connection of the courier's own.
    registers::Clock& clock;
    /// Told of each errand that failed, for the log. The courier's thread.
    std::function<void(const registers::Errand&, const Error&)> failed = nullptr;
};

class Round {
public:
    Round(Desk desk, Routes routes) : desk_{std::move(desk)}, routes_{std::move(routes)} {}

    /// Runs what is due, until `stopping`. Answers when to look again, at the latest: never more than kLookUs away,
    /// because another process of the city may leave errands too.
    registers::Instant run(const std::atomic<bool>& stopping);

    static constexpr std::int64_t kLookUs = 1'000'000;
    static constexpr std::int64_t kFirstWaitUs = 1'000'000;
    static constexpr std::int64_t kLongestWaitUs = 300'000'000;
    static constexpr std::size_t kAtOnce = 64;

private:
    /// What is remembered of an errand that was run and whose row was not seen to change since.
    struct Tried {
        registers::Instant due;
        registers::Instant not_before;
        int times = 0;
    };

    bool mayRun(const registers::Errand& errand, registers::Instant now) const;
    void runOne(const registers::Errand& errand);
    Status carry(const registers::Errand& errand) const;
    void forgetOthers(const std::vector<registers::Errand>& still_waiting);

    Desk desk_;
    Routes routes_;
    std::unordered_map<std::int64_t, Tried> tried_;
};

}  // namespace buono::courier
