#include "core/instruments/wallet.hpp"

#include <gtest/gtest.h>

#include "core/instruments/payables.hpp"
#include "support/basket.hpp"
#include "support/scenario.hpp"

namespace buono::instruments {
namespace {

class Room final : public Offers {
public:
    std::vector<Instrument> issued;

    std::vector<Instrument> of(const registers::Id& holder) const override {
        auto own = issued;
        std::erase_if(own, [&](const auto& one) { return one.holder != holder; });
        return own;
    }
    std::optional<Instrument> instrument(const registers::Id& id) const override {
        for (const auto& one : issued)
            if (one.id == id) return one;
        return std::nullopt;
    }
};

class Wallets : public testing::Test {
protected:
    Instrument issued(std::uint64_t id, std::int64_t cents) {
        auto one = test::voucher(id, 0);
        one.account = scenario.wallet(cents);
        return one;
    }

    test::Scenario scenario;
    Room vouchers, credits;
    Wallet wallet{{&vouchers, &credits}, scenario.book};
};

TEST_F(Wallets, AddsWhatTheLedgerSaysIsLeft) {
    vouchers.issued = {issued(1, 200'00)};
    credits.issued = {issued(2, 30'00)};
    const auto all = wallet.of(test::kParent);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].left, Money::fixed(200'00));
    EXPECT_EQ(all[1].left, Money::fixed(30'00));
}

TEST_F(Wallets, WhatIsHeldIsNotLeft) {
    vouchers.issued = {issued(1, 200'00)};
    const std::vector hold{test::Scenario::hold(vouchers.issued[0].account, scenario.source(), 150'00)};
    ASSERT_TRUE(scenario.book.post(hold));
    EXPECT_EQ(wallet.of(test::kParent)[0].left, Money::fixed(50'00));
}

TEST_F(Wallets, AnAccountNotYetProjectedHasNothing) {
    vouchers.issued = {test::voucher(1, 0)};
    vouchers.issued[0].account = 999;
    EXPECT_TRUE(wallet.of(test::kParent)[0].left.isZero());
}

TEST_F(Wallets, AnothersIsTheSameAsNone) {
    vouchers.issued = {issued(1, 200'00)};
    EXPECT_TRUE(wallet.instrument(test::kParent, test::CountedIds::of(1)));
    EXPECT_FALSE(wallet.instrument(test::kChild, test::CountedIds::of(1)));
    EXPECT_FALSE(wallet.instrument(test::kParent, test::CountedIds::of(9)));
    EXPECT_TRUE(wallet.of(test::kChild).empty());
}

// ---------------------------------------------------------------------------------------------------------- payables
class Rows final : public Directory {
public:
    std::map<Purpose, ledger::AccountNo> kept;

    std::optional<ledger::AccountNo> find(const Purpose& purpose) const override {
        const auto at = kept.find(purpose);
        return at == kept.end() ? std::nullopt : std::optional{at->second};
    }
    std::vector<Entitled> ofKind(ledger::AccountKind) const override { return {}; }
    void add(ledger::AccountNo account, const Purpose& purpose) override {
        ASSERT_TRUE(kept.emplace(purpose, account).second);
    }
};

class OpeningAccounts : public testing::Test {
protected:
    const Debtor city{DebtorKind::City, test::CountedIds::of(2001)},
        other{DebtorKind::City, test::CountedIds::of(2003)};
    test::Scenario scenario;
    Rows rows;
    Payables payables{scenario.book, rows};
};

TEST_F(OpeningAccounts, OneAccountPerEnteAndDebtorOpenedWithItsFirstUse) {
    const auto voucher = scenario.wallet(100'00);
    auto drawer = payables.drawer();
    const auto first = drawer.payable(test::kEnte, city);
    EXPECT_EQ(drawer.payable(test::kEnte, city), first);
    EXPECT_NE(drawer.payable(test::kEnte, other), first);  // Money of two sources never meets.
    auto group = drawer.openings();
    ASSERT_EQ(group.size(), 2U);
    group.push_back(test::Scenario::post(voucher, first, 100'00));
    ASSERT_TRUE(scenario.book.post(group));
    drawer.keep();
    EXPECT_EQ(scenario.available(first), 100'00);
    auto next = payables.drawer();
    EXPECT_EQ(next.payable(test::kEnte, city), first);
    EXPECT_TRUE(next.openings().empty());
    EXPECT_EQ(rows.kept.size(), 2U);
}

TEST_F(OpeningAccounts, ARefusedChangeOpensNothing) {
    const auto voucher = scenario.wallet(1'00);
    {
        auto drawer = payables.drawer();
        auto group = std::vector<ledger::Transfer>{};
        const auto account = drawer.payable(test::kEnte, city);
        group = drawer.openings();
        group.push_back(test::Scenario::post(voucher, account, 100'00));
        ASSERT_FALSE(scenario.book.post(group));
    }
    EXPECT_TRUE(rows.kept.empty());
    const auto before = scenario.book.nextAccount();
    auto drawer = payables.drawer();
    EXPECT_EQ(drawer.payable(test::kEnte, city), before);
    EXPECT_EQ(drawer.openings().size(), 1U);
}

TEST_F(OpeningAccounts, LimitsFollowTheKind) {
    using ledger::AccountKind;
    using ledger::Limit;
    for (const auto kind :
         {AccountKind::Source, AccountKind::Voucher, AccountKind::Payable, AccountKind::Promise, AccountKind::Credit})
        EXPECT_EQ(limitOf(kind), Limit::CreditsCoverDebits);
    EXPECT_EQ(limitOf(AccountKind::RefundDue), Limit::DebitsCoverCredits);
    for (const auto kind :
         {AccountKind::Budget, AccountKind::Paid, AccountKind::Pledge, AccountKind::Clearing, AccountKind::Received})
        EXPECT_EQ(limitOf(kind), Limit::None);
}

TEST(Cover, FollowsTheKindAndTheEmployersChoice) {
    EXPECT_EQ(coverOf(Kind::Voucher), Cover::PartOfLine);
    EXPECT_EQ(coverOf(Kind::WelfareDocument), Cover::WholeLine);
    EXPECT_EQ(coverOf(Kind::WelfareDocument, true), Cover::WholeLine);
    EXPECT_EQ(coverOf(Kind::WelfareCredit3), Cover::WholeLine);
    EXPECT_EQ(coverOf(Kind::WelfareCredit3, true), Cover::PartOfLine);
    EXPECT_EQ(coverOf(Kind::WelfareSum), Cover::AfterPayment);
}

}  // namespace
}  // namespace buono::instruments
