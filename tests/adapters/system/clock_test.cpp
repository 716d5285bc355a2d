#include "adapters/system/clock.hpp"

#include <gtest/gtest.h>
#include <fstream>
#include <thread>
#include <vector>

#include "core/register/codes.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using registers::Instant;
using system::DemoClock;
using system::SystemClock;

constexpr std::int64_t kDayUs = 86'400'000'000;

struct FakeWall {
    std::int64_t us = 1'000 * kDayUs;
    system::Wall asWall() {
        return [this] { return Instant{us}; };
    }
};

}  // namespace

TEST(SystemClock, FollowsTheWall) {
    FakeWall wall;
    SystemClock clock{{}, wall.asWall()};
    EXPECT_EQ(clock.now().us, wall.us);
    wall.us += 5;
    EXPECT_EQ(clock.now().us, wall.us);
}

TEST(SystemClock, StandsStillWhileTheWallIsBehindTheLastInstant) {
    FakeWall wall;
    SystemClock clock{{}, wall.asWall()};
    const auto before = clock.now();
    wall.us -= kDayUs;
    EXPECT_EQ(clock.now(), before);
    wall.us = before.us + 1;
    EXPECT_EQ(clock.now().us, before.us + 1);
}

TEST(SystemClock, StartsNotBeforeTheLastEntryOfTheJournal) {
    FakeWall wall;
    SystemClock clock{{wall.us + kDayUs}, wall.asWall()};
    EXPECT_EQ(clock.now().us, wall.us + kDayUs);
}

TEST(SystemClock, NeverGoesBackForAnyOfManyThreads) {
    SystemClock clock{{}};
    std::vector<std::thread> threads;
    std::vector<int> steps_back(4);
    for (std::size_t t = 0; t < steps_back.size(); ++t) {
        threads.emplace_back([&, t] {
            Instant last;
            for (int i = 0; i < 20'000; ++i) {
                const auto now = clock.now();
                steps_back[t] += now < last;
                last = now;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(steps_back, std::vector<int>(4));
}

TEST(DemoClock, MovesForwardAndGoesOnAfterARestart) {
    const Folder folder;
    FakeWall wall;
    {
        auto clock = DemoClock::open(folder.path(), {}, wall.asWall());
        ASSERT_TRUE(clock);
        ASSERT_TRUE((*clock)->moveTo({wall.us + 30 * kDayUs}));
        EXPECT_EQ((*clock)->now().us, wall.us + 30 * kDayUs);
    }
    wall.us += 7;

    auto again = DemoClock::open(folder.path(), {}, wall.asWall());

    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->now().us, wall.us + 30 * kDayUs);
}

TEST(DemoClock, RefusesToGoBackOrAwayForEver) {
    const Folder folder;
    FakeWall wall;
    auto clock = DemoClock::open(folder.path(), {}, wall.asWall());
    ASSERT_TRUE(clock);
    ASSERT_TRUE((*clock)->moveTo({wall.us + kDayUs}));
    for (const auto us : {wall.us, wall.us + kDayUs - 1, wall.us + 3654 * kDayUs}) {
        SCOPED_TRACE(us);
        const auto moved = (*clock)->moveTo({us});
        ASSERT_FALSE(moved);
        EXPECT_EQ(moved.error().code, codes::kClockGoesBack);
        EXPECT_EQ((*clock)->now().us, wall.us + kDayUs);
    }
}

TEST(DemoClock, RefusesAFileThatIsNotItsOwn) {
    for (const auto* text : {"", "yes\n", "-5\n", "12", "12\n13\n", "99999999999999999999\n"}) {
        SCOPED_TRACE(text);
        const Folder folder;
        std::ofstream{folder / "demo-clock"} << text;
        EXPECT_FALSE(DemoClock::open(folder.path(), {}));
    }
}

}  // namespace buono::test
