// The first change of a purchase: everything is held, the payer sees what they were promised.
#include "core/purchases/buy.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using test::kChild;
using test::kParent;
using test::Market;

TEST(Quotes, TheStoryOf240IsPromisedToTheCent) {
    Market market;
    const auto quote = market.quoteStory();
    ASSERT_TRUE(quote);
    EXPECT_EQ(test::sharesText(quote->split), "0:voucher=200.00 0:direct=10.00 1:welfare_credit=30.00");
    EXPECT_EQ(quote->ente, market.ente);
    EXPECT_EQ(quote->expires.us, market.clock.at.us + Quoter::kValidUs);
    EXPECT_EQ(market.held(), 0);  // A quote holds nothing.
}

struct Refused {
    const char* name;
    std::vector<QuoteLine> (*lines)(Market&);
    ErrorCode code;
    const char* field;
};

const Refused kRefusals[] = {
    {"no lines", [](Market&) { return std::vector<QuoteLine>{}; }, ErrorCode::MissingMember, "/lines"},
    {"too many lines",
     [](Market& m) {
         return std::vector(21, QuoteLine{m.course, kChild, {}});
     },
     ErrorCode::TooLarge, "/lines"},
    {"no such service",
     [](Market&) {
         return std::vector{QuoteLine{test::CountedIds::of(77), kChild, {}}};
     },
     ErrorCode::InvalidValue, "/lines/0/service_id"},
    {"withdrawn",
     [](Market& m) {
         m.shop.services_by_id.at(m.registration_id).published = false;
         return std::vector<QuoteLine>{{m.course, kChild, {}}, {m.registration_id, kChild, {}}};
     },
     codes::kNotSold, "/lines/1/service_id"},
    {"of an ente no longer accredited",
     [](Market& m) {
         m.shop.enti_by_id.at(m.ente).accredited = false;
         return std::vector{QuoteLine{m.course, kChild, {}}};
     },
     codes::kNotSold, "/lines/0/service_id"},
    {"over",
     [](Market& m) {
         m.shop.services_by_id.at(m.course).ends = test::day(2027, 1, 14);
         return std::vector{QuoteLine{m.course, kChild, {}}};
     },
     codes::kNotSold, "/lines/0/service_id"},
    {"for somebody else's child",
     [](Market& m) {
         return std::vector{QuoteLine{m.course, test::kEnte, {}}};
     },
     ErrorCode::InvalidValue, "/lines/0/beneficiary_id"},
    {"of two enti",
     [](Market& m) {
         m.shop.enti_by_id[test::kEnte] = m.shop.enti_by_id.at(m.ente);
         m.shop.services_by_id.at(m.registration_id).ente = test::kEnte;
         return std::vector<QuoteLine>{{m.course, kChild, {}}, {m.registration_id, kChild, {}}};
     },
     codes::kSeveralEnti, "/lines/1"},
    {"a credit asked to cover part",
     [](Market& m) {
         return std::vector{QuoteLine{m.course, kChild, test::CountedIds::of(2)}};
     },
     codes::kCreditCoversPart, "/lines/0/pay_with"},
    {"another's instrument",
     [](Market& m) {
         return std::vector{QuoteLine{m.course, kChild, test::CountedIds::of(9)}};
     },
     codes::kInstrumentNotOffered, "/lines/0/pay_with"},
};

TEST(Quotes, RefuseOneRowARule) {
    for (const auto& row : kRefusals) {
        Market market;
        const auto quote = market.quote(row.lines(market));
        ASSERT_FALSE(quote) << row.name;
        EXPECT_EQ(quote.error().code, row.code) << row.name;
        EXPECT_EQ(quote.error().field, row.field) << row.name;
    }
}

TEST(Quotes, OnTheLastDayOfAServiceItIsStillSold) {
    Market market;
    market.shop.services_by_id.at(market.course).ends = test::kToday;
    EXPECT_TRUE(market.quote({{market.course, kChild, {}}}));
}

TEST(Quotes, AnAbsentBeneficiaryAnswersLikeAForeignOne) {
    Market market;
    market.persons.addChild(test::kEnte, test::CountedIds::of(50));
    const auto foreign = market.quote({{market.course, test::CountedIds::of(50), {}}});
    const auto absent = market.quote({{market.course, test::CountedIds::of(51), {}}});
    EXPECT_EQ(foreign.error(), absent.error());
}

// ---------------------------------------------------------------------------------------------------------- tokens
TEST(Tokens, AreBoundToPayerHostAndTime) {
    Market market;
    const auto token = market.quoteStory()->token;
    const auto now = market.clock.at;
    EXPECT_TRUE(market.quoter.open(kParent, token, now));
    EXPECT_EQ(market.quoter.open(kChild, token, now).error().code, codes::kQuoteInvalid);
    EXPECT_TRUE(market.quoter.open(kParent, token, {now.us + Quoter::kValidUs - 1}));
    EXPECT_EQ(market.quoter.open(kParent, token, {now.us + Quoter::kValidUs}).error().code, codes::kQuoteExpired);
    for (const char* forged : {"", "q1", "q1.....", "....."})
        EXPECT_EQ(market.quoter.open(kParent, forged, now).error().code, codes::kQuoteInvalid) << forged;
    EXPECT_EQ(market.quoter.open(kParent, std::string(5000, 'q'), now).error().code, codes::kQuoteInvalid);
}

TEST(Tokens, NoSignOfOneCanBeChanged) {
    Market market;
    const auto token = market.quoteStory()->token;
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto bent = token;
        bent[i] = bent[i] == '1' ? '2' : '1';
        EXPECT_FALSE(market.quoter.open(kParent, bent, market.clock.at)) << i;
    }
}

TEST(Tokens, CarryWhatWasAsked) {
    Market market;
    const std::vector<QuoteLine> asked{{market.course, kChild, {}},
                                       {market.registration_id, kParent, Id{}},
                                       {market.registration_id, kChild, test::CountedIds::of(2)}};
    const auto quote = market.quote(asked);
    ASSERT_TRUE(quote);
    const auto lines = market.quoter.open(kParent, quote->token, market.clock.at);
    ASSERT_TRUE(lines);
    ASSERT_EQ(lines->size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ((*lines)[i].service, asked[i].service);
        EXPECT_EQ((*lines)[i].beneficiary, asked[i].beneficiary);
        EXPECT_EQ((*lines)[i].pay_with, asked[i].pay_with);
    }
}

// ---------------------------------------------------------------------------------------------------------- buying
TEST(Buying, HoldsVoucherAndCreditAndAsksForTheRest) {
    Market market;
    const auto quote = market.quoteStory();
    const auto bought = market.buy(kParent, quote->token, "cash_desk", market.ids.next(), market.clock.at);
    ASSERT_TRUE(bought);
    const auto& purchase = bought->purchase;
    EXPECT_EQ(purchase.state, State::Reserving);
    EXPECT_EQ(purchase.total, Money::fixed(240'00));
    EXPECT_EQ(purchase.direct, Money::fixed(10'00));
    EXPECT_EQ(shareOf(purchase, instruments::DebtorKind::City), Money::fixed(200'00));
    EXPECT_EQ(shareOf(purchase, instruments::DebtorKind::Employer), Money::fixed(30'00));
    EXPECT_EQ(shareOf(purchase, instruments::DebtorKind::Family), Money::fixed(10'00));
    EXPECT_EQ(market.left(market.voucher_account), 0);
    EXPECT_EQ(market.left(market.credit_account), 0);
    EXPECT_EQ(market.held(), 230'00);
    EXPECT_EQ(market.owed(instruments::DebtorKind::City), 0);  // Held is not owed.
    EXPECT_EQ(market.ledger.entries.size(), purchase.seq);     // One entry group for all of it.
    ASSERT_TRUE(bought->payment);
    EXPECT_EQ(bought->payment->pay_by.us, market.clock.at.us + 48 * Market::kHourUs);
    EXPECT_EQ(bought->payment->amount, Money::fixed(10'00));
    ASSERT_EQ(market.outbox.waiting.size(), 1U);
    EXPECT_EQ(market.outbox.waiting[0].subject, bought->payment->id);
    EXPECT_TRUE(market.outsider.calls.empty());  // Nobody outside is asked within the change.
}

TEST(Buying, WithNothingDirectIsConfirmedAtOnce) {
    Market market;
    const auto purchase = market.boughtWholly();
    EXPECT_EQ(purchase.state, State::Confirmed);
    EXPECT_TRUE(purchase.method.empty());
    EXPECT_TRUE(market.outbox.waiting.empty());
    EXPECT_EQ(market.announcements.told, std::vector<std::string>{"confirmed"});
}

TEST(Buying, WhatCostsNothingIsConfirmedAndMovesNothing) {
    Market market;
    market.shop.services_by_id.at(market.course).price = Money{};
    const auto purchase = market.bought({{market.course, kChild, {}}});
    EXPECT_EQ(purchase.state, State::Confirmed);
    EXPECT_EQ(purchase.seq, 0U);
    const auto redemption = market.redeemed(market.codeOf(purchase));
    ASSERT_TRUE(redemption);
    EXPECT_EQ(redemption->seq, 0U);
    EXPECT_EQ(market.stored(purchase).state, State::Completed);
}

TEST(Buying, NeedsAMethodOnlyWhereSomethingIsDirect) {
    Market market;
    const auto story = market.quoteStory();
    for (const char* method : {"", "bank"}) {
        const auto refused = market.buy(kParent, story->token, method, market.ids.next(), market.clock.at);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, codes::kMethodUnknown);
    }
    EXPECT_EQ(market.held(), 0);
    EXPECT_TRUE(market.purchases.all.empty());
    const auto whole = market.quote({{market.registration_id, kChild, {}}});
    ASSERT_TRUE(market.buy(kParent, whole->token, "", market.ids.next(), market.clock.at));
}

TEST(Buying, TheSameQuoteTwiceIsRefusedWhenTheMoneyIsGone) {
    Market market;
    const auto quote = market.quoteStory();
    ASSERT_TRUE(market.buy(kParent, quote->token, "cash_desk", market.ids.next(), market.clock.at));
    const auto again = market.buy(kParent, quote->token, "cash_desk", market.ids.next(), market.clock.at);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, codes::kQuoteChanged);
    EXPECT_EQ(market.purchases.all.size(), 1U);
}

TEST(Buying, WhatHasChangedIsRefusedAndShownAsItIsNow) {
    Market market;
    const auto quote = market.quoteStory();
    market.shop.services_by_id.at(market.course).price = Money::fixed(211'00);
    const auto refused = market.buy(kParent, quote->token, "cash_desk", market.ids.next(), market.clock.at);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, codes::kQuoteChanged);
    EXPECT_EQ(market.held(), 0);
    const auto now = market.buy.quoteNow(kParent, quote->token, market.clock.at);
    ASSERT_TRUE(now);
    EXPECT_EQ(now->split.direct, Money::fixed(11'00));
    EXPECT_TRUE(market.buy(kParent, now->token, "cash_desk", market.ids.next(), market.clock.at));
}

TEST(Buying, AnotherSplitOfTheSamePriceIsAChangeToo) {
    Market market;
    const auto quote = market.quoteStory();
    // 1 cent of the voucher went elsewhere.
    ASSERT_TRUE(
        market.ledger.book.post(std::vector{test::Scenario::post(market.voucher_account, market.ledger.source(), 1)}));
    EXPECT_EQ(market.buy(kParent, quote->token, "cash_desk", market.ids.next(), market.clock.at).error().code,
              codes::kQuoteChanged);
}

TEST(Buying, ANewTitleIsNoChange) {
    Market market;
    const auto quote = market.quoteStory();
    market.shop.services_by_id.at(market.course).name.it = "Corso di nuoto per tutti";
    const auto bought = market.buy(kParent, quote->token, "cash_desk", market.ids.next(), market.clock.at);
    ASSERT_TRUE(bought);
    EXPECT_EQ(bought->purchase.lines[0].title, "Corso di nuoto per tutti");
}

}  // namespace
}  // namespace buono::purchases
