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
    std::unordered_set<std::int64_t> done;
    for (std::size_t i = 0; i < waiting.size() && !stopping; ++i) {
        if (done.contains(waiting[i].number) || !mayRun(waiting[i], now)) continue;
        std::vector<Errand> together;
        for (auto k = i; k < waiting.size() && together.size() < atOnce(waiting[i].kind); ++k) {
            if (waiting[k].kind != waiting[i].kind || done.contains(waiting[k].number)) continue;
            if (mayRun(waiting[k], now)) together.push_back(waiting[k]);
        }
        for (const auto& errand : together) done.insert(errand.number);
        run(together);
    }
    const bool ran = !done.empty();
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

void Round::run(std::span<const Errand> errands) {
    const auto done = carry(errands);
    for (const auto& errand : errands) remember(errand);
    if (!done && desk_.failed) desk_.failed(errands.front(), done.error());
}

void Round::remember(const Errand& errand) {
    auto& tried = tried_[errand.number];
    const bool again = tried.times > 0 && tried.due == errand.due;
    tried = {errand.due, {}, again ? tried.times + 1 : 1};
    const auto doublings = std::min(tried.times - 1, 10);
    const auto wait_us = std::min(kFirstWaitUs << doublings, kLongestWaitUs);
    tried.not_before = {desk_.clock.now().us + wait_us};
}

std::size_t Round::atOnce(const std::string& kind) const {
    const auto route = routes_.find(kind);
    return route == routes_.end() ? 1 : route->second.at_once;
}

Status Round::carry(std::span<const Errand> errands) const {
    const auto route = routes_.find(errands.front().kind);
    if (route == routes_.end()) return Error{ErrorCode::InvalidValue, "kind", "no route takes errands of this kind"};
    // The boundary of this thread: a reading connection that is down throws, and the errand is tried later.
    try {
        return route->second.carry(errands);
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
