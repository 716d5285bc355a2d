// Spending codes: a permission to take from a voucher, and its limits.
#include "core/purchases/spending.hpp"

#include <gtest/gtest.h>

#include "core/purchases/allowance.hpp"
#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using instruments::DebtorKind;
using test::kParent;
using test::Market;

struct Spending : Market {
    SpendingOrder order(std::int64_t cents = 50'00) const {
        return {kParent, test::CountedIds::of(1), *Money::ofCents(cents), ente, {}, {}};
    }
    SpendingOrder inArea(std::string area) const {
        auto one = order();
        one.ente = {};
        one.area = std::move(area);
        return one;
    }
    Result<SpendingCode> issue(const SpendingOrder& of) { return issue_spending_code(of, clock.at); }
    ErrorCode attempt(const SpendingOrder& of) {
        const auto done = issue(of);
        return done ? ErrorCode{} : done.error().code;
    }
    ErrorCode spend(const std::string& code, std::int64_t cents) {
        const auto done = spent(code, cents);
        return done ? ErrorCode{} : done.error().code;
    }
};

TEST(SpendingCodes, TakeFromTheVoucherUpToTheirAmount) {
    Spending market;
    const auto code = market.issue(market.order());
    ASSERT_TRUE(code);
    EXPECT_EQ(market.held(), 0);  // A permission sets nothing aside.
    const auto text = market.codeOf(*code);
    const auto first = market.spent(text, 35'00);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->state, RedemptionState::Done);
    EXPECT_EQ(first->total, Money::fixed(35'00));
    ASSERT_EQ(first->dues.size(), 1U);
    EXPECT_EQ(first->dues[0].debtor.kind, DebtorKind::City);
    EXPECT_EQ(market.owed(DebtorKind::City), 35'00);
    EXPECT_EQ(market.left(market.voucher_account), 165'00);
    EXPECT_EQ(market.spend(text, 15'01), codes::kBeyondCode);
    EXPECT_EQ(market.spend(text, 15'00), ErrorCode{});
    EXPECT_EQ(market.spend(text, 1), codes::kBeyondCode);
    EXPECT_EQ(left(market.ledger.book, code->allowance), Money{});
    ASSERT_EQ(market.outbox.waiting.size(), 2U);  // The family is told later, once for both.
    EXPECT_EQ(market.outbox.waiting[1].kind, kTellPayment);
    EXPECT_EQ(market.outbox.waiting[0].subject, first->id);
}

TEST(SpendingCodes, ARefusalNeverSaysWhatIsLeftOnTheVoucher) {
    Spending market;
    const auto code = market.issue(market.order(150'00));
    ASSERT_TRUE(code);
    ASSERT_TRUE(market.ledger.book.post(
        std::vector{test::Scenario::post(market.voucher_account, market.ledger.source(), 100'00)}));
    const auto poor = market.spent(market.codeOf(*code), 120'00);    // The voucher has 100 left.
    const auto beyond = market.spent(market.codeOf(*code), 151'00);  // The code allows 150.
    ASSERT_FALSE(poor || beyond);
    EXPECT_EQ(poor.error(), beyond.error());
}

TEST(SpendingCodes, OneRowARefusalOfTheOrder) {
    Spending market;
    auto& policy = market.vouchers.issued[0].policy;
    const auto with = [&](auto change) {
        auto order = market.order();
        change(order);
        return market.attempt(order);
    };
    EXPECT_EQ(with([](auto& o) { o.amount = Money{}; }), ErrorCode::InvalidAmount);
    EXPECT_EQ(with([](auto& o) { o.area = "sport"; }), ErrorCode::InvalidValue);  // Both.
    EXPECT_EQ(with([](auto& o) { o.ente = {}; }), ErrorCode::InvalidValue);       // Neither.
    EXPECT_EQ(with([&](auto& o) { o.expires = market.clock.at; }), ErrorCode::InvalidValue);
    EXPECT_EQ(with([](auto& o) { o.instrument = test::CountedIds::of(99); }), codes::kInstrumentNotOffered);
    EXPECT_EQ(with([](auto& o) { o.holder = test::kChild; }), codes::kInstrumentNotOffered);
    EXPECT_EQ(with([](auto& o) { o.instrument = test::CountedIds::of(2); }), codes::kInstrumentNeedsPurchase);
    EXPECT_EQ(with([](auto& o) { o.amount = Money::fixed(200'01); }), codes::kInsufficientFunds);
    EXPECT_EQ(with([](auto& o) { o.ente = test::kEnte; }), codes::kInstrumentNotUsable);
    policy.areas = {"arte"};
    EXPECT_EQ(market.attempt(market.order()), codes::kInstrumentNotUsable);  // The ente offers nothing there.
    EXPECT_EQ(market.attempt(market.inArea("sport")), codes::kInstrumentNotUsable);
    policy.areas = {"arte", "sport"};
    EXPECT_EQ(market.attempt(market.order()), ErrorCode{});
    EXPECT_EQ(market.attempt(market.inArea("sport")), ErrorCode{});
    policy.enti = {test::kEnte};
    EXPECT_EQ(market.attempt(market.order()), codes::kInstrumentNotUsable);
    EXPECT_EQ(market.attempt(market.inArea("sport")), codes::kInstrumentNotUsable);
    policy.enti.clear();
    policy.categories = {"servizi-educativi"};
    EXPECT_EQ(market.attempt(market.order()), codes::kInstrumentNeedsPurchase);
    policy.categories.clear();
    policy.usable_from = test::day(2027, 1, 16);
    EXPECT_EQ(market.attempt(market.order()), codes::kInstrumentNotUsable);
    policy.usable_from = test::day(2026, 1, 1);
    policy.usable_until = test::day(2027, 1, 14);
    EXPECT_EQ(market.attempt(market.order()), codes::kInstrumentNotUsable);
}

TEST(SpendingCodes, ExpireAfterThirtyDaysTheVouchersLastDayOrSooner) {
    Spending market;
    const auto longest = market.issue(market.order());
    EXPECT_EQ(longest->expires.us, market.clock.at.us + IssueSpendingCode::kLongestUs);
    market.vouchers.issued[0].policy.usable_until = test::kToday;
    const auto today = market.issue(market.order());
    EXPECT_EQ(today->expires, market.calendar.endOf(test::kToday));
    auto order = market.order();
    order.expires = Instant{market.clock.at.us + Market::kHourUs};
    const auto hour = market.issue(order);
    EXPECT_EQ(hour->expires, *order.expires);
    market.pass(Market::kHourUs - 1);
    EXPECT_EQ(market.spend(market.codeOf(*hour), 1'00), ErrorCode{});
    market.pass(1);
    EXPECT_EQ(market.spend(market.codeOf(*hour), 1'00), codes::kCodeExpired);
}

TEST(SpendingCodes, OneRowARefusalOfThePayment) {
    Spending market;
    const auto text = market.codes.hash(market.codeOf(*market.issue(market.order())));
    const auto attempt = [&](const RedeemOrder& order) {
        const auto done = market.redeem(order, market.clock.at);
        return done ? ErrorCode{} : done.error().code;
    };
    EXPECT_EQ(attempt({test::kEnte, text, Money::fixed(1), {}}), codes::kNotFound);  // Another ente.
    EXPECT_EQ(attempt({market.ente, text, Money::fixed(1), {0}}), ErrorCode::InvalidValue);
    EXPECT_EQ(attempt({market.ente, text, {}, {}}), ErrorCode::MissingMember);
    EXPECT_EQ(attempt({market.ente, text, Money{}, {}}), ErrorCode::InvalidAmount);
    EXPECT_EQ(market.left(market.voucher_account), 200'00);
}

TEST(SpendingCodes, OfAnAreaAreGoodAtEveryAccreditedEnteThere) {
    Spending market;
    const auto text = market.codeOf(*market.issue(market.inArea("sport")));
    EXPECT_EQ(market.spend(text, 10'00), ErrorCode{});
    for (auto& [id, service] : market.shop.services_by_id) service.area = "arte";
    EXPECT_EQ(market.spend(text, 10'00), codes::kNotFound);
}

/// A permission is new spending, unlike a purchase that was paid before.
TEST(SpendingCodes, AnEnteThatLostItsAccreditationTakesNothingMore) {
    for (const bool area : {false, true}) {
        Spending market;
        const auto text = market.codeOf(*market.issue(area ? market.inArea("sport") : market.order()));
        market.shop.enti_by_id.at(market.ente).accredited = false;
        EXPECT_EQ(market.spend(text, 10'00), codes::kNotFound);
        EXPECT_EQ(market.left(market.voucher_account), 200'00);
    }
}

TEST(SpendingCodes, AskNoProvider) {
    Spending market;
    market.shop.enti_by_id.at(market.ente).provider = "register_book";
    const auto text = market.codeOf(*market.issue(market.order()));
    const auto done = market.spent(text, 10'00);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->state, RedemptionState::Done);
    ASSERT_EQ(market.outbox.waiting.size(), 1U);
    EXPECT_EQ(market.outbox.waiting[0].kind, kTellPayment);
}

TEST(SpendingCodes, ANewOneKillsTheOldAndKeepsWhatIsSpent) {
    Spending market;
    const auto code = market.issue(market.order());
    const auto old = market.codeOf(*code);
    ASSERT_EQ(market.spend(old, 30'00), ErrorCode{});
    const auto renewed = market.reissue_code.spending(kParent, code->id, market.clock.at);
    ASSERT_TRUE(renewed);
    EXPECT_EQ(left(market.ledger.book, code->allowance), Money{});  // Whoever remembers the old one takes nothing.
    EXPECT_EQ(left(market.ledger.book, renewed->allowance), Money::fixed(20'00));
    EXPECT_EQ(market.spend(old, 1), codes::kNotFound);
    EXPECT_EQ(market.spend(market.codeOf(*renewed), 20'01), codes::kBeyondCode);
    EXPECT_EQ(market.spend(market.codeOf(*renewed), 20'00), ErrorCode{});
    EXPECT_EQ(market.reissue_code.spending(test::kChild, code->id, market.clock.at).error().code, codes::kNotFound);
    market.pass(IssueSpendingCode::kLongestUs);
    EXPECT_EQ(market.reissue_code.spending(kParent, code->id, market.clock.at).error().code, codes::kCodeExpired);
}

}  // namespace
}  // namespace buono::purchases
