// The second change of a purchase: what the payment method answers, in time, late, twice or never.
#include "core/purchases/settle.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using test::kParent;
using test::Market;
using Calls = std::vector<std::string>;

/// The story's purchase, of which the till waits for 10 EUR.
struct Waiting : Market {
    Waiting() {
        purchase = boughtStory();
        outsider.will("authorize", Outcome::Pending, "", 900'000);
        deliver();
    }
    State state() const { return stored(purchase).state; }
    Result<Operation> receipt(const char* number = "R-1") {
        return record_receipt(ente, payment(purchase).id, number, clock.at);
    }

    Purchase purchase;
};

TEST(Paying, PendingKeepsTheHoldsAndSaysWhatTheTillWaitsFor) {
    Waiting story;
    EXPECT_EQ(story.state(), State::Reserving);
    EXPECT_EQ(story.held(), 230'00);
    EXPECT_EQ(progress(story.payment(story.purchase)), "pay_at_till");
    EXPECT_EQ(story.outbox.waiting[0].due.us, story.clock.at.us + 900'000'000);
}

TEST(Paying, AReceiptIsHandedOverAndItsApprovalConfirms) {
    Waiting story;
    story.pass(Market::kHourUs);
    ASSERT_TRUE(story.receipt());
    EXPECT_EQ(story.state(), State::Reserving);  // The ente's word alone confirms nothing.
    EXPECT_EQ(progress(story.payment(story.purchase)), "confirming_receipt");
    story.outsider.will("query", Outcome::Approved, "R-1");
    story.deliver();
    EXPECT_EQ(story.outsider.calls, (Calls{"authorize", "tell R-1", "query"}));
    EXPECT_EQ(story.state(), State::Confirmed);
    EXPECT_TRUE(story.stored(story.purchase).direct_received);
    EXPECT_FALSE(story.stored(story.purchase).direct_owed_back);
    EXPECT_EQ(story.received(), 10'00);
    EXPECT_EQ(story.held(), 230'00);
    EXPECT_TRUE(story.outbox.waiting.empty());
    EXPECT_TRUE(story.payment(story.purchase).ended);
    EXPECT_EQ(story.announcements.told, (Calls{"reserving", "confirmed"}));
}

TEST(Paying, ApprovedAtOnceConfirms) {
    Market market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::Approved, "ref-9");
    market.deliver();
    EXPECT_EQ(market.stored(purchase).state, State::Confirmed);
    EXPECT_EQ(market.payment(purchase).ref, "ref-9");
}

TEST(Paying, ADeclineIsBelievedOnlyWhenAQueryRepeatsIt) {
    Market market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::Declined);
    market.outsider.will("query", Outcome::Declined);
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "query"}));
    EXPECT_EQ(market.stored(purchase).state, State::Refused);
    EXPECT_EQ(market.held(), 0);
    EXPECT_EQ(market.left(market.voucher_account), 200'00);
    EXPECT_EQ(market.left(market.credit_account), 30'00);
    EXPECT_TRUE(market.outbox.waiting.empty());

    Market other;
    const auto second = other.boughtStory();
    other.outsider.will("authorize", Outcome::Declined);
    other.outsider.will("query", Outcome::Approved);
    other.deliver();
    EXPECT_EQ(other.stored(second).state, State::Confirmed);
}

TEST(Paying, SilenceKeepsTheHoldsAndIsAskedAgainNeverSentAgain) {
    Market market;
    const auto purchase = market.boughtStory();
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 6; ++i) {
        market.deliver();  // Nothing queued: Unknown.
        waits.push_back((market.outbox.waiting[0].due.us - market.clock.at.us) / 1'000'000);
        market.clock.at = market.outbox.waiting[0].due;
    }
    EXPECT_EQ(waits, (std::vector<std::int64_t>{2, 5, 15, 60, 300, 900}));
    EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "query", "query", "query", "query", "query"}));
    EXPECT_EQ(market.stored(purchase).state, State::Reserving);
    EXPECT_EQ(market.held(), 230'00);
    EXPECT_EQ(progress(market.payment(purchase)), "checking");
    market.outsider.will("query", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.stored(purchase).state, State::Confirmed);
}

TEST(Paying, WhatWasSurelyNotSentIsSentAgain) {
    for (const auto outcome : {Outcome::NotSent, Outcome::NotFound}) {
        Market market;
        const auto purchase = market.boughtStory();
        market.outsider.will("authorize", outcome);
        market.deliver();
        market.clock.at = market.outbox.waiting[0].due;
        market.outsider.will("authorize", Outcome::Approved);
        market.deliver();
        EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "authorize"}));
        EXPECT_EQ(market.stored(purchase).state, State::Confirmed);
    }
}

/// A question that was not sent says nothing about the payment that was.
TEST(Paying, AQueryThatWasNotSentForgetsNothing) {
    Waiting story;
    story.pass(900'000'000);
    story.outsider.will("query", Outcome::NotSent);
    story.deliver();
    EXPECT_EQ(progress(story.payment(story.purchase)), "pay_at_till");
    story.clock.at = story.outbox.waiting[0].due;
    story.outsider.will("query", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.outsider.calls, (Calls{"authorize", "query", "query"}));
    EXPECT_EQ(story.state(), State::Confirmed);
}

TEST(Paying, WhatAQueryNeverHeardOfIsSentAgain) {
    Market market;
    const auto purchase = market.boughtStory();
    market.deliver();  // Unknown: it may have arrived.
    market.clock.at = market.outbox.waiting[0].due;
    market.outsider.will("query", Outcome::NotFound);
    market.deliver();
    market.clock.at = market.outbox.waiting[0].due;
    market.outsider.will("authorize", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "query", "authorize"}));
    EXPECT_EQ(market.stored(purchase).state, State::Confirmed);
}

// ---------------------------------------------------------------------------------------------------- the stated hour
TEST(PayBy, NotPaidByThenIsWithdrawnAndEverythingReleased) {
    Waiting story;
    const auto pay_by = story.payment(story.purchase).pay_by;
    for (int looks = 0; looks < 500 && story.outbox.waiting[0].due < pay_by; ++looks) {
        story.clock.at = story.outbox.waiting[0].due;
        story.outsider.will("query", Outcome::Pending, "", 3'600'000);
        story.deliver();
    }
    EXPECT_EQ(story.outbox.waiting[0].due, pay_by);  // Never later than the hour.
    story.clock.at = pay_by;
    story.outsider.will("cancel", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.state(), State::Expired);
    EXPECT_EQ(story.held(), 0);
    EXPECT_EQ(story.left(story.voucher_account), 200'00);
    EXPECT_TRUE(story.outbox.waiting.empty());
    EXPECT_EQ(story.announcements.told.back(), "expired");
}

TEST(PayBy, NothingIsWithdrawnWhileTheTimeIsNotSure) {
    Waiting story;
    story.clock.at = story.payment(story.purchase).pay_by;
    story.clock.sure = false;
    story.outsider.will("query", Outcome::Pending, "", 3'600'000);
    story.deliverOne(story.outbox.waiting[0]);
    EXPECT_EQ(story.state(), State::Reserving);
    EXPECT_EQ(story.held(), 230'00);
    EXPECT_EQ(story.outsider.calls.back(), "query");  // What is paid meanwhile is still noticed.
    story.clock.sure = true;
    story.outsider.will("cancel", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.state(), State::Expired);
}

/// The hour strikes while the method is being asked: its "later" is not waited for.
TEST(PayBy, TheHourThatPassesDuringAQuestionWithdrawsAtOnce) {
    Market market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::Pending, "", 900'000);
    market.outsider.meanwhile = [&] { market.clock.at = market.payment(purchase).pay_by; };
    market.outsider.will("cancel", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "cancel"}));
    EXPECT_EQ(market.stored(purchase).state, State::Expired);
}

TEST(PayBy, AWithdrawalThatFailsIsNoWithdrawal) {
    Waiting story;
    story.clock.at = story.payment(story.purchase).pay_by;
    story.outsider.will("cancel", Outcome::Declined);  // Already paid.
    story.outsider.will("query", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.state(), State::Confirmed);

    Waiting silent;
    silent.clock.at = silent.payment(silent.purchase).pay_by;
    silent.deliver();  // Neither is answered.
    EXPECT_EQ(silent.state(), State::Reserving);
    EXPECT_EQ(silent.held(), 230'00);
    ASSERT_EQ(silent.outbox.waiting.size(), 1U);
    EXPECT_GT(silent.outbox.waiting[0].due, silent.clock.at);
}

TEST(PayBy, AStatedReceiptIsNeverWithdrawn) {
    Waiting story;
    ASSERT_TRUE(story.receipt());
    story.clock.at.us = story.payment(story.purchase).pay_by.us + Market::kHourUs;
    story.outsider.will("query", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.outsider.calls, (Calls{"authorize", "tell R-1", "query"}));
    EXPECT_EQ(story.state(), State::Confirmed);
}

/// The ente's receipt arrives while the withdrawal is under way: what was decided without it is decided again.
TEST(PayBy, AReceiptThatCrossesTheWithdrawalIsAskedAbout) {
    Waiting story;
    story.clock.at = story.payment(story.purchase).pay_by;
    story.outsider.will("cancel", Outcome::Approved);
    story.outsider.meanwhile = [&] { ASSERT_TRUE(story.receipt()); };
    story.outsider.will("query", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.outsider.calls, (Calls{"authorize", "cancel", "tell R-1", "query"}));
    EXPECT_EQ(story.state(), State::Confirmed);
}

/// ... and where the method has withdrawn it for good, the till has the family's money all the same.
TEST(PayBy, AReceiptForAWithdrawnPaymentIsOwedBack) {
    Waiting story;
    story.clock.at = story.payment(story.purchase).pay_by;
    story.outsider.will("cancel", Outcome::Approved);
    story.outsider.meanwhile = [&] { ASSERT_TRUE(story.receipt()); };
    story.outsider.will("query", Outcome::Declined);
    story.deliver();
    EXPECT_EQ(story.state(), State::Expired);
    EXPECT_TRUE(story.stored(story.purchase).direct_owed_back);
    EXPECT_EQ(story.received(), 10'00);
    EXPECT_EQ(story.held(), 0);
    ASSERT_TRUE(story.record_return(story.ente, story.purchase.id));
    EXPECT_EQ(story.state(), State::Refunded);
    EXPECT_EQ(story.received(), 0);
}

TEST(PayBy, SoIsOneForAPurchaseThatThePayerCancelled) {
    Waiting story;
    ASSERT_TRUE(story.cancel(kParent, story.purchase.id, story.clock.at));
    ASSERT_TRUE(story.receipt());
    story.outsider.will("query", Outcome::Declined);
    story.deliver();
    EXPECT_EQ(story.state(), State::Cancelled);
    EXPECT_TRUE(story.stored(story.purchase).direct_owed_back);
    EXPECT_EQ(story.received(), 10'00);
}

/// The method was out of reach when the family paid at the till: it hears of the payment before it hears of the
/// receipt.
TEST(PayBy, AReceiptForAPaymentTheMethodNeverHeardOfIsSentFirst) {
    Market market;
    const auto purchase = market.boughtStory();
    market.outsider.will("authorize", Outcome::NotSent);
    market.deliver();
    ASSERT_TRUE(market.record_receipt(market.ente, market.payment(purchase).id, "R-1", market.clock.at));
    market.outsider.will("authorize", Outcome::Pending);
    market.outsider.will("query", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"authorize", "authorize", "tell R-1", "query"}));
    EXPECT_EQ(market.stored(purchase).state, State::Confirmed);
}

// ---------------------------------------------------------------------------------------------------------- repeats
TEST(Courier, AnErrandRepeatedAfterACrashChangesNothingTwice) {
    Waiting story;
    ASSERT_TRUE(story.receipt());
    const auto errand = story.outbox.waiting[0];
    const auto before = story.payment(story.purchase);
    story.outsider.will("query", Outcome::Approved);
    story.outsider.will("query", Outcome::Approved);
    story.deliverOne(errand);
    const auto entries = story.ledger.entries.size();
    // The courier's reader is a moment behind: it asks again, and its change is the one already made.
    const auto after = story.payment(story.purchase);
    story.operations.keep(before);
    story.deliverOne(errand);
    EXPECT_EQ(story.ledger.entries.size(), entries);
    story.operations.keep(after);
    EXPECT_EQ(story.received(), 10'00);
}

TEST(Courier, WhatHasEndedStaysAsItIs) {
    Waiting story;
    ASSERT_TRUE(story.receipt());
    story.outsider.will("query", Outcome::Approved);
    story.deliver();
    const auto entries = story.ledger.entries.size();
    const auto id = story.payment(story.purchase).id;
    ASSERT_TRUE(story.settle(id, {Call::Query, {Outcome::Declined, {}, {}, 0}, 9}, story.clock.at));
    EXPECT_EQ(story.state(), State::Confirmed);
    EXPECT_EQ(story.ledger.entries.size(), entries);
}

// ---------------------------------------------------------------------------------------------------------- receipts
TEST(Receipts, OneRowARule) {
    Waiting story;
    const auto id = story.payment(story.purchase).id;
    const auto record = [&](const Id& ente, const Id& operation, std::string_view number) {
        const auto done = story.record_receipt(ente, operation, number, story.clock.at);
        return done ? ErrorCode{} : done.error().code;
    };
    for (const char* bad : {"", "R 1", "R_1", "R\n1", "12345678901234567890123456789012345678901"})
        EXPECT_EQ(record(story.ente, id, bad), ErrorCode::InvalidValue) << bad;
    EXPECT_EQ(record(test::kParent, id, "R-1"), codes::kNotFound);  // Another ente's is the same as none.
    EXPECT_EQ(record(story.ente, test::kParent, "R-1"), codes::kNotFound);
    EXPECT_EQ(record(story.ente, id, "2027/R-1.a"), ErrorCode{});
    EXPECT_EQ(record(story.ente, id, "2027/R-1.a"), ErrorCode{});  // The same again is the same.
    EXPECT_EQ(record(story.ente, id, "R-2"), codes::kReceiptAlreadyKnown);
}

TEST(Receipts, NotForAPaymentThatIsOver) {
    Waiting story;
    story.clock.at = story.payment(story.purchase).pay_by;
    story.outsider.will("cancel", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.receipt().error().code, codes::kWrongPurchaseState);
}

}  // namespace
}  // namespace buono::purchases
