// The end of what nobody claimed by the last day.
#include "core/purchases/lapse.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using instruments::DebtorKind;
using test::Market;

/// The story's purchase, confirmed, whose voucher must be claimed by 31 October.
struct Claimable : Market {
    Claimable() {
        vouchers.issued[0].policy.claim_by = test::day(2027, 10, 31);
        purchase = boughtStory();
        outsider.will("authorize", Outcome::Approved);
        deliver();
        announcements.told.clear();
    }
    void passTheLastDay() { clock.at = test::UtcCalendar::start(test::day(2027, 11, 1)); }
    State state() const { return stored(purchase).state; }

    Purchase purchase;
};

TEST(Lapsing, WhatNobodyClaimedIsReleasedAndOver) {
    Claimable market;
    ASSERT_EQ(market.outbox.waiting.size(), 1U);
    market.clock.at = {test::UtcCalendar::start(test::day(2027, 11, 1)).us - 1};
    market.deliver();
    EXPECT_EQ(market.held(), 230'00);
    market.passTheLastDay();
    market.deliver();
    EXPECT_EQ(market.state(), State::Expired);
    EXPECT_EQ(market.held(), 0);
    EXPECT_EQ(market.left(market.voucher_account), 200'00);
    EXPECT_EQ(market.left(market.credit_account), 30'00);
    EXPECT_EQ(market.received(), 10'00);  // The till's money is between family and ente.
    EXPECT_FALSE(market.stored(market.purchase).direct_owed_back);
    EXPECT_TRUE(market.outbox.waiting.empty());
    EXPECT_EQ(market.announcements.told, (std::vector<std::string>{"expired"}));
}

TEST(Lapsing, WhatWasRedeemedStays) {
    Claimable market;
    ASSERT_TRUE(market.redeemed(market.codeOf(market.purchase), {0}));
    market.passTheLastDay();
    market.deliver();
    EXPECT_EQ(market.state(), State::Expired);
    EXPECT_EQ(market.held(), 0);
    EXPECT_EQ(market.owed(DebtorKind::City), 200'00);
    EXPECT_EQ(market.left(market.credit_account), 30'00);
}

TEST(Lapsing, APurchaseThatIsOverOnlyLosesItsErrand) {
    Claimable market;
    ASSERT_TRUE(market.redeemed(market.codeOf(market.purchase)));
    const auto seq = market.ledger.book.seq();
    market.passTheLastDay();
    market.deliver();
    EXPECT_EQ(market.state(), State::Completed);
    EXPECT_EQ(market.ledger.book.seq(), seq);
    EXPECT_TRUE(market.outbox.waiting.empty());
}

TEST(Lapsing, ARedemptionAskedForInTimeIsWaitedFor) {
    Claimable market;
    market.shop.enti_by_id.at(market.ente).provider = "register_book";
    market.outsider.will("redeem", Outcome::Pending, "", 30LL * 24 * 3'600'000);
    market.passTheLastDay();
    market.clock.at.us -= 1;
    ASSERT_TRUE(market.redeemed(market.codeOf(market.purchase)));
    market.deliver();
    market.passTheLastDay();
    market.deliver();
    EXPECT_EQ(market.state(), State::Confirmed);
    EXPECT_EQ(market.held(), 230'00);
    EXPECT_EQ(market.outbox.waiting.size(), 2U);
}

// The courier's clock runs a day ahead of the ledger's: it comes too early, is refused, and comes again.
TEST(Lapsing, IsJudgedByTheLedgersTimeNotByTheCouriers) {
    Claimable market;
    test::MarketClock ledgers;
    ledgers.at = {test::UtcCalendar::start(test::day(2027, 11, 1)).us - 1};
    market.ledger.clock = &ledgers;
    market.clock.at = test::UtcCalendar::start(test::day(2027, 11, 2));
    const auto errand = market.outbox.waiting.at(0);
    const auto early = market.errands.lapse(errand);
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().code, codes::kHoldNotDue);
    EXPECT_EQ(market.state(), State::Confirmed);
    EXPECT_EQ(market.held(), 230'00);
    ledgers.at.us += 1;
    ASSERT_TRUE(market.errands.lapse(errand)) << "the same errand, under the same key";
    EXPECT_EQ(market.state(), State::Expired);
    EXPECT_EQ(market.held(), 0);
    for (const auto& t : market.ledger.entries.back())
        EXPECT_EQ(t.code, static_cast<std::uint16_t>(ledger::Code::Expiry));
}

TEST(Lapsing, NothingLapsesWhileTheTimeIsNotSure) {
    Claimable market;
    market.passTheLastDay();
    market.clock.sure = false;
    const auto errand = market.outbox.waiting.front();
    const auto tried = market.errands.lapse(errand);
    ASSERT_FALSE(tried);
    EXPECT_EQ(tried.error().code, codes::kClockInDoubt);
    EXPECT_EQ(market.state(), State::Confirmed);
    EXPECT_EQ(market.held(), 230'00);
    EXPECT_EQ(market.outbox.waiting.front().due, errand.due);
    market.clock.sure = true;
    market.deliver();
    EXPECT_EQ(market.state(), State::Expired);
}

TEST(Lapsing, WithoutALastDayNothingIsLeftForTheCourier) {
    Market market;
    market.boughtStory();
    for (const auto& errand : market.outbox.waiting) EXPECT_NE(errand.kind, kLapse);
}

}  // namespace
}  // namespace buono::purchases
