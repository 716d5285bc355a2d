// Round: one look at the queue: which errands are due, in which order, and when to look again.
//
// It knows time only as the clock tells it and waits for nothing. One thread.
#pragma once

#include <atomic>
#include <concepts>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <unordered_map>

#include <buono/result.hpp>

#include "core/register/queue.hpp"

namespace buono::courier {

/// What carries errands of one kind: each alone, or up to `at_once` together.
struct Route {
    template <class One>
    requires std::invocable<One&, const registers::Errand&> Route(One one)
        : carry{[one](std::span<const registers::Errand> errands) mutable { return one(errands.front()); }} {}
    Route(std::function<Status(std::span<const registers::Errand>)> many, std::size_t most)
        : carry{std::move(many)}, at_once{most} {}

    std::function<Status(std::span<const registers::Errand>)> carry;
    std::size_t at_once = 1;
};
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
    static constexpr std::size_t kAtOnce = 1'024;

private:
    /// What is remembered of an errand that was run and whose row was not seen to change since.
    struct Tried {
        registers::Instant due;
        registers::Instant not_before;
        int times = 0;
    };

    bool mayRun(const registers::Errand& errand, registers::Instant now) const;
    void run(std::span<const registers::Errand> errands);
    void remember(const registers::Errand& errand);
    std::size_t atOnce(const std::string& kind) const;
    Status carry(std::span<const registers::Errand> errands) const;
    void forgetOthers(const std::vector<registers::Errand>& still_waiting);

    Desk desk_;
    Routes routes_;
    std::unordered_map<std::int64_t, Tried> tried_;
};

}  // namespace buono::courier
