#include "adapters/system/demo_clock.hpp"

#include <gtest/gtest.h>
#include <fstream>

#include "adapters/system/fake_machine.hpp"
#include "core/register/codes.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using system::DemoClock;

}  // namespace

TEST(DemoClock, MovesForwardAndGoesOnAfterARestart) {
    const Folder folder;
    FakeMachine computer;
    {
        auto clock = DemoClock::open(folder.path(), {}, computer.machine());
        ASSERT_TRUE(clock);
        ASSERT_TRUE((*clock)->moveTo({computer.wall_us + 30 * kDayUs}));
        EXPECT_EQ((*clock)->now().us, computer.wall_us + 30 * kDayUs);
    }
    computer.pass(7);

    auto again = DemoClock::open(folder.path(), {computer.wall_us + 30 * kDayUs}, computer.machine());

    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->now().us, computer.wall_us + 30 * kDayUs);
    EXPECT_TRUE((*again)->isSure());
}

TEST(DemoClock, RefusesToGoBackOrAwayForEver) {
    const Folder folder;
    FakeMachine computer;
    auto clock = DemoClock::open(folder.path(), {}, computer.machine());
    ASSERT_TRUE(clock);
    ASSERT_TRUE((*clock)->moveTo({computer.wall_us + kDayUs}));
    for (const auto us : {computer.wall_us, computer.wall_us + kDayUs - 1, computer.wall_us + 3654 * kDayUs}) {
        SCOPED_TRACE(us);
        const auto moved = (*clock)->moveTo({us});
        ASSERT_FALSE(moved);
        EXPECT_EQ(moved.error().code, codes::kClockGoesBack);
        EXPECT_EQ((*clock)->now().us, computer.wall_us + kDayUs);
    }
}

TEST(DemoClock, IsMovedWithoutDoubtAndNoticesAJumpBesides) {
    const Folder folder;
    FakeMachine computer;
    auto clock = DemoClock::open(folder.path(), {}, computer.machine());
    ASSERT_TRUE(clock);
    ASSERT_TRUE((*clock)->moveTo({computer.wall_us + 30 * kDayUs}));
    computer.pass(2 * kSecondUs);
    const auto before = (*clock)->now();
    EXPECT_TRUE((*clock)->isSure());

    computer.wall_us += kDayUs;
    computer.pass(2 * kSecondUs);

    EXPECT_EQ((*clock)->now().us, before.us + 2 * kSecondUs);
    EXPECT_FALSE((*clock)->isSure());
    auto& watched = (*clock)->watched();
    EXPECT_EQ(watched.state().machine.us, computer.wall_us + 30 * kDayUs);
    ASSERT_TRUE(watched.confirm(watched.state().machine));
    EXPECT_EQ((*clock)->now().us, computer.wall_us + 30 * kDayUs);
    EXPECT_TRUE((*clock)->isSure());
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
