#include "core/ledger/book.hpp"

#include <gtest/gtest.h>

#include <functional>

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

/// What the table below bends: a group that would be accepted, and accounts to bend it with.
struct Bench : Scenario {
    AccountNo a = wallet(100), b = wallet(), other = wallet();
    /// Accounts that count as much as one ever may, on either side; what they owe one another has no limit.
    AccountNo full_of_debits = source(), full_of_credits = source();
    static constexpr AccountNo kAbsent = 99;
    Transfer held = hold(a, b, 40);
    HoldNo hold_no = 0;

    Bench() {
        for (const auto& full : {post(full_of_debits, full_of_credits, Money::kCentsMax),
                                 hold(full_of_debits, full_of_credits, Money::kCentsMax)})
            BUONO_CHECK(book.post(Group(1'000, full)).has_value());
        hold_no = holdNo(*book.post(Group{held}), 0);
    }
};

struct Rule {
    const char* says;
    ErrorCode refusal;
    const char* bends;  ///< Two rules that bend the same cannot be broken at once.
    std::function<void(Bench&, Group&)> breaks;
};

/// Every rule broken alone, and every pair of rules broken at once: the earlier one is the answer.
void expectOrder(const std::vector<Rule>& rules, const std::function<Group(Bench&)>& good) {
    Bench fine;
    EXPECT_TRUE(fine.book.post(good(fine)));
    int pairs = 0;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (auto j = i; j < rules.size(); ++j) {
            const auto &earlier = rules[i], &later = rules[j];
            if (i != j && std::string_view{earlier.bends} == later.bends) continue;
            SCOPED_TRACE(std::string{earlier.says} + " / " + later.says);
            Bench s;
            auto group = good(s);
            later.breaks(s, group);
            if (i != j) earlier.breaks(s, group);
            EXPECT_EQ(refusal(s, group), earlier.refusal);
            ++pairs;
        }
    }
    EXPECT_GT(pairs, static_cast<int>(3 * rules.size()));
}

// The table is the contract: README.md lists the rules in this order.
TEST(Book, TheFirstRuleBrokenIsTheAnswer) {
    const std::vector<Rule> rules = {
        {"a group has transfers", ErrorCode::InvalidAmount, "group", [](Bench&, Group& g) { g.clear(); }},
        {"and not too many", codes::kGroupTooLarge, "size",
         [](Bench&, Group& g) { g.resize(Book::kGroupMax + 1, g.empty() ? Transfer{} : g[0]); }},
        {"of a known kind", ErrorCode::InvalidValue, "kind",
         [](Bench&, Group& g) { g[0].action = static_cast<Action>(6); }},
        {"for a known reason", ErrorCode::InvalidValue, "code", [](Bench&, Group& g) { g[0].code = 999; }},
        {"a hold is named to end it", ErrorCode::InvalidValue, "hold",
         [](Bench& s, Group& g) { g[0].hold = s.hold_no; }},
        {"at least a cent", ErrorCode::InvalidAmount, "cents", [](Bench&, Group& g) { g[0].cents = 0; }},
        {"at most 10^14", ErrorCode::AmountOverflow, "cents",
         [](Bench&, Group& g) { g[0].cents = Money::kCentsMax + 1; }},
        {"between two accounts", codes::kAccountsMustDiffer, "both",
         [](Bench&, Group& g) { g[0].credit = g[0].debit; }},
        {"what it corrects is there", codes::kEntryNotFound, "corrects",
         [](Bench&, Group& g) { g[0].corrects = 1'000'000; }},
        {"the debit account is there", codes::kAccountNotFound, "debit",
         [](Bench&, Group& g) { g[0].debit = Bench::kAbsent + 1; }},
        {"the credit account is there", codes::kAccountNotFound, "credit",
         [](Bench&, Group& g) { g[0].credit = Bench::kAbsent; }},
        {"totals stay countable", ErrorCode::AmountOverflow, "credit",
         [](Bench& s, Group& g) { g[0].credit = s.full_of_credits; }},
        {"limits hold", codes::kInsufficientFunds, "cents", [](Bench&, Group& g) { g[0].cents = 61; }},
    };
    for (const auto action : {Action::Post, Action::Hold}) {
        expectOrder(rules, [&](Bench& s) {
            auto one = Scenario::post(s.a, s.b, 60);
            one.action = action;
            return Group{one};
        });
    }
}

TEST(Book, TheFirstRuleBrokenByTheEndOfAHoldIsTheAnswer) {
    const std::vector<Rule> rules = {
        {"a hold is named", ErrorCode::InvalidValue, "hold", [](Bench&, Group& g) { g[0].hold = 0; }},
        {"at least a cent", ErrorCode::InvalidAmount, "cents", [](Bench&, Group& g) { g[0].cents = -1; }},
        {"between two accounts", codes::kAccountsMustDiffer, "credit",
         [](Bench&, Group& g) { g[0].credit = g[0].debit; }},
        {"what it corrects is there", codes::kEntryNotFound, "corrects",
         [](Bench&, Group& g) { g[0].corrects = 1'000'000; }},
        {"the hold is open", codes::kHoldNotFound, "hold", [](Bench&, Group& g) { g[0].hold += 1; }},
        {"between its accounts", codes::kHoldNotFound, "credit", [](Bench& s, Group& g) { g[0].credit = s.other; }},
        {"and holds enough", codes::kHoldExceeded, "cents", [](Bench&, Group& g) { g[0].cents = 41; }},
    };
    for (const auto action : {Action::Capture, Action::Release}) {
        expectOrder(rules, [&](Bench& s) { return Group{Scenario::end(action, s.hold_no, s.held, 40)}; });
    }
}

TEST(Book, AnOpeningSaysAKindAndALimitAndNothingElse) {
    const std::vector<Rule> rules = {
        {"a kind that exists", ErrorCode::InvalidValue, "code", [](Bench&, Group& g) { g[0].code = 999; }},
        {"a limit that exists", ErrorCode::InvalidValue, "credit", [](Bench&, Group& g) { g[0].credit = 3; }},
        {"no amount", ErrorCode::InvalidValue, "cents", [](Bench&, Group& g) { g[0].cents = 1; }},
        {"no hold", ErrorCode::InvalidValue, "hold", [](Bench& s, Group& g) { g[0].hold = s.hold_no; }},
        {"no correction", ErrorCode::InvalidValue, "corrects", [](Bench&, Group& g) { g[0].corrects = 1; }},
        {"in its turn", codes::kAccountNotFound, "debit", [](Bench&, Group& g) { g[0].debit += 1; }},
    };
    expectOrder(rules, [](Bench& s) {
        return Group{{.action = Action::Open, .code = 3, .debit = s.book.nextAccount(), .credit = 1}};
    });
}

// A transfer may need what the one before it did, so all but shape is asked of one after the other.
TEST(Book, OfTwoTransfersTheFirstIsAsked) {
    Bench s;
    EXPECT_EQ(refusal(s, {Scenario::post(s.a, s.b, 61), Scenario::post(s.a, Bench::kAbsent, 1)}),
              codes::kInsufficientFunds);
    EXPECT_EQ(refusal(s, {Scenario::post(s.a, Bench::kAbsent, 1), Scenario::post(s.a, s.b, 61)}),
              codes::kAccountNotFound);
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
