// What is held beyond its time ends by the ledger's own time, and by no other.
#include "core/ledger/expiry.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/scenario.hpp"

namespace buono::ledger {
namespace {

using test::Scenario;
using Group = std::vector<Transfer>;

struct Stamp final : registers::Clock {
    registers::Instant at{1'000};
    registers::Instant now() override { return at; }
};

struct Holding : Scenario {
    Holding() { clock = &stamp; }
    Result<std::uint64_t> expired(std::int64_t deadline_us) { return expire(book, holds, {deadline_us}); }

    Stamp stamp;
    AccountNo a = wallet(100), shop = wallet();
    std::uint64_t seq = *book.post(Group{hold(a, shop, 30), hold(a, shop, 50)});
    std::vector<HoldNo> holds{holdNo(seq, 0), holdNo(seq, 1)};
};

TEST(Expiry, ReleasesInOneEntryWithItsOwnReason) {
    Holding s;
    ASSERT_TRUE(s.expired(1'000));  // At the instant itself the time is over.
    EXPECT_EQ(s.available(s.a), 100);
    EXPECT_TRUE(s.book.holds().empty());
    const Group expected{{Action::Release, 9, s.a, s.shop, 30, s.holds[0], 0},
                         {Action::Release, 9, s.a, s.shop, 50, s.holds[1], 0}};
    EXPECT_EQ(s.entries.back(), expected);
}

TEST(Expiry, IsRefusedBeforeItsTimeByTheLedgersOwn) {
    Holding s;
    const auto early = s.expired(1'001);
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().code, codes::kHoldNotDue);
    EXPECT_EQ(s.book.holds().size(), 2u);
    s.stamp.at.us = 1'001;
    EXPECT_TRUE(s.expired(1'001));
}

TEST(Expiry, EndsAllOfThemOrNone) {
    Holding s;
    ASSERT_TRUE(s.book.post(Group{Scenario::end(Action::Capture, s.holds[1], Scenario::hold(s.a, s.shop, 50), 50)}));
    const auto done = s.expired(1'000);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, codes::kHoldNotFound);
    EXPECT_EQ(s.book.heldCents(s.holds[0]), 30);
}

}  // namespace
}  // namespace buono::ledger
