#include "adapters/system/ids.hpp"

#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <vector>

namespace buono::test {
namespace {

struct StillClock final : registers::Clock {
    std::int64_t us = 0x0192'F3A0'7C1E * 1000;
    registers::Instant now() override { return {us}; }
};

}  // namespace

TEST(UuidIds, HaveTheFormOfVersion7AndStartWithTheTime) {
    StillClock clock;
    system::UuidIds ids{clock};
    const auto text = ids.next().text();
    EXPECT_EQ(text.substr(0, 15), "0192f3a0-7c1e-7");
    EXPECT_NE(std::string{"89ab"}.find(text[19]), std::string::npos) << text;
}

TEST(UuidIds, GrowWhileTheClockStandsStillPastEveryCountOfAMillisecond) {
    StillClock clock;
    system::UuidIds ids{clock};
    auto last = ids.next();
    for (int i = 0; i < 10'000; ++i) {
        const auto next = ids.next();
        ASSERT_LT(last, next) << i;
        last = next;
    }
    clock.us += 1000;
    EXPECT_LT(last, ids.next());
}

TEST(UuidIds, AreDifferentForManyThreads) {
    StillClock clock;
    system::UuidIds ids{clock};
    std::vector<std::vector<registers::Id>> made(4);
    std::vector<std::thread> threads;
    for (auto& mine : made)
        threads.emplace_back([&] {
            for (int i = 0; i < 5'000; ++i) mine.push_back(ids.next());
        });
    for (auto& thread : threads) thread.join();
    std::set<registers::Id> all;
    for (const auto& mine : made) all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), 20'000U);
}

TEST(UuidIds, CannotBeGuessedFromTheOneBefore) {
    StillClock clock;
    system::UuidIds ids{clock};
    std::set<std::uint64_t> random_halves;
    for (int i = 0; i < 10'000; ++i) random_halves.insert(registers::IdHash{}(ids.next()));
    EXPECT_EQ(random_halves.size(), 10'000U);
}

}  // namespace buono::test
