#include "core/programmes/rank.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/register/codes.hpp"
#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using test::CityHall;
using test::instantOf;

std::vector<Entrant> someEntrants(int count) {
    test::MadeIds ids;
    std::vector<Entrant> entrants;
    for (int i = 0; i < count; ++i) entrants.push_back({ids.next(), i % 4});
    return entrants;
}

TEST(Draw, TheOrderOfArrivalDoesNotCount) {
    auto entrants = someEntrants(500);
    const auto order = draw(entrants, "lotto-2026-04-02", test::MixDigest{});
    std::mt19937 random{7};
    for (int i = 0; i < 20; ++i) {
        std::shuffle(entrants.begin(), entrants.end(), random);
        ASSERT_EQ(draw(entrants, "lotto-2026-04-02", test::MixDigest{}), order);
    }
}

TEST(Draw, IsAPermutationByBracketAndAnotherSeedIsAnotherOrder) {
    const auto entrants = someEntrants(500);
    const auto order = draw(entrants, "lotto-2026-04-02", test::MixDigest{});
    std::map<Id, int> bracket_of;
    for (const auto& one : entrants) bracket_of[one.application] = one.bracket;
    ASSERT_EQ(order.size(), entrants.size());
    for (std::size_t i = 1; i < order.size(); ++i) ASSERT_LE(bracket_of.at(order[i - 1]), bracket_of.at(order[i]));
    EXPECT_EQ(std::set<Id>(order.begin(), order.end()).size(), order.size());
    const auto other = draw(entrants, "lotto-2026-04-09", test::MixDigest{});
    EXPECT_NE(other, order);
    EXPECT_NE(std::vector(order.begin(), order.begin() + 125), std::vector(other.begin(), other.begin() + 125));
}

// Nobody's chance depends on when they applied: over many seeds the first and the last to arrive win alike.
TEST(Draw, EarlyAndLateHaveTheSameChance) {
    auto entrants = someEntrants(40);
    for (auto& one : entrants) one.bracket = 0;
    int early = 0;
    constexpr int kDraws = 1'000;
    for (int i = 0; i < kDraws; ++i) {
        const auto order = draw(entrants, "seed-number-" + std::to_string(i), test::MixDigest{});
        const auto place = [&](const Id& id) { return std::find(order.begin(), order.end(), id); };
        early += place(entrants.front().application) < place(entrants.back().application);
    }
    EXPECT_NEAR(early, kDraws / 2, 4 * 16);  // Four standard deviations.
}

TEST(Rank, IsDrawnOnceAndNeverAgain) {
    CityHall hall;
    const auto call = hall.loaded();
    for (const auto* bracket : {"B1", "B2", "B3", "B4", "B1"}) hall.applied(call, bracket);
    ASSERT_TRUE(hall.ranked(call, "first-seed"));
    const auto order = hall.rankings.order;
    const auto again = hall.ranked(call, "other-seed");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, codes::kAlreadyRanked);
    EXPECT_EQ(hall.rankings.order, order);
    EXPECT_EQ(hall.rankings.ranking->seed, "first-seed");
}

TEST(Rank, RefusesInOrder) {
    CityHall hall;
    const auto call = hall.loaded();
    const auto on = [&](const char* seed, const char* day, Id programme) {
        const auto ranking = hall.rank({programme, seed, "city"}, instantOf(day));
        return ranking ? ErrorCode{} : ranking.error().code;
    };
    EXPECT_EQ(on("short", "2026-04-01", call), ErrorCode::InvalidValue);
    EXPECT_EQ(on("with a space", "2026-04-01", call), ErrorCode::InvalidValue);
    EXPECT_EQ(on("good-seed", "2026-04-01", hall.ids.next()), codes::kNotFound);
    EXPECT_EQ(on("good-seed", "2026-03-31", call), codes::kRankingTooEarly);
    EXPECT_EQ(on("good-seed", "2026-04-01", call), codes::kNothingToRank);
    hall.applied(call, "B1");
    EXPECT_EQ(on("good-seed", "2026-04-01", call), ErrorCode{});
}

TEST(Rank, NobodyEntersAfterwards) {
    CityHall hall;
    auto call = test::smallCall();
    const auto programme = hall.loaded(call);
    hall.applied(programme, "B1");
    ASSERT_TRUE(hall.ranked(programme));
    // Even on a day inside the window, which only a clock set back could bring.
    const auto child = hall.born("2015-09-01").id;
    const auto made =
        hall.apply(CityHall::request(programme, hall.parentOf(child), child, "B1"), instantOf("2026-03-10"));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, codes::kAlreadyRanked);
}

}  // namespace
}  // namespace buono::programmes
