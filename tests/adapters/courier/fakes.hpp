// Fakes of the courier's neighbours: a queue that keeps rows, and a clock that goes where it is put.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>

#include "core/register/queue.hpp"

namespace buono::test {

struct FakeClock final : registers::Clock {
    std::atomic<std::int64_t> us = 1'000'000'000;
    registers::Instant now() override { return {us}; }
};

/// Rows in memory, as the store keeps them. Any thread.
class FakeQueue final : public registers::Queue {
public:
    std::vector<registers::Errand> due(registers::Instant now, std::size_t limit) const override {
        const std::lock_guard lock{turn_};
        std::vector<registers::Errand> found;
        for (const auto& [number, errand] : rows_)
            if (errand.due <= now) found.push_back(errand);
        std::ranges::sort(found, {}, [](const auto& one) { return std::tuple{one.due, one.number}; });
        if (found.size() > limit) found.resize(limit);
        return found;
    }
    std::optional<registers::Instant> nextAfter(registers::Instant now) const override {
        const std::lock_guard lock{turn_};
        std::optional<registers::Instant> next;
        for (const auto& [number, errand] : rows_)
            if (errand.due > now && (!next || errand.due < *next)) next = errand.due;
        return next;
    }

    void add(std::int64_t number, std::string kind, registers::Instant due) {
        const std::lock_guard lock{turn_};
        rows_[number] = {number, std::move(kind), {}, due, 0};
    }
    void postpone(std::int64_t number, registers::Instant due) {
        const std::lock_guard lock{turn_};
        rows_.at(number).due = due;
    }
    void end(std::int64_t number) {
        const std::lock_guard lock{turn_};
        rows_.erase(number);
    }
    bool isWaiting(std::int64_t number) const {
        const std::lock_guard lock{turn_};
        return rows_.contains(number);
    }

private:
    mutable std::mutex turn_;
    std::map<std::int64_t, registers::Errand> rows_;
};

}  // namespace buono::test
