#include "core/programmes/award_vouchers.hpp"

#include <gtest/gtest.h>

#include "core/programmes/offers.hpp"
#include "core/register/codes.hpp"
#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using test::CityHall;
using test::dateOf;
using test::euro;
using test::instantOf;

std::vector<Waiting> queueOf(std::initializer_list<int> brackets) {
    std::vector<Waiting> waiting;
    for (const auto bracket : brackets) {
        waiting.emplace_back();
        waiting.back().bracket = bracket;
    }
    return waiting;
}

const std::vector<Money> kAmounts{euro(400), euro(300), euro(200), euro(100)};

TEST(AwardPlan, DrawsTheSourcesInTheirOrder) {
    const auto grants = plan(queueOf({0, 0, 0}), kAmounts, std::vector{euro(800), euro(400)});
    EXPECT_EQ(grants, (std::vector<Grant>{{0, 0, euro(400)}, {1, 0, euro(400)}, {2, 1, euro(400)}}));
}

TEST(AwardPlan, AVoucherComesWholeFromTheFirstSourceThatCanCarryIt) {
    // 500 carry one of 400; the rest of 100 cannot carry the next 400, which comes from the second source; but it can
    // still carry the 100 of somebody lower.
    const auto grants = plan(queueOf({0, 0, 3}), kAmounts, std::vector{euro(500), euro(1'000)});
    EXPECT_EQ(grants, (std::vector<Grant>{{0, 0, euro(400)}, {1, 1, euro(400)}, {2, 0, euro(100)}}));
}

TEST(AwardPlan, StopsAtTheFirstItCannotServe) {
    // 300 are left for a voucher of 400: nobody lower is served before them, though 100 would fit.
    EXPECT_EQ(plan(queueOf({0, 0, 3}), kAmounts, std::vector{euro(700)}).size(), 1U);
}

TEST(AwardPlan, SpendsABudgetToTheCent) {
    const auto grants = plan(queueOf({0, 1, 2, 3}), kAmounts, std::vector{euro(700), euro(300)});
    EXPECT_EQ(grants.size(), 4U);
}

TEST(AwardVouchers, IssuesInRankingOrderAndWaitlistsTheRest) {
    CityHall hall;
    const auto call = hall.loaded();  // 1000 + 500.
    for (const auto* bracket : {"B4", "B1", "B2", "B1", "B1", "B3"}) hall.applied(call, bracket);
    hall.notices.all.clear();
    ASSERT_TRUE(hall.ranked(call));
    const auto awarded = hall.awarded(call);
    ASSERT_TRUE(awarded);
    // 400 + 400 from the first; 400 from the second; 300 fits nowhere (200 and 100 left): B2, B3, B4 wait.
    EXPECT_EQ(awarded->award.vouchers, 3);
    EXPECT_EQ(awarded->award.waitlisted, 3);
    EXPECT_EQ(awarded->award.total, euro(1'200));
    ASSERT_EQ(awarded->remainders.size(), 2U);
    EXPECT_EQ(awarded->remainders[0].left, euro(200));
    EXPECT_EQ(awarded->remainders[1].left, euro(100));
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& voucher = hall.vouchers.rows[i];
        EXPECT_EQ(voucher.application, hall.rankings.order[i]);
        EXPECT_EQ(hall.book.account(voucher.account)->availableCents(), 400'00);
        EXPECT_EQ(hall.book.account(voucher.account)->kind, ledger::AccountKind::Voucher);
    }
    int told_awarded = 0, told_waiting = 0;
    for (const auto& notice : hall.notices.all) {
        told_awarded += notice.kind == "voucher_awarded";
        told_waiting += notice.kind == "waitlisted";
    }
    EXPECT_EQ(told_awarded, 3);
    EXPECT_EQ(told_waiting, 3);
}

TEST(AwardVouchers, ScrollsDownWhenMoneyCameBack) {
    CityHall hall;
    const auto call = hall.loaded();
    for (const auto* bracket : {"B1", "B1", "B1", "B1", "B1"}) hall.applied(call, bracket);
    ASSERT_TRUE(hall.ranked(call));
    ASSERT_EQ(hall.awarded(call)->award.vouchers, 3);
    const auto nothing = hall.awarded(call);
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, codes::kNothingToAward);

    const auto& unspent = hall.vouchers.rows[0];
    const auto source = hall.programmes.rows[0].sources[0].account;
    ASSERT_TRUE(hall.book.post(std::vector{test::Scenario::post(unspent.account, source, 300'00)}));
    hall.notices.all.clear();
    const auto second = hall.awarded(call);  // 200 + 300 came together: one more of 400.
    ASSERT_TRUE(second);
    EXPECT_EQ(second->award.vouchers, 1);
    EXPECT_EQ(second->award.waitlisted, 1);
    EXPECT_EQ(hall.vouchers.rows.back().application, hall.rankings.order[3]);
    ASSERT_EQ(hall.notices.all.size(), 1U);  // Who still waits was told before.
    EXPECT_EQ(hall.notices.all[0].kind, "voucher_awarded");
}

TEST(AwardVouchers, RefusesInOrderAndWritesNothing) {
    CityHall hall;
    const auto call = hall.loaded();
    hall.applied(call, "B1");
    const auto on = [&](const Id& programme, const char* act_date, const char* day) {
        const auto awarded = hall.award({programme, "DD 1/2026", dateOf(act_date), "city"}, instantOf(day));
        return awarded ? ErrorCode{} : awarded.error().code;
    };
    const auto entries = hall.scenario.entries.size();
    EXPECT_EQ(on(hall.ids.next(), "2026-04-03", "2026-04-03"), codes::kNotFound);
    EXPECT_EQ(on(call, "2026-04-03", "2026-04-03"), codes::kNotRanked);
    ASSERT_TRUE(hall.ranked(call));
    EXPECT_EQ(on(call, "2026-04-04", "2026-04-03"), ErrorCode::InvalidValue);
    EXPECT_EQ(on(call, "2026-04-03", "2026-07-02"), codes::kAwardTooLate);  // 29 days until 31 July.
    EXPECT_EQ(hall.scenario.entries.size(), entries);
    EXPECT_TRUE(hall.vouchers.rows.empty());
    EXPECT_EQ(on(call, "2026-04-03", "2026-07-01"), ErrorCode{});  // Exactly 30.
    EXPECT_EQ(on(call, "2026-04-03", "2026-07-01"), codes::kNothingToAward);
}

TEST(AwardVouchers, GoesBeyondOneGroupOfTheLedger) {
    CityHall hall;
    auto call = test::smallCall();
    call.sources[0].amount = euro(100 * 6'000);
    const auto programme = hall.loaded(call);
    for (int i = 0; i < 5'500; ++i) {
        Application one;
        one.id = hall.ids.next();
        one.programme = programme;
        one.applicant = hall.ids.next();
        one.child = hall.ids.next();
        one.bracket = 3;
        hall.applications.rows.push_back(one);
    }
    ASSERT_TRUE(hall.ranked(programme));
    const auto awarded = hall.awarded(programme);
    ASSERT_TRUE(awarded);
    EXPECT_EQ(awarded->award.vouchers, 5'500);
    ASSERT_EQ(hall.scenario.entries.size(), 3U);  // The opening, and two groups.
    EXPECT_EQ(hall.scenario.entries[1].size(), ledger::Book::kGroupMax);
    for (const auto& voucher : hall.vouchers.rows)
        ASSERT_EQ(hall.book.account(voucher.account)->availableCents(), 100'00);
    EXPECT_EQ(hall.left(programme, 0), 500'00 * 100);
}

TEST(VoucherOffers, OfferAVoucherUnderThePolicyOfItsCall) {
    CityHall hall;
    const auto call = hall.loaded();
    const auto application = hall.applied(call, "B3");
    ASSERT_TRUE(hall.ranked(call));
    ASSERT_TRUE(hall.awarded(call));
    const auto applied = *hall.applications.find(application);
    const VoucherOffers offers{hall.vouchers, hall.programmes};
    const auto offered = offers.of(applied.applicant);
    ASSERT_EQ(offered.size(), 1U);
    const auto& one = offered[0];
    EXPECT_EQ(one.kind, instruments::Kind::Voucher);
    EXPECT_EQ(one.holder, applied.applicant);
    EXPECT_EQ(one.beneficiary, applied.child);
    EXPECT_EQ(one.debtor, (instruments::Debtor{instruments::DebtorKind::City, hall.programmes.rows[0].sources[0].id}));
    EXPECT_EQ(one.policy.cover, instruments::Cover::PartOfLine);
    EXPECT_EQ(one.policy.areas, (std::vector<std::string>{"sport", "arte"}));
    EXPECT_EQ(one.policy.usable_from, dateOf("2026-04-03"));
    EXPECT_EQ(one.policy.usable_until, dateOf("2026-07-31"));
    EXPECT_EQ(one.policy.service_ends_by, dateOf("2026-08-31"));
    EXPECT_TRUE(offers.instrument(one.id).has_value());
    EXPECT_FALSE(offers.instrument(hall.ids.next()).has_value());
    EXPECT_TRUE(offers.of(applied.child).empty());
    hall.vouchers.rows[0].state = VoucherState::Revoked;
    EXPECT_TRUE(offers.of(applied.applicant).empty());
    EXPECT_FALSE(offers.instrument(one.id).has_value());
}

}  // namespace
}  // namespace buono::programmes
