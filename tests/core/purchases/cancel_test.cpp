// Giving a purchase up, and giving back what the till took.
#include "core/purchases/cancel.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using test::kParent;
using test::Market;
using Calls = std::vector<std::string>;

struct Cancelling : Market {
    ErrorCode attempt(const Id& payer, const Id& id) {
        const auto done = cancel(payer, id, clock.at);
        return done ? ErrorCode{} : done.error().code;
    }
    /// Paid at the till.
    Purchase paid() {
        const auto purchase = boughtStory();
        outsider.will("authorize", Outcome::Approved);
        deliver();
        return purchase;
    }
};

using test::Outcome;

TEST(Cancelling, BeforeThePaymentReleasesAllAndWithdrawsTheQuestion) {
    Cancelling market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::Pending, "", 900'000);
    market.deliver();
    ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{});
    EXPECT_EQ(market.stored(purchase).state, State::Cancelled);
    EXPECT_EQ(market.held(), 0);
    EXPECT_EQ(market.left(market.voucher_account), 200'00);
    market.outsider.will("cancel", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "cancel"}));
    EXPECT_TRUE(market.payment(purchase).ended);
    EXPECT_TRUE(market.outbox.waiting.empty());
    EXPECT_EQ(market.stored(purchase).state, State::Cancelled);
    EXPECT_FALSE(market.stored(purchase).direct_owed_back);
}

TEST(Cancelling, WithdrawsTheQuestionAlsoWhileTheTimeIsNotSure) {
    Cancelling market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::Pending, "", 900'000);
    market.deliver();
    market.clock.sure = false;
    ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{});
    market.outsider.will("cancel", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "cancel"}));
}

TEST(Cancelling, AYesThatComesAfterwardsIsOwedBackAndReturned) {
    Cancelling market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::Pending, "", 900'000);
    market.deliver();
    ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{});
    market.outsider.will("cancel", Outcome::Declined);
    market.outsider.will("query", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.stored(purchase).state, State::Cancelled);
    EXPECT_TRUE(market.stored(purchase).direct_owed_back);
    EXPECT_EQ(market.received(), 10'00);
    EXPECT_EQ(market.purchases.owedBack(market.ente, 9).size(), 1U);
    const auto returned = market.record_return(market.ente, purchase.id);
    ASSERT_TRUE(returned);
    EXPECT_EQ(returned->state, State::Refunded);
    EXPECT_FALSE(market.stored(purchase).direct_owed_back);
    EXPECT_EQ(market.received(), 0);
    EXPECT_TRUE(market.purchases.owedBack(market.ente, 9).empty());
}

/// Cancelled while the courier was asking: its answer meets a purchase that is over.
TEST(Cancelling, WhileTheMethodIsBeingAsked) {
    Cancelling market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::Approved);
    market.outsider.meanwhile = [&] { ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{}); };
    market.deliver();
    EXPECT_EQ(market.stored(purchase).state, State::Cancelled);
    EXPECT_TRUE(market.stored(purchase).direct_owed_back);
    EXPECT_TRUE(market.outbox.waiting.empty());

    Cancelling pending;
    const auto second = pending.boughtStory();
    pending.outsider.will("authorize", Outcome::Pending, "", 900'000);
    pending.outsider.meanwhile = [&] { ASSERT_EQ(pending.attempt(kParent, second.id), ErrorCode{}); };
    pending.outsider.will("cancel", Outcome::Approved);
    pending.deliver();
    EXPECT_EQ(pending.outsider.calls, (Calls{"authorize", "cancel"}));  // At once, not after 15 minutes.
    EXPECT_TRUE(pending.payment(second).ended);
}

TEST(Cancelling, AConfirmedPurchaseOwesTheDirectPartBack) {
    Cancelling market;
    const auto purchase = market.paid();
    ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{});
    EXPECT_EQ(market.stored(purchase).state, State::Cancelled);
    EXPECT_TRUE(market.stored(purchase).direct_owed_back);
    EXPECT_EQ(market.held(), 0);
    EXPECT_FALSE(market.redeemed(market.codeOf(purchase)));
}

TEST(Cancelling, WithNothingDirectNothingIsOwed) {
    Cancelling market;
    const auto purchase = market.boughtWholly();
    ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{});
    EXPECT_FALSE(market.stored(purchase).direct_owed_back);
    EXPECT_EQ(market.record_return(market.ente, purchase.id).error().code, codes::kWrongPurchaseState);
}

TEST(Cancelling, OneRowARefusal) {
    Cancelling market;
    const auto purchase = market.paid();
    EXPECT_EQ(market.attempt(test::kChild, purchase.id), codes::kNotFound);  // Another's is the same as none.
    EXPECT_EQ(market.attempt(kParent, test::kEnte), codes::kNotFound);
    ASSERT_TRUE(market.redeemed(market.codeOf(purchase), {1}));
    EXPECT_EQ(market.attempt(kParent, purchase.id), codes::kWrongPurchaseState);  // Partly redeemed.
    ASSERT_TRUE(market.redeemed(market.codeOf(purchase)));
    EXPECT_EQ(market.attempt(kParent, purchase.id), codes::kWrongPurchaseState);
}

TEST(Cancelling, NotTwice) {
    Cancelling market;
    const auto purchase = market.boughtWholly();
    ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{});
    EXPECT_EQ(market.attempt(kParent, purchase.id), codes::kWrongPurchaseState);
}

TEST(Cancelling, NotWhileTheTillsReceiptIsBeingConfirmed) {
    Cancelling market;
    const auto purchase = market.boughtStory();
    ASSERT_TRUE(market.record_receipt(market.ente, market.payment(purchase).id, "R-1", market.clock.at));
    EXPECT_EQ(market.attempt(kParent, purchase.id), codes::kWrongPurchaseState);
    EXPECT_EQ(market.held(), 230'00);
}

TEST(Returning, IsTheEntesOwnAndOnce) {
    Cancelling market;
    const auto purchase = market.paid();
    EXPECT_EQ(market.record_return(market.ente, purchase.id).error().code, codes::kWrongPurchaseState);
    ASSERT_EQ(market.attempt(kParent, purchase.id), ErrorCode{});
    EXPECT_EQ(market.record_return(kParent, purchase.id).error().code, codes::kNotFound);
    ASSERT_TRUE(market.record_return(market.ente, purchase.id));
    EXPECT_EQ(market.record_return(market.ente, purchase.id).error().code, codes::kWrongPurchaseState);
}

}  // namespace
}  // namespace buono::purchases
