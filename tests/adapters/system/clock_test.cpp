#include "adapters/system/clock.hpp"

#include <gtest/gtest.h>
#include <fstream>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include "adapters/system/fake_machine.hpp"
#include "core/register/codes.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using registers::ClockState;
using registers::Instant;
using system::SystemClock;

struct Watched {
    explicit Watched(std::int64_t floor_us = 0) { start(floor_us); }
    void start(std::int64_t floor_us = 0) {
        clock.emplace(SystemClock::Start{folder.path(), {floor_us}}, computer.machine(),
                      [this](const ClockState& state) { told.push_back(state.sure); });
    }
    /// The host runs on for a while: somebody asks the time twice a second.
    void run(std::int64_t us) {
        for (; us > 0; us -= kSecondUs / 2) {
            computer.pass(std::min(us, kSecondUs / 2));
            clock->now();
        }
    }
    std::int64_t behindWallUs() { return computer.wall_us - clock->now().us; }

    Folder folder;
    FakeMachine computer;
    std::vector<bool> told;
    std::optional<SystemClock> clock;
};

}  // namespace

TEST(SystemClock, FollowsTheWall) {
    Watched host;
    EXPECT_EQ(host.behindWallUs(), 0);
    host.run(10 * kSecondUs);
    EXPECT_EQ(host.behindWallUs(), 0);
    EXPECT_TRUE(host.clock->isSure());
}

TEST(SystemClock, CatchesUpWithASmallStepAtDoublePace) {
    Watched host;
    host.computer.wall_us += 60 * kSecondUs;
    EXPECT_EQ(host.behindWallUs(), 60 * kSecondUs);
    host.run(30 * kSecondUs);
    EXPECT_EQ(host.behindWallUs(), 30 * kSecondUs);
    host.run(31 * kSecondUs);
    EXPECT_EQ(host.behindWallUs(), 0);
    EXPECT_TRUE(host.told.empty());
}

TEST(SystemClock, LetsTheWallCatchUpAtHalfPace) {
    Watched host;
    host.computer.wall_us -= 4 * kSecondUs;
    host.run(4 * kSecondUs);
    EXPECT_EQ(host.behindWallUs(), -2 * kSecondUs);
    host.run(5 * kSecondUs);
    EXPECT_EQ(host.behindWallUs(), 0);
    EXPECT_TRUE(host.told.empty());
}

TEST(SystemClock, IsInDoubtBeyondItsLimitsAndGoesOnByItself) {
    struct Case {
        const char* what;
        std::int64_t step_us;
        bool sure;
    };
    const Case cases[] = {
        {"5 s back", -5 * kSecondUs, true},    {"more than 5 s back", -5 * kSecondUs - 1, false},
        {"an hour ahead", kHourUs, true},      {"more than an hour ahead", kHourUs + 1, false},
        {"a day back", -kDayUs, false},        {"a year ahead", 365 * kDayUs, false},
        {"a year back", -365 * kDayUs, false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        Watched host;
        const auto before = host.clock->now();
        host.computer.wall_us += c.step_us;
        host.run(10 * kSecondUs);
        EXPECT_EQ(host.clock->isSure(), c.sure);
        EXPECT_EQ(host.told, c.sure ? std::vector<bool>{} : std::vector{false});
        if (!c.sure) {
            EXPECT_EQ(host.clock->now().us, before.us + 10 * kSecondUs);
        }
        EXPECT_EQ(host.clock->state().machine.us, host.computer.wall_us);
    }
}

TEST(SystemClock, IsInDoubtWhenSmallStepsAddUpWithinTheHour) {
    Watched host;
    for (int i = 0; i < 3; ++i) {
        host.computer.wall_us += kHourUs / 2 - kSecondUs;
        host.run(2 * kSecondUs);
    }
    EXPECT_FALSE(host.clock->isSure());
    Watched slow;
    for (int i = 0; i < 50; ++i) {  // A machine whose clock is put right by 4 s every hour is as it should be.
        slow.run(kHourUs + kSecondUs);
        slow.computer.wall_us -= 4 * kSecondUs;
    }
    EXPECT_TRUE(slow.told.empty());
}

TEST(SystemClock, IsInDoubtWhenTheWallStandsStill) {
    Watched host;
    for (int i = 0; i < 7; ++i) {
        host.computer.steady_us += kSecondUs;
        host.clock->now();
    }
    EXPECT_FALSE(host.clock->isSure());
}

TEST(SystemClock, IsSureAgainWhenTheWallComesBack) {
    Watched host;
    const auto before = host.clock->now();
    host.computer.wall_us += kDayUs;
    host.run(5 * kSecondUs);
    host.computer.wall_us -= kDayUs;
    host.run(5 * kSecondUs);
    EXPECT_TRUE(host.clock->isSure());
    EXPECT_EQ(host.clock->now().us, before.us + 10 * kSecondUs);
    EXPECT_EQ(host.told, (std::vector{false, true}));
}

TEST(SystemClock, FollowsWhereSomebodyWhoKnowsTheTimeConfirms) {
    Watched host;
    host.computer.wall_us += kDayUs;
    host.run(5 * kSecondUs);
    const auto refused = host.clock->confirm({host.computer.wall_us - kDayUs});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, codes::kClockDiffers);
    EXPECT_FALSE(host.clock->isSure());
    ASSERT_TRUE(host.clock->confirm({host.computer.wall_us + 100 * kSecondUs}));
    EXPECT_TRUE(host.clock->isSure());
    EXPECT_EQ(host.behindWallUs(), 0);
    host.run(10 * kSecondUs);
    EXPECT_TRUE(host.clock->isSure());
}

TEST(SystemClock, GoesOnAtHalfPaceAfterAnEarlierTimeIsConfirmed) {
    Watched host;
    const auto before = host.clock->now();
    host.computer.wall_us -= kDayUs;
    host.run(2 * kSecondUs);
    ASSERT_TRUE(host.clock->confirm({host.computer.wall_us}));
    host.run(10 * kSecondUs);
    EXPECT_TRUE(host.clock->isSure());
    EXPECT_EQ(host.clock->now().us, before.us + 7 * kSecondUs);
}

TEST(SystemClock, StartsNotBeforeTheLastEntryOfTheJournal) {
    const FakeMachine usual;
    Watched little{usual.wall_us + 4 * kSecondUs};
    EXPECT_EQ(little.clock->now().us, usual.wall_us + 4 * kSecondUs);
    EXPECT_TRUE(little.clock->isSure());
    Watched much{usual.wall_us + kDayUs};
    EXPECT_EQ(much.clock->now().us, usual.wall_us + kDayUs);
    EXPECT_FALSE(much.clock->isSure());
    much.run(5 * kSecondUs);
    EXPECT_EQ(much.clock->now().us, usual.wall_us + kDayUs + 5 * kSecondUs);
}

TEST(SystemClock, ForgetsNoDoubtAtARestart) {
    Watched host;
    host.computer.wall_us += kDayUs;
    host.run(2 * kSecondUs);
    host.start();
    EXPECT_FALSE(host.clock->isSure());
    EXPECT_EQ(host.behindWallUs(), kDayUs);
    ASSERT_TRUE(host.clock->confirm({host.computer.wall_us}));
    host.start();
    EXPECT_TRUE(host.clock->isSure());
    EXPECT_EQ(host.behindWallUs(), 0);
}

TEST(SystemClock, SeesAJumpThatHappenedWhileItWasDown) {
    Watched host;
    host.clock.reset();
    host.computer.pass(8 * kHourUs);  // A night off is no jump.
    host.start();
    EXPECT_TRUE(host.clock->isSure());
    host.clock.reset();
    host.computer.wall_us -= kHourUs;
    host.start();
    EXPECT_FALSE(host.clock->isSure());
}

TEST(SystemClock, BelievesTheWallOfANewBootOrWithoutItsFile) {
    Watched host;
    host.computer.wall_us += kDayUs;
    host.computer.boot = "boot-2";
    host.start();
    EXPECT_TRUE(host.clock->isSure());
    EXPECT_EQ(host.behindWallUs(), 0);
    for (const auto* text : {"", "boot-2\n", "boot-2 x\n", "boot-2 12", "boot-2 99999999999999999999\n"}) {
        SCOPED_TRACE(text);
        std::ofstream{host.folder / "clock", std::ios::trunc} << text;
        host.computer.wall_us += kDayUs;
        host.start();
        EXPECT_TRUE(host.clock->isSure());
        EXPECT_EQ(host.behindWallUs(), 0);
    }
}

TEST(SystemClock, GoesOnWhereItsFileCannotBeWritten) {
    FakeMachine computer;
    SystemClock clock{{"/proc/no-such-folder", {}}, computer.machine()};
    EXPECT_EQ(clock.now().us, computer.wall_us);
}

TEST(SystemClock, NeverGoesBackForAnyOfManyThreads) {
    const Folder folder;
    SystemClock clock{{folder.path(), {}}};
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

namespace {

/// What no sequence of jumps may do: to go back, to stand still, to run faster than twice the time that passed. What is
/// to be made good of a second comes at its end: hence two seconds either way.
struct Faults {
    int back = 0, still = 0, leaps = 0;
};

template <class Clock>
Faults afterJumps(Clock& clock, FakeMachine& computer, unsigned seed, int jumps) {
    constexpr std::int64_t kJumps[] = {kSecondUs, kHourUs - kSecondUs, kHourUs, kHourUs + kSecondUs,
                                       kDayUs,    365 * kDayUs};
    std::mt19937 dice{seed};
    Faults faults;
    for (int i = 0; i < jumps; ++i) {
        const auto jump_us = kJumps[dice() % std::size(kJumps)];
        const auto begun = clock.now();
        const auto from_us = computer.steady_us;
        computer.wall_us += dice() % 2 == 0 ? jump_us : -jump_us;
        for (auto last = begun; computer.steady_us < from_us + 6 * kSecondUs;) {
            computer.pass(static_cast<std::int64_t>(dice() % (2 * kSecondUs)));
            const auto now = clock.now();
            faults.back += now < last;
            last = now;
        }
        const auto passed_us = computer.steady_us - from_us;
        const auto went_us = clock.now().us - begun.us;
        faults.still += went_us < passed_us / 2 - 2 * kSecondUs;
        faults.leaps += went_us > passed_us * 2 + 2 * kSecondUs;
    }
    return faults;
}

/// The control: time as it was before anybody watched.
struct WallClock {
    FakeMachine& computer;
    bool holds;
    Instant last{};
    Instant now() {
        const Instant wall{computer.wall_us};
        return last = holds ? std::max(last, wall) : wall;
    }
};

}  // namespace

TEST(SystemClock, NeitherGoesBackNorStandsNorLeapsWhateverTheWallDoes) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        Watched host;
        const auto faults = afterJumps(*host.clock, host.computer, seed, 1'000);
        EXPECT_EQ(faults.back, 0);
        EXPECT_EQ(faults.still, 0);
        EXPECT_EQ(faults.leaps, 0);
    }
}

TEST(SystemClock, ControlAClockThatFollowsTheWallIsCaught) {
    FakeMachine computer;
    WallClock backwards{computer, false}, held{computer, true};
    EXPECT_GT(afterJumps(backwards, computer, 1, 100).back, 0);
    const auto faults = afterJumps(held, computer, 1, 100);
    EXPECT_EQ(faults.back, 0);
    EXPECT_GT(faults.still, 0);
    EXPECT_GT(faults.leaps, 0);
}

}  // namespace buono::test
