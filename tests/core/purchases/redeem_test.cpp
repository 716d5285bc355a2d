// Redemption of a purchase: by the family's code, whole or line by line, and through the ente's own booking system.
#include "core/purchases/redeem.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using instruments::DebtorKind;
using test::kParent;
using test::Market;
using test::Outcome;
using Calls = std::vector<std::string>;

struct Redeeming : Market {
    Redeeming() {
        purchase = boughtStory();
        outsider.will("authorize", Outcome::Approved);
        deliver();
        code = codeOf(purchase);
        outsider.calls.clear();
        announcements.told.clear();
    }
    State state() const { return stored(purchase).state; }
    ErrorCode attempt(const RedeemOrder& order) {
        const auto done = redeem(order, clock.at);
        return done ? ErrorCode{} : done.error().code;
    }
    static std::int64_t due(const Redemption& redemption, DebtorKind kind) {
        std::int64_t cents = 0;
        for (const auto& one : redemption.dues) cents += one.debtor.kind == kind ? one.amount.cents() : 0;
        return cents;
    }

    Purchase purchase;
    std::string code;
};

TEST(Redeeming, WholeCapturesEverythingByDebtor) {
    Redeeming market;
    const auto redemption = market.redeemed(market.code);
    ASSERT_TRUE(redemption);
    EXPECT_EQ(redemption->state, RedemptionState::Done);
    EXPECT_EQ(redemption->total, Money::fixed(240'00));
    EXPECT_EQ(market.due(*redemption, DebtorKind::City), 200'00);
    EXPECT_EQ(market.due(*redemption, DebtorKind::Employer), 30'00);
    EXPECT_EQ(market.due(*redemption, DebtorKind::Family), 10'00);
    EXPECT_EQ(market.owed(DebtorKind::City), 200'00);
    EXPECT_EQ(market.owed(DebtorKind::Employer), 30'00);
    EXPECT_EQ(market.held(), 0);
    EXPECT_EQ(market.state(), State::Completed);
    EXPECT_EQ(market.announcements.told, Calls{"redeemed 240.00"});
    for (const auto& due : redemption->dues) EXPECT_EQ(due.payable == 0, due.debtor.kind == DebtorKind::Family);
}

TEST(Redeeming, LineByLineUntilItIsComplete) {
    Redeeming market;
    const auto registration = market.redeemed(market.code, {1});
    ASSERT_TRUE(registration);
    EXPECT_EQ(registration->total, Money::fixed(30'00));
    EXPECT_EQ(market.due(*registration, DebtorKind::City), 0);
    EXPECT_EQ(market.state(), State::PartlyRedeemed);
    EXPECT_EQ(market.held(), 200'00);
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(market.code), {}, {1}}), codes::kAlreadyRedeemed);
    const auto rest = market.redeemed(market.code);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->lines, std::vector<int>{0});
    EXPECT_EQ(market.state(), State::Completed);
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(market.code), {}, {}}), codes::kAlreadyRedeemed);
    EXPECT_EQ(market.owed(DebtorKind::City) + market.owed(DebtorKind::Employer), 230'00);
}

TEST(Redeeming, ALineNamedTwiceIsTakenOnce) {
    Redeeming market;
    const auto redemption = market.redeemed(market.code, {1, 1});
    ASSERT_TRUE(redemption);
    EXPECT_EQ(redemption->total, Money::fixed(30'00));
}

TEST(Redeeming, OneRowARefusal) {
    Redeeming market;
    const auto& code = market.code;
    EXPECT_EQ(market.attempt({market.ente, market.codes.row(CodeKind::Purchase, kParent, 1).hash, {}, {}}),
              codes::kNotFound);
    EXPECT_EQ(market.attempt({kParent, market.codes.hash(code), {}, {}}),
              codes::kNotFound);  // Of another ente: the same as none.
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(code), Money::fixed(1'00), {}}), ErrorCode::InvalidValue);
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(code), {}, {2}}), ErrorCode::InvalidValue);
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(code), {}, {-1}}), ErrorCode::InvalidValue);
    EXPECT_EQ(market.held(), 230'00);
    EXPECT_TRUE(market.redemptions.all.empty());
}

TEST(Redeeming, UntilTheLastDayOfWhatPaysTheLineAndOfNoOther) {
    Redeeming market;
    market.vouchers.issued[0].policy.claim_by = test::day(2027, 10, 31);
    market.clock.at = test::UtcCalendar::start(test::day(2027, 11, 1));
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(market.code), {}, {}}), codes::kClaimTooLate);
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(market.code), {}, {0}}), codes::kClaimTooLate);
    EXPECT_EQ(market.owed(DebtorKind::City), 0);
    EXPECT_TRUE(market.redeemed(market.code, {1}));  // The employer's credit has no such day.
    market.clock.at.us -= 1;
    EXPECT_TRUE(market.redeemed(market.code));
}

TEST(Redeeming, BeforeItIsPaidNothingCanBeTaken) {
    Market market;
    const auto purchase = market.boughtStory();
    const auto refused = market.redeemed(market.codeOf(purchase));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, codes::kWrongPurchaseState);
    EXPECT_EQ(market.owed(DebtorKind::City), 0);
}

TEST(Redeeming, TheCodeIsReadAsPeopleWriteIt) {
    Redeeming market;
    auto typed = groupedCode(market.code);
    for (auto& c : typed) c = c == '-' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    const auto read = market.codes.read(typed);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, market.codes.hash(market.code));
    EXPECT_EQ(market.codes.read("nonsense").error().code, codes::kCodeMistyped);
}

TEST(Redeeming, AnEnteThatLostItsAccreditationStillGivesWhatWasPaid) {
    Redeeming market;
    market.shop.enti_by_id.at(market.ente).accredited = false;
    EXPECT_TRUE(market.redeemed(market.code));
}

// ---------------------------------------------------------------------------------------------------- a new code
TEST(Reissue, KillsTheOldCode) {
    Redeeming market;
    const auto renewed = market.reissue_code.purchase(kParent, market.purchase.id);
    ASSERT_TRUE(renewed);
    EXPECT_EQ(renewed->code_issue, 2);
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(market.code), {}, {}}), codes::kNotFound);
    EXPECT_TRUE(market.redeemed(market.codeOf(*renewed)));
    EXPECT_EQ(market.code_rows.rows.size(), 1U);
}

TEST(Reissue, OneRowARefusal) {
    Redeeming market;
    EXPECT_EQ(market.reissue_code.purchase(test::kChild, market.purchase.id).error().code, codes::kNotFound);
    EXPECT_EQ(market.reissue_code.purchase(kParent, test::kEnte).error().code, codes::kNotFound);
    ASSERT_TRUE(market.redeemed(market.code));
    EXPECT_EQ(market.reissue_code.purchase(kParent, market.purchase.id).error().code, codes::kWrongPurchaseState);
}

// ---------------------------------------------------------------------------------------------------- the provider
struct Booking : Redeeming {
    Booking() {
        shop.enti_by_id.at(ente).provider = "register_book";
        redemption = *redeemed(code);
    }
    Redemption kept() const { return redemptions.all.at(redemption.id); }
    Operation question() const { return *operations.ofSubject(redemption.id); }

    Redemption redemption;
};

TEST(Provider, IsAskedFirstAndNothingIsCapturedBefore) {
    Booking market;
    EXPECT_EQ(market.redemption.state, RedemptionState::Asking);
    EXPECT_EQ(market.redemption.seq, 0U);
    EXPECT_EQ(market.held(), 230'00);
    EXPECT_EQ(market.state(), State::Confirmed);
    EXPECT_EQ(market.question().amount, Money::fixed(240'00));
    EXPECT_TRUE(market.announcements.told.empty());
    EXPECT_EQ(market.attempt({market.ente, market.codes.hash(market.code), {}, {}}), codes::kWrongPurchaseState);
    EXPECT_EQ(market.cancel(kParent, market.purchase.id, market.clock.at).error().code, codes::kWrongPurchaseState);
}

TEST(Provider, ItsApprovalCaptures) {
    Booking market;
    market.outsider.will("redeem", Outcome::Approved, "book-17");
    market.deliver();
    EXPECT_EQ(market.outsider.calls, Calls{"redeem"});
    EXPECT_EQ(market.kept().state, RedemptionState::Done);
    EXPECT_EQ(market.kept().provider_ref, "book-17");
    EXPECT_EQ(market.kept().seq, market.ledger.book.seq());
    EXPECT_EQ(market.state(), State::Completed);
    EXPECT_EQ(market.owed(DebtorKind::City), 200'00);
    EXPECT_EQ(market.announcements.told, Calls{"redeemed 240.00"});
    EXPECT_TRUE(market.outbox.waiting.empty());
}

TEST(Provider, ItsRefusalLeavesThePurchaseAsItWas) {
    Booking market;
    market.outsider.will("redeem", Outcome::Declined);
    market.deliver();
    EXPECT_EQ(market.kept().state, RedemptionState::Refused);
    EXPECT_EQ(market.kept().seq, 0U);
    EXPECT_EQ(market.state(), State::Confirmed);
    EXPECT_EQ(market.held(), 230'00);
    EXPECT_TRUE(market.outbox.waiting.empty());
    market.outsider.will("redeem", Outcome::Approved);
    ASSERT_TRUE(market.redeemed(market.code));  // It may be tried again.
    market.deliver();
    EXPECT_EQ(market.state(), State::Completed);
}

TEST(Provider, SilenceIsLookedUpAndNeverBookedTwice) {
    Booking market;
    market.deliver();  // Unknown: it may have booked.
    EXPECT_EQ(market.kept().state, RedemptionState::Asking);
    for (const auto outcome : {Outcome::NotSent, Outcome::Unknown, Outcome::Pending}) {
        market.clock.at = market.outbox.waiting[0].due;
        market.outsider.will("status", outcome);
        market.deliver();
    }
    market.clock.at = market.outbox.waiting[0].due;
    market.outsider.will("status", Outcome::Approved, "book-18");
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"redeem", "status", "status", "status", "status"}));
    EXPECT_EQ(market.kept().state, RedemptionState::Done);
}

TEST(Provider, WhatItNeverHeardOfIsBookedAgain) {
    Booking market;
    market.deliver();
    market.clock.at = market.outbox.waiting[0].due;
    market.outsider.will("status", Outcome::NotFound);
    market.deliver();
    market.clock.at = market.outbox.waiting[0].due;
    market.outsider.will("redeem", Outcome::Approved);
    market.deliver();
    EXPECT_EQ(market.outsider.calls, (Calls{"redeem", "status", "redeem"}));
    EXPECT_EQ(market.state(), State::Completed);
}

TEST(Provider, AnErrandRepeatedAfterACrashCapturesOnce) {
    Booking market;
    const auto errand = market.outbox.waiting[0];
    const auto before = market.question();
    market.outsider.will("redeem", Outcome::Approved);
    market.deliverOne(errand);
    const auto entries = market.ledger.entries.size(), told = market.announcements.told.size();
    const auto after = market.question();
    market.operations.keep(before);
    market.outsider.will("redeem", Outcome::Approved);
    market.deliverOne(errand);
    market.operations.keep(after);
    EXPECT_EQ(market.ledger.entries.size(), entries);
    EXPECT_EQ(market.announcements.told.size(), told);
}

}  // namespace
}  // namespace buono::purchases
