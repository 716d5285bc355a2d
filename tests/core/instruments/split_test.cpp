// One row per rule of the split, and per Why in the order in which they apply.
#include "core/instruments/split.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/basket.hpp"

namespace buono::instruments {
namespace {

using test::credit;
using test::kChild;
using test::kEnte;
using test::kParent;
using test::kToday;
using test::line;
using test::sharesText;
using test::voucher;
using test::whyOf;

// ------------------------------------------------------------------------------------------------ the story, exactly
TEST(Split, TheStoryOf240) {
    auto course = line(210'00), registration = line(30'00);
    const std::vector lines{course, registration};
    const std::vector wallet{voucher(1, 200'00), credit(2, 200'00)};
    const auto answer = split(lines, wallet, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "0:voucher=200.00 0:direct=10.00 1:welfare_credit=30.00");
    EXPECT_EQ(answer->total, Money::fixed(240'00));
    EXPECT_EQ(answer->direct, Money::fixed(10'00));
    EXPECT_EQ(whyOf(*answer, 0, 1), Why::Used);
    EXPECT_EQ(whyOf(*answer, 0, 2), Why::WouldPayPart);  // 200.00 left of 210.00.
    EXPECT_EQ(whyOf(*answer, 1, 1), Why::NothingLeft);
    EXPECT_EQ(whyOf(*answer, 1, 2), Why::Used);
}

TEST(Split, TheStoryOf240WithACreditThatOnlyFitsTheRegistration) {
    const auto answer =
        split(std::vector{line(210'00), line(30'00)}, std::vector{voucher(1, 200'00), credit(2, 30'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "0:voucher=200.00 0:direct=10.00 1:welfare_credit=30.00");
}

// ------------------------------------------------------------------------------------------------ each Why, in order
struct Obstacle {
    Why why;
    void (*arrange)(Line&, Instrument&);
};

// Each row arranges its own reason and every later one: the first that applies is the answer.
const Obstacle kObstacles[] = {
    {Why::AskedOtherwise, [](Line& one, Instrument&) { one.pay_with = registers::Id{}; }},
    {Why::RepaysAfterwards, [](Line&, Instrument& i) { i.policy.cover = Cover::AfterPayment; }},
    {Why::OtherBeneficiary, [](Line& one, Instrument&) { one.beneficiary = kParent; }},
    {Why::NotYetUsable, [](Line&, Instrument& i) { i.policy.usable_from = test::day(2027, 2, 1); }},
    {Why::BuyByPassed, [](Line&, Instrument& i) { i.policy.usable_until = test::day(2026, 12, 31); }},
    {Why::ServiceEndsTooLate, [](Line& one, Instrument&) { one.service_ends = test::day(2028, 1, 1); }},
    {Why::NotAllowedHere, [](Line&, Instrument& i) { i.policy.areas = {"arte"}; }},
    {Why::NothingLeft, [](Line&, Instrument& i) { i.left = Money{}; }},
    {Why::AlreadyPaid, [](Line& one, Instrument&) { one.price = Money{}; }},
};

TEST(Why, TheFirstThatAppliesIsTheAnswer) {
    for (std::size_t first = 0; first < std::size(kObstacles); ++first) {
        auto one = line(100'00);
        auto instrument = voucher(1, 50'00);
        // BuyByPassed and NotYetUsable exclude each other's date, but not each other.
        for (std::size_t later = std::size(kObstacles); later-- > first;) kObstacles[later].arrange(one, instrument);
        const auto answer = split(std::vector{one}, std::vector{instrument}, kToday);
        ASSERT_TRUE(answer);
        EXPECT_EQ(whyOf(*answer, 0, 1), kObstacles[first].why) << word(kObstacles[first].why);
    }
}

TEST(Why, EachAloneIsEnough) {
    for (const auto& obstacle : kObstacles) {
        auto one = line(100'00);
        auto instrument = voucher(1, 50'00);
        obstacle.arrange(one, instrument);
        const auto answer = split(std::vector{one}, std::vector{instrument}, kToday);
        ASSERT_TRUE(answer);
        EXPECT_EQ(whyOf(*answer, 0, 1), obstacle.why) << word(obstacle.why);
        EXPECT_EQ(answer->direct, one.price);
    }
}

TEST(Why, WithNoneItIsUsed) {
    const auto answer = split(std::vector{line(100'00)}, std::vector{voucher(1, 50'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(whyOf(*answer, 0, 1), Why::Used);
    EXPECT_EQ(sharesText(*answer), "0:voucher=50.00 0:direct=50.00");
}

TEST(Why, AWholeLineInstrumentNeitherPaysPartNorIsToppedUp) {
    const auto part = split(std::vector{line(100'00)}, std::vector{credit(1, 99'99)}, kToday);
    ASSERT_TRUE(part);
    EXPECT_EQ(whyOf(*part, 0, 1), Why::WouldPayPart);
    EXPECT_EQ(part->direct, Money::fixed(100'00));

    const auto topped = split(std::vector{line(100'00)}, std::vector{voucher(1, 1'00), credit(2, 500'00)}, kToday);
    ASSERT_TRUE(topped);
    EXPECT_EQ(whyOf(*topped, 0, 2), Why::WouldBeToppedUp);
    EXPECT_EQ(sharesText(*topped), "0:voucher=1.00 0:direct=99.00");

    const auto whole = split(std::vector{line(100'00)}, std::vector{credit(1, 100'00)}, kToday);
    ASSERT_TRUE(whole);
    EXPECT_EQ(sharesText(*whole), "0:welfare_credit=100.00");
    EXPECT_TRUE(whole->direct.isZero());
}

TEST(Why, EveryOneHasAWordOfItsOwn) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(Why::WouldBeToppedUp); ++i) words.insert(word(static_cast<Why>(i)));
    EXPECT_EQ(words.size(), 12U);
}

// ------------------------------------------------------------------------------------------------ the bounds of dates
TEST(Dates, AreIncludedAtBothEnds) {
    auto one = line(100'00);
    auto instrument = voucher(1, 50'00);
    instrument.policy.usable_from = instrument.policy.usable_until = kToday;
    one.service_ends = instrument.policy.service_ends_by;
    const auto answer = split(std::vector{one}, std::vector{instrument}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(whyOf(*answer, 0, 1), Why::Used);
}

TEST(Dates, AServiceWithoutALastDayEndsWhenItIsUsed) {
    auto one = line(100'00);
    one.service_ends.reset();
    const auto answer = split(std::vector{one}, std::vector{voucher(1, 50'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(whyOf(*answer, 0, 1), Why::Used);
}

// ------------------------------------------------------------------------------------------------ what is allowed
TEST(Allowed, AreaCategoryAndEnteMustEachBeAdmitted) {
    auto one = line(100'00);
    auto instrument = voucher(1, 50'00);
    instrument.policy.areas = {"arte", "sport"};
    instrument.policy.categories = {"servizi-educativi"};
    instrument.policy.enti = {kEnte};
    ASSERT_EQ(whyOf(*split(std::vector{one}, std::vector{instrument}, kToday), 0, 1), Why::Used);
    for (auto spoil : {+[](Line& l) { l.area = "stem"; }, +[](Line& l) { l.area = ""; },
                       +[](Line& l) { l.category = "altro"; }, +[](Line& l) { l.ente = kParent; }}) {
        auto other = one;
        spoil(other);
        EXPECT_EQ(whyOf(*split(std::vector{other}, std::vector{instrument}, kToday), 0, 1), Why::NotAllowedHere);
    }
}

TEST(Allowed, WithoutABeneficiaryItPaysForAnybody) {
    auto one = line(30'00);
    one.beneficiary = kParent;
    EXPECT_EQ(sharesText(*split(std::vector{one}, std::vector{credit(1, 30'00)}, kToday)), "0:welfare_credit=30.00");
}

// ------------------------------------------------------------------------------------------------ the order of use
TEST(OrderOfUse, TheVoucherThatEndsFirstPaysTheDearestLineFirst) {
    auto late = voucher(1, 100'00), soon = voucher(2, 100'00);
    soon.policy.usable_until = test::day(2027, 2, 1);
    const auto answer = split(std::vector{line(60'00), line(90'00)}, std::vector{late, soon}, kToday);
    ASSERT_TRUE(answer);
    // 90 and then 10 of the other line by the one that ends first; the rest by the next.
    EXPECT_EQ(sharesText(*answer), "0:voucher=10.00 0:voucher=50.00 1:voucher=90.00");
    EXPECT_EQ(answer->shares[0].instrument, soon.id);
    EXPECT_EQ(answer->shares[1].instrument, late.id);
    EXPECT_EQ(answer->shares[2].instrument, soon.id);
}

TEST(OrderOfUse, EqualDatesFallToTheSmallerIdAndEqualPricesToTheEarlierLine) {
    const auto answer =
        split(std::vector{line(50'00), line(50'00)}, std::vector{voucher(2, 50'00), voucher(1, 50'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->shares[0].instrument, test::CountedIds::of(1));
    EXPECT_EQ(answer->shares[1].instrument, test::CountedIds::of(2));
}

TEST(OrderOfUse, AWholeLineInstrumentTakesTheDearestUntouchedLineItCanCarry) {
    const auto answer =
        split(std::vector{line(20'00), line(80'00), line(50'00)}, std::vector{credit(1, 75'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "0:welfare_credit=20.00 1:direct=80.00 2:welfare_credit=50.00");
}

TEST(OrderOfUse, PublicMoneyComesBeforeTheEmployers) {
    auto child = credit(1, 100'00);
    const auto answer = split(std::vector{line(100'00)}, std::vector{child, voucher(2, 100'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "0:voucher=100.00");
    EXPECT_EQ(whyOf(*answer, 0, 1), Why::AlreadyPaid);
}

// ------------------------------------------------------------------------------------------------ what the payer asks
TEST(Asked, OnlyTheAskedInstrumentPaysThatLine) {
    auto one = line(100'00);
    one.pay_with = test::CountedIds::of(2);
    const auto answer = split(std::vector{one}, std::vector{voucher(1, 100'00), voucher(2, 40'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "0:voucher=40.00 0:direct=60.00");
    EXPECT_EQ(whyOf(*answer, 0, 1), Why::AskedOtherwise);
}

TEST(Asked, DirectMeansOnlyDirect) {
    auto one = line(100'00);
    one.pay_with = registers::Id{};
    const auto answer = split(std::vector{one}, std::vector{voucher(1, 100'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "0:direct=100.00");
}

TEST(Asked, WhatIsAskedIsServedBeforeWhatIsBest) {
    auto cheap = line(30'00);
    cheap.pay_with = test::CountedIds::of(1);
    const auto answer = split(std::vector{line(50'00), cheap}, std::vector{voucher(1, 50'00)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "0:voucher=20.00 0:direct=30.00 1:voucher=30.00");
}

struct Refused {
    const char* name;
    void (*arrange)(std::vector<Line>&, std::vector<Instrument>&);
    ErrorCode code;
    const char* field;
};

const Refused kRefusals[] = {
    {"no lines", [](auto& lines, auto&) { lines.clear(); }, ErrorCode::MissingMember, "/lines"},
    {"too many", [](auto& lines, auto&) { lines.assign(21, lines[0]); }, ErrorCode::TooLarge, "/lines"},
    {"a negative price", [](auto& lines, auto&) { lines[1].price = Money::fixed(-1); }, ErrorCode::InvalidAmount,
     "/lines/1"},
    {"a total beyond", [](auto& lines, auto&) { lines[1].price = *Money::ofCents(Money::kCentsMax); },
     ErrorCode::AmountOverflow, "/lines/1"},
    {"not among yours", [](auto& lines, auto&) { lines[1].pay_with = test::CountedIds::of(99); },
     codes::kInstrumentNotOffered, "/lines/1/pay_with"},
    {"a credit asked to pay part",
     [](auto& lines, auto& wallet) {
         lines[1].pay_with = wallet[1].id;
         wallet[1].left = Money::fixed(29'99);
     },
     codes::kCreditCoversPart, "/lines/1/pay_with"},
    {"not usable",
     [](auto& lines, auto& wallet) {
         lines[1].pay_with = wallet[0].id;
         wallet[0].policy.areas = {"arte"};
     },
     codes::kInstrumentNotUsable, "/lines/1/pay_with"},
    {"nothing left for the second that asks",
     [](auto& lines, auto& wallet) { lines[0].pay_with = lines[1].pay_with = wallet[0].id; },
     codes::kInstrumentNotUsable, "/lines/1/pay_with"},
};

TEST(Refusals, EachNamesItsLine) {
    for (const auto& row : kRefusals) {
        std::vector lines{line(210'00), line(30'00)};
        std::vector wallet{voucher(1, 200'00), credit(2, 200'00)};
        row.arrange(lines, wallet);
        const auto answer = split(lines, wallet, kToday);
        ASSERT_FALSE(answer) << row.name;
        EXPECT_EQ(answer.error().code, row.code) << row.name;
        EXPECT_EQ(answer.error().field, row.field) << row.name;
    }
}

TEST(Split, TwentyLinesAreStillABasket) { EXPECT_TRUE(split(std::vector(kLinesMax, line(1)), {}, kToday)); }

TEST(Split, ALineThatCostsNothingHasNoShares) {
    const auto answer = split(std::vector{line(0), line(10)}, std::vector{voucher(1, 5)}, kToday);
    ASSERT_TRUE(answer);
    EXPECT_EQ(sharesText(*answer), "1:voucher=0.05 1:direct=0.05");
}

}  // namespace
}  // namespace buono::instruments
