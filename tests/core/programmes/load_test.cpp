#include "core/programmes/load.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using test::CityHall;
using test::instantOf;
using test::smallCall;

TEST(LoadCall, PutsEachSourceIntoAnAccountOfItsOwn) {
    CityHall hall;
    const auto loaded = hall.load(smallCall(), instantOf("2026-02-01"));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded->is_new);
    ASSERT_EQ(loaded->programme.sources.size(), 2U);
    EXPECT_EQ(hall.left(loaded->programme.id, 0), 1'000'00);
    EXPECT_EQ(hall.left(loaded->programme.id, 1), 500'00);
    for (const auto& source : loaded->programme.sources) {
        EXPECT_EQ(hall.book.account(source.account)->kind, ledger::AccountKind::Source);
        EXPECT_EQ(hall.book.account(source.account)->limit, ledger::Limit::CreditsCoverDebits);
        EXPECT_EQ(hall.book.account(source.budget)->debits_posted_cents, source.fund.amount.cents());
    }
    EXPECT_EQ(hall.scenario.entries.size(), 1U);  // One change, one entry.
}

TEST(LoadCall, TheSameContentAgainChangesNothing) {
    CityHall hall;
    const auto first = hall.load(smallCall(), instantOf("2026-02-01"));
    const auto again = hall.load(smallCall(), instantOf("2026-02-02"));
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->is_new);
    EXPECT_EQ(again->programme.id, first->programme.id);
    EXPECT_EQ(hall.programmes.rows.size(), 1U);
    EXPECT_EQ(hall.scenario.entries.size(), 1U);
}

TEST(LoadCall, OtherContentUnderTheSameSlugIsRefused) {
    CityHall hall;
    hall.loaded();
    auto other = smallCall();
    other.sources[0].amount = test::euro(2'000);
    const auto loaded = hall.load(other, instantOf("2026-02-02"));
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, codes::kCallSlugTaken);
    EXPECT_EQ(hall.scenario.entries.size(), 1U);
}

TEST(LoadCall, AFaultyCallWritesNothing) {
    CityHall hall;
    auto call = smallCall();
    call.brackets[1].from = test::euro(8'000);
    EXPECT_FALSE(hall.load(call, instantOf("2026-02-01")));
    EXPECT_TRUE(hall.programmes.rows.empty());
    EXPECT_TRUE(hall.scenario.entries.empty());
}

}  // namespace
}  // namespace buono::programmes
