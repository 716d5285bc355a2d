// The two tables of purchases: which state may follow which, and what an answer from outside decides.
#include <gtest/gtest.h>

#include <set>

#include "core/purchases/states.hpp"
#include "core/purchases/verdict.hpp"

namespace buono::purchases {
namespace {

constexpr std::array kStates{State::Reserving, State::Confirmed, State::PartlyRedeemed, State::Completed,
                             State::Refused,   State::Cancelled, State::Expired,        State::Refunded};

TEST(States, TheLawfulStepsAreTheseAndNoOthers) {
    const std::set<std::pair<State, State>> lawful{
        {State::Reserving, State::Confirmed},      {State::Reserving, State::Refused},
        {State::Reserving, State::Cancelled},      {State::Reserving, State::Expired},
        {State::Confirmed, State::PartlyRedeemed}, {State::Confirmed, State::Completed},
        {State::Confirmed, State::Cancelled},      {State::PartlyRedeemed, State::PartlyRedeemed},
        {State::PartlyRedeemed, State::Completed}, {State::Cancelled, State::Refunded},
        {State::Expired, State::Refunded},         {State::Confirmed, State::Expired},
        {State::PartlyRedeemed, State::Expired},
    };
    EXPECT_EQ(steps().size(), lawful.size());
    for (const auto from : kStates)
        for (const auto to : kStates)
            EXPECT_EQ(mayBecome(from, to), lawful.contains({from, to})) << word(from) << " -> " << word(to);
}

TEST(States, HaveWordsOfTheirOwn) {
    std::set<std::string_view> words;
    for (const auto state : kStates) words.insert(word(state));
    EXPECT_EQ(words.size(), kStates.size());
}

TEST(StatesDeathTest, AnUnlawfulStepStopsTheProcess) {
    Purchase purchase;
    purchase.state = State::Completed;
    EXPECT_DEATH(become(purchase, State::Cancelled), "check failed");
}

constexpr std::array kOutcomes{Outcome::Unknown, Outcome::Approved, Outcome::Declined,    Outcome::Pending,
                               Outcome::NotSent, Outcome::NotFound, Outcome::Unsupported, Outcome::Invalid};

struct Row {
    Call call;
    std::array<Verdict, 8> decides;  ///< In the order of kOutcomes.
};

constexpr auto W = Verdict::Wait, C = Verdict::Confirm, R = Verdict::Refuse, N = Verdict::AskNow, V = Verdict::Withdraw;
constexpr Row kRows[] = {
    //                unknown approved declined pending not_sent not_found unsupported invalid
    {Call::Authorize, {W, C, N, W, W, W, R, R}}, {Call::Query, {W, C, R, W, W, W, W, W}},
    {Call::Status, {W, C, R, W, W, W, W, W}},    {Call::Redeem, {W, C, R, W, W, W, R, R}},
    {Call::Cancel, {W, V, W, W, W, W, W, W}},
};

TEST(Verdicts, OnlyAClearYesConfirmsAndOnlyAClearNoRefuses) {
    for (const auto& row : kRows)
        for (std::size_t i = 0; i < kOutcomes.size(); ++i)
            EXPECT_EQ(verdict(row.call, kOutcomes[i]), row.decides[i])
                << static_cast<int>(row.call) << " " << word(kOutcomes[i]);
}

TEST(NextCall, IsSentOnlyWhereNothingIsUnderWay) {
    for (const auto outcome : kOutcomes) {
        const bool unsent = outcome == Outcome::NotSent || outcome == Outcome::NotFound;
        Operation pay;
        pay.outcome = outcome;
        EXPECT_EQ(nextCall(pay), unsent ? Call::Authorize : Call::Query);
        Operation book = pay;
        book.purpose = Purpose::Redeem;
        EXPECT_EQ(nextCall(book), unsent ? Call::Redeem : Call::Status);
    }
}

TEST(NextLook, WaitsLongerAndLongerAndNeverStops) {
    constexpr std::int64_t kSecond = 1'000'000;
    const std::array<std::int64_t, 10> waits{2, 5, 15, 60, 300, 900, 3600, 10800, 43200, 86400};
    for (std::size_t i = 0; i < waits.size(); ++i)
        EXPECT_EQ(nextLookAfterUs(static_cast<std::int64_t>(i) + 1), waits[i] * kSecond);
    EXPECT_EQ(nextLookAfterUs(1000), 86400 * kSecond);
    EXPECT_EQ(nextLookAfterUs(0), 2 * kSecond);
}

TEST(Progress, HasOneWordForEachMoment) {
    Operation one;
    EXPECT_EQ(progress(one), "asking");
    one.outcome = Outcome::Unknown;
    EXPECT_EQ(progress(one), "checking");
    one.outcome = Outcome::Pending;
    EXPECT_EQ(progress(one), "pending");
    one.waits_for = "pay_at_till";
    EXPECT_EQ(progress(one), "pay_at_till");
    one.receipt = "R-1";
    EXPECT_EQ(progress(one), "confirming_receipt");
    one.ended = true;
    one.outcome = Outcome::Declined;
    EXPECT_EQ(progress(one), "declined");
    one.outcome = Outcome::Approved;
    EXPECT_EQ(progress(one), "approved");
}

TEST(Reference, IsTheLastEightDigitsOfTheId) {
    Operation one;
    one.id = *Id::parse("0192f3a0-7c1e-7abc-8def-0123456789ab");
    EXPECT_EQ(reference(one), "456789AB");
}

}  // namespace
}  // namespace buono::purchases
