#include "adapters/courier/round.hpp"

#include <algorithm>
#include <exception>
#include <unordered_set>

namespace buono::courier {

using registers::Errand;
using registers::Instant;

Instant Round::run(const std::atomic<bool>& stopping) {
    const auto now = desk_.clock.now();
    // Those that must wait are due too and stand first: they may not hide the others.
    const auto waiting = desk_.queue.due(now, kAtOnce + tried_.size());
    forgetOthers(waiting);
    bool ran = false;
    for (const auto& errand : waiting) {
        if (stopping) break;
        if (!mayRun(errand, now)) continue;
        runOne(errand);
        ran = true;
    }
    if (ran) return now;  // What ran may have left more, and what it took a while to do has let others fall due.
    auto next = Instant{now.us + kLookUs};
    if (const auto due = desk_.queue.nextAfter(now)) next = std::min(next, *due);
    for (const auto& [number, tried] : tried_) next = std::min(next, tried.not_before);
    return next;
}

bool Round::mayRun(const Errand& errand, Instant now) const {
    const auto found = tried_.find(errand.number);
    return found == tried_.end() || found->second.due != errand.due || found->second.not_before <= now;
}

void Round::runOne(const Errand& errand) {
    const auto done = carry(errand);
    auto& tried = tried_[errand.number];
    const bool again = tried.times > 0 && tried.due == errand.due;
    tried = {errand.due, {}, again ? tried.times + 1 : 1};
    const auto doublings = std::min(tried.times - 1, 10);
    const auto wait_us = std::min(kFirstWaitUs << doublings, kLongestWaitUs);
    tried.not_before = {desk_.clock.now().us + wait_us};
    if (!done && desk_.failed) desk_.failed(errand, done.error());
}

Status Round::carry(const Errand& errand) const {
    const auto route = routes_.find(errand.kind);
    if (route == routes_.end()) return Error{ErrorCode::InvalidValue, "kind", "no route takes errands of this kind"};
    // The boundary of this thread: a reading connection that is down throws, and the errand is tried later.
    try {
        return route->second(errand);
    } catch (const std::exception& thrown) {
        return Error{ErrorCode::InvalidValue, {}, thrown.what()};
    }
}

void Round::forgetOthers(const std::vector<Errand>& still_waiting) {
    std::unordered_set<std::int64_t> numbers;
    for (const auto& errand : still_waiting) numbers.insert(errand.number);
    std::erase_if(tried_, [&](const auto& one) { return !numbers.contains(one.first); });
}

}  // namespace buono::courier
