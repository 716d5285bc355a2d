#include "core/ledger/book.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/scenario.hpp"

namespace buono::ledger {
namespace {

using test::Scenario;
using Group = std::vector<Transfer>;

ErrorCode refusal(Scenario& s, const Group& group) {
    const auto seq = s.book.seq();
    const auto posted = s.book.post(group);
    EXPECT_FALSE(posted);
    EXPECT_EQ(s.book.seq(), seq);
    EXPECT_EQ(s.entries.size(), seq);
    return posted ? ErrorCode{} : posted.error().code;
}

// One row a rule, in the order in which the rules are asked.
TEST(Book, TheFirstRuleBrokenIsTheAnswer) {
    Scenario s;
    const auto a = s.wallet(100), b = s.wallet();
    const AccountNo absent = 99;
    EXPECT_EQ(refusal(s, {}), ErrorCode::InvalidAmount);
    EXPECT_EQ(refusal(s, Group(Book::kGroupMax + 1, Scenario::post(a, b, 0))), codes::kGroupTooLarge);
    EXPECT_EQ(refusal(s, {Scenario::post(a, a, 0)}), ErrorCode::InvalidAmount);
    EXPECT_EQ(refusal(s, {Scenario::post(a, a, -1)}), ErrorCode::InvalidAmount);
    EXPECT_EQ(refusal(s, {Scenario::post(a, a, Money::kCentsMax + 1)}), ErrorCode::AmountOverflow);
    EXPECT_EQ(refusal(s, {Scenario::post(absent, absent, 1)}), codes::kAccountsMustDiffer);
    EXPECT_EQ(refusal(s, {Scenario::post(absent, b, 101)}), codes::kAccountNotFound);
    EXPECT_EQ(refusal(s, {Scenario::post(a, absent, 101)}), codes::kAccountNotFound);
    EXPECT_EQ(refusal(s, {Scenario::post(0, b, 1)}), codes::kAccountNotFound);
    EXPECT_EQ(refusal(s, {Scenario::post(a, b, 101)}), codes::kInsufficientFunds);
    EXPECT_EQ(refusal(s, {Scenario::hold(a, b, 101)}), codes::kInsufficientFunds);
    EXPECT_TRUE(s.book.post(Group{Scenario::post(a, b, 100)}));
}

TEST(Book, ShapeIsAskedOfTheWholeGroupBeforeAnyAccount) {
    Scenario s;
    const auto a = s.wallet(100), b = s.wallet();
    EXPECT_EQ(refusal(s, {Scenario::post(a, b, 101), Scenario::post(a, b, 0)}), ErrorCode::InvalidAmount);
}

TEST(Book, AGroupIsAllOrNothing) {
    Scenario s;
    const auto a = s.wallet(100), b = s.wallet(50), shop = s.wallet();
    EXPECT_EQ(refusal(s, {Scenario::post(a, shop, 100), Scenario::post(b, shop, 51)}), codes::kInsufficientFunds);
    EXPECT_EQ(s.available(a), 100);
    EXPECT_EQ(s.available(shop), 0);
    EXPECT_TRUE(s.book.post(Group{Scenario::post(a, shop, 100), Scenario::post(b, shop, 50)}));
    EXPECT_EQ(s.available(shop), 150);
}

TEST(Book, HeldMoneyIsNeitherSpendableNorHad) {
    Scenario s;
    const auto a = s.wallet(100), shop = s.wallet(), other = s.wallet();
    ASSERT_TRUE(s.book.post(Group{Scenario::hold(a, shop, 80)}));
    EXPECT_EQ(s.available(a), 20);
    EXPECT_EQ(refusal(s, {Scenario::post(a, other, 21)}), codes::kInsufficientFunds);
    EXPECT_EQ(refusal(s, {Scenario::post(shop, other, 1)}), codes::kInsufficientFunds);
}

struct WithHold : Scenario {
    AccountNo a = wallet(100), shop = wallet();
    Transfer held = hold(a, shop, 80);
    HoldNo no = holdNo(*book.post(Group{held}), 0);
};

TEST(Book, ACaptureTakesAtMostWhatIsHeldAndReleasesTheRest) {
    WithHold s;
    EXPECT_EQ(refusal(s, {Scenario::end(Action::Capture, s.no, s.held, 81)}), codes::kHoldExceeded);
    ASSERT_TRUE(s.book.post(Group{Scenario::end(Action::Capture, s.no, s.held, 30)}));
    EXPECT_EQ(s.available(s.a), 70);
    EXPECT_EQ(s.available(s.shop), 30);
    EXPECT_EQ(s.book.account(s.a)->debits_held_cents, 0);
    EXPECT_EQ(s.book.account(s.shop)->credits_held_cents, 0);
}

TEST(Book, AReleaseGivesEverythingBack) {
    WithHold s;
    EXPECT_EQ(refusal(s, {Scenario::end(Action::Release, s.no, s.held, 79)}), codes::kHoldExceeded);
    ASSERT_TRUE(s.book.post(Group{Scenario::end(Action::Release, s.no, s.held, 80)}));
    EXPECT_EQ(s.available(s.a), 100);
    EXPECT_EQ(s.book.account(s.shop)->credits_held_cents, 0);
}

TEST(Book, AHoldEndsAtMostOnce) {
    for (const auto first : {Action::Capture, Action::Release}) {
        for (const auto second : {Action::Capture, Action::Release}) {
            WithHold s;
            ASSERT_TRUE(s.book.post(Group{Scenario::end(first, s.no, s.held, 80)}));
            EXPECT_EQ(refusal(s, {Scenario::end(second, s.no, s.held, 80)}), codes::kHoldNotFound);
        }
    }
}

TEST(Book, AHoldEndsOnlyBetweenItsOwnAccounts) {
    WithHold s;
    auto elsewhere = s.held;
    elsewhere.credit = s.wallet();
    EXPECT_EQ(refusal(s, {Scenario::end(Action::Capture, s.no, elsewhere, 80)}), codes::kHoldNotFound);
}

TEST(Book, ARefusedGroupLeavesItsHoldsAsTheyWere) {
    WithHold s;
    const Group group{Scenario::hold(s.a, s.shop, 10), Scenario::end(Action::Capture, s.no, s.held, 80),
                      Scenario::end(Action::Capture, holdNo(s.book.seq() + 1, 0), s.held, 10),
                      Scenario::post(s.a, s.shop, 11)};
    EXPECT_EQ(refusal(s, group), codes::kInsufficientFunds);
    EXPECT_EQ(s.book.holds().size(), 1u);
    EXPECT_EQ(s.book.heldCents(s.no), 80);
    EXPECT_EQ(s.available(s.a), 20);
}

TEST(Book, AnAccountMayBeOpenedAndUsedInOneGroup) {
    Scenario s;
    const auto a = s.wallet(100);
    const auto next = s.book.nextAccount();
    const Transfer open{.action = Action::Open, .code = 3, .debit = next, .credit = 1};
    EXPECT_EQ(refusal(s, {open, Scenario::post(a, next, 101)}), codes::kInsufficientFunds);
    EXPECT_EQ(s.book.nextAccount(), next);
    ASSERT_TRUE(s.book.post(Group{open, Scenario::post(a, next, 100)}));
    EXPECT_EQ(s.book.account(next)->kind, AccountKind::Voucher);
    EXPECT_EQ(s.available(next), 100);
}

TEST(Book, AccountsAreOpenedInTheirOrder) {
    Scenario s;
    EXPECT_EQ(refusal(s, {Transfer{.action = Action::Open, .code = 3, .debit = 2, .credit = 1}}),
              codes::kAccountNotFound);
    EXPECT_EQ(refusal(s, {Transfer{.action = Action::Open, .code = 3, .debit = 1, .credit = 3}}),
              ErrorCode::InvalidValue);
}

TEST(Book, ADebitCoveredAccountTakesNoMoreCreditsThanItsDebits) {
    Scenario s;
    const auto a = s.wallet(100);
    const auto owed = s.book.open(AccountKind::RefundDue, Limit::DebitsCoverCredits);
    EXPECT_EQ(refusal(s, {Scenario::post(a, owed, 1)}), codes::kInsufficientFunds);
    ASSERT_TRUE(s.book.post(Group{Scenario::post(owed, a, 10)}));
    EXPECT_EQ(refusal(s, {Scenario::post(a, owed, 11)}), codes::kInsufficientFunds);
    EXPECT_TRUE(s.book.post(Group{Scenario::post(a, owed, 10)}));
}

TEST(Book, ChangedAccountsAreToldOnceEach) {
    Scenario s;
    const auto a = s.wallet(100), b = s.wallet();
    (void)s.book.takeChanged();
    ASSERT_TRUE(s.book.post(Group{Scenario::post(a, b, 1), Scenario::post(a, b, 1)}));
    EXPECT_EQ(s.book.takeChanged(), (std::vector<AccountNo>{a, b}));
    EXPECT_TRUE(s.book.takeChanged().empty());
}

}  // namespace
}  // namespace buono::ledger
