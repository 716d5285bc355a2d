// What the host makes of a bank's file: it believes a line only beside the operation's own row.
#include "core/purchases/bank_file.hpp"

#include <gtest/gtest.h>

#include "core/purchases/transfer.hpp"
#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using test::kParent;
using test::Market;
using Calls = std::vector<std::string>;

/// The story's purchase, of which 10 EUR come by transfer.
struct Transferred : Market {
    Transferred() {
        purchase = boughtStory();
        Answer answer;
        answer.outcome = Outcome::Pending;
        answer.waits_for = kBankTransfer;
        auto operation = payment(purchase);
        learn(operation, Call::Authorize, answer);
        operations.keep(operation);
    }
    BankLine line(std::string kind = "settled", std::int64_t cents = 10'00) const {
        return {
            std::move(kind), "RF18539007547034", payment(purchase).id, "B-1", *Money::ofCents(cents), "EUR", "", false};
    }
    void handIn(const std::vector<BankLine>& lines) { record(ente, "cash_desk", lines, clock.at); }
    BankLine seen(const BankLine& one) const { return judged(one, payment(purchase), ente, "cash_desk"); }

    Purchase purchase;
    RecordTransfers record{rows};
};

TEST(BankFile, ASettledLineIsEvidenceAndTheMethodConfirms) {
    Transferred story;
    story.handIn({story.line()});
    EXPECT_EQ(story.stored(story.purchase).state, State::Reserving);
    EXPECT_EQ(story.payment(story.purchase).receipt, "B-1");
    story.outsider.will("query", Outcome::Approved, "RF18539007547034");
    story.deliver();
    EXPECT_EQ(story.stored(story.purchase).state, State::Confirmed);
    EXPECT_EQ(story.received(), 10'00);
    EXPECT_EQ(story.seen(story.line()).kind, "known");
    story.handIn({story.line()});  // The same file again.
    EXPECT_EQ(story.received(), 10'00);
    EXPECT_TRUE(story.outbox.waiting.empty());
}

TEST(BankFile, WhatAPluginSaysOfAnotherEntesPaymentOrAmountIsNotBelieved) {
    Transferred story;
    const auto operation = story.payment(story.purchase);
    EXPECT_EQ(judged(story.line(), operation, kParent, "cash_desk").kind, "unknown");
    EXPECT_TRUE(judged(story.line(), operation, kParent, "cash_desk").operation.isNil());
    EXPECT_EQ(judged(story.line(), operation, story.ente, "other_method").kind, "unknown");
    EXPECT_EQ(judged(story.line(), std::nullopt, story.ente, "cash_desk").kind, "unknown");
    EXPECT_EQ(story.seen(story.line("settled", 9'99)).kind, "short");
    EXPECT_EQ(story.seen(story.line("settled", 10'01)).kind, "over");
    auto francs = story.line();
    francs.currency = "CHF";
    EXPECT_EQ(story.seen(francs).kind, "currency");
    francs.amount.reset();
    francs.currency = "EUR";
    EXPECT_EQ(story.seen(francs).kind, "no_amount");
    story.record(kParent, "cash_desk", std::vector{story.line()}, story.clock.at);
    story.handIn(
        {story.line("settled", 9'99), story.line("short"), story.line("twice"), story.line("unknown"), francs});
    EXPECT_EQ(story.payment(story.purchase).receipt, "");
    EXPECT_EQ(story.payment(story.purchase).looks, operation.looks);
}

TEST(BankFile, WhatTheMethodDoesNotConfirmStaysPending) {
    Transferred story;
    story.handIn({story.line()});
    story.outsider.will("query", Outcome::Pending);
    story.deliver();
    EXPECT_EQ(story.stored(story.purchase).state, State::Reserving);
    EXPECT_EQ(story.held(), 230'00);
}

TEST(BankFile, AReturnBeforeTheConfirmationTakesTheEvidenceBack) {
    Transferred story;
    auto back = story.line("returned");
    back.waits = true;
    story.handIn({story.line(), back});
    EXPECT_EQ(story.payment(story.purchase).receipt, "");
    story.pass(49 * Market::kHourUs);  // So it may still be withdrawn at its hour.
    story.outsider.will("cancel", Outcome::Approved);
    story.deliver();
    EXPECT_EQ(story.stored(story.purchase).state, State::Expired);
    EXPECT_EQ(story.seen(story.line()).kind, "late");
    story.handIn({story.line()});
    EXPECT_EQ(story.received(), 0);
}

TEST(BankFile, NobodyEntersATillReceiptForATransfer) {
    Transferred story;
    const auto done = story.record_receipt(story.ente, story.payment(story.purchase).id, "R-1", story.clock.at);
    EXPECT_EQ(done.error().code, codes::kWrongPurchaseState);
}

}  // namespace
}  // namespace buono::purchases
