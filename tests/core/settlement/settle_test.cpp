#include "core/settlement/settle.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/register/codes.hpp"
#include "support/treasury.hpp"

namespace buono::settlement {
namespace {

using test::idOf;
using test::Treasury;

TEST(Propose, EveryRuleInItsOrder) {
    struct Row {
        const char* name;
        std::function<void(Proposal&)> bend;
        ErrorCode code;
        const char* field;
    };
    const instruments::Debtor nobody{instruments::DebtorKind::Employer, idOf(99)};
    const instruments::Debtor nil{instruments::DebtorKind::Employer, {}};
    const Row rows[] = {
        {"yesterday", [&](auto& p) { p.execution = *registers::parseDate("2026-02-28"), p.debtor = nobody; },
         ErrorCode::InvalidValue, "/execution_date"},
        {"in 61 days", [](auto& p) { p.execution = *registers::parseDate("2026-05-01"); }, ErrorCode::InvalidValue,
         "/execution_date"},
        {"no such employer", [&](auto& p) { p.debtor = nobody; }, codes::kNotFound, ""},
        {"an employer without an id", [&](auto& p) { p.debtor = nil; }, codes::kNotFound, ""},
        {"nothing due", [](auto&) {}, codes::kNothingDue, ""},
    };
    Treasury treasury;
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        Proposal proposal{Treasury::kCity, *registers::parseDate("2026-03-01"), idOf(1)};
        row.bend(proposal);
        const auto answer = treasury.propose(proposal, Treasury::now());
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, row.code);
        EXPECT_EQ(answer.error().field, row.field);
    }
    EXPECT_TRUE(treasury.rows.settlements.empty());
}

TEST(Propose, ACityWithoutAnAccountPaysNothing) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), 100);
    for (const auto* iban : {"", "IT60X0542811101000000123457"}) {
        treasury.parties.city.iban = iban;
        Propose propose{treasury.ledger.book, treasury.directory, treasury.parties, treasury.kept};
        const auto answer = propose({Treasury::kCity, *registers::parseDate("2026-03-05"), idOf(1)}, Treasury::now());
        EXPECT_EQ(answer.error().code, codes::kPayerWithoutAccount);
    }
}

TEST(Propose, OnePayoutForEachEnteAndSource) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), 200'00);
    treasury.redeem(Treasury::ente(1), treasury.source(1), 1);
    treasury.redeem(Treasury::ente(1), treasury.source(2), 30'00);
    treasury.redeem(Treasury::ente(2), treasury.source(1), 5'00);
    treasury.redeem(Treasury::ente(1), treasury.boss(), 40'00);
    const auto settlement = treasury.proposes(Treasury::kCity);
    ASSERT_TRUE(settlement);
    EXPECT_EQ(settlement->number, 1);
    EXPECT_EQ(settlement->payouts, 3);
    EXPECT_EQ(settlement->dues, 4);
    EXPECT_EQ(settlement->total, Money::fixed(235'01));
    EXPECT_EQ(settlement->payer, treasury.parties.city);

    const auto payouts = treasury.rows.payouts(settlement->id);
    ASSERT_EQ(payouts.size(), 3U);
    EXPECT_EQ(payouts[0].ente, Treasury::ente(1));
    EXPECT_EQ(payouts[0].amount, Money::fixed(200'01));
    EXPECT_EQ(payouts[0].cup, "B41J24000010001");
    EXPECT_EQ(payouts[0].payee, (Party{"Holder 33", "IT60X0542811101000000123456"}));
    EXPECT_EQ(payouts[1].cup, "B41J24000020003");
    EXPECT_EQ(payouts[2].ente, Treasury::ente(2));
    EXPECT_EQ(treasury.rows.lines(payouts[0].id, {}, 10).size(), 2U);

    const auto theirs = treasury.proposes(treasury.boss());
    ASSERT_TRUE(theirs);
    EXPECT_EQ(theirs->number, 1) << "each debtor counts its own";
    EXPECT_EQ(theirs->total, Money::fixed(40'00));
    EXPECT_EQ(theirs->payer.name, "Officine Lombarde S.p.A.");
    EXPECT_EQ(treasury.rows.payouts(theirs->id)[0].cup, "");
    EXPECT_EQ(treasury.proposes(Treasury::kCity).error().code, codes::kNothingDue);
}

TEST(Propose, WhatOneAmountCannotSayIsLeftForTheNext) {
    constexpr auto kMoreThanHalf_cents = Money::kCentsMax / 2 + 1;
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), kMoreThanHalf_cents);
    treasury.redeem(Treasury::ente(2), treasury.source(2), kMoreThanHalf_cents);
    for (const auto ente : {Treasury::ente(1), Treasury::ente(2)}) {
        const auto settlement = treasury.proposes(Treasury::kCity);
        ASSERT_TRUE(settlement);
        EXPECT_EQ(settlement->total.cents(), kMoreThanHalf_cents);
        ASSERT_EQ(settlement->payouts, 1);
        EXPECT_EQ(treasury.rows.payouts(settlement->id)[0].ente, ente);
    }
    EXPECT_EQ(treasury.proposes(Treasury::kCity).error().code, codes::kNothingDue);
}

TEST(Propose, AnotherEmployersDuesAreNoneOfIts) {
    Treasury treasury;
    auto draft = Treasury::draft();
    draft.tax_id = "00743110157";
    const auto other = treasury.register_employer(draft)->id;
    treasury.redeem(Treasury::ente(1), treasury.boss(), 40'00);
    treasury.redeem(Treasury::ente(1), {instruments::DebtorKind::Employer, other}, 7'00);
    const auto mine = treasury.proposes(treasury.boss());
    ASSERT_TRUE(mine);
    EXPECT_EQ(mine->total, Money::fixed(40'00));
    EXPECT_TRUE(treasury.rows.differences(mine->id).empty());
    EXPECT_EQ(treasury.proposes({instruments::DebtorKind::Employer, other})->total, Money::fixed(7'00));
}

TEST(Propose, ADifferenceFromTheLedgerIsLeftOutAndStopsNothingElse) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), 200'00);
    treasury.redeem(Treasury::ente(2), treasury.source(1), 50'00);
    treasury.rows.all_dues[0].amount = Money::fixed(200'01);
    const auto settlement = treasury.proposes(Treasury::kCity);
    ASSERT_TRUE(settlement);
    EXPECT_EQ(settlement->total, Money::fixed(50'00));
    const auto differences = treasury.rows.differences(settlement->id);
    ASSERT_EQ(differences.size(), 1U);
    EXPECT_EQ(differences[0].ente, Treasury::ente(1));
    EXPECT_EQ(differences[0].dues, Money::fixed(200'01));
    EXPECT_EQ(differences[0].ledger, Money::fixed(200'00));
    // Alone, it is refused with a code of its own.
    EXPECT_EQ(treasury.proposes(Treasury::kCity).error().code, codes::kDuesDifferFromLedger);
    // A due that no row knows is a difference too.
    treasury.rows.all_dues.erase(treasury.rows.all_dues.begin());
    EXPECT_EQ(treasury.proposes(Treasury::kCity).error().code, codes::kDuesDifferFromLedger);
}

TEST(Approve, EveryRuleInItsOrder) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), 200'00);
    const auto one = *treasury.proposes(Treasury::kCity);
    const auto later = test::instantOf("2026-03-06");
    const auto refusal = [&](const instruments::Debtor& debtor, std::uint8_t by, registers::Instant now) {
        const auto answer = treasury.approve(debtor, one.id, idOf(by), now);
        return answer ? ErrorCode{} : answer.error().code;
    };
    EXPECT_EQ(refusal(treasury.boss(), 1, later), codes::kNotFound);
    treasury.rows.settlements.at(one.id).state = State::Cancelled;
    EXPECT_EQ(refusal(Treasury::kCity, 1, later), codes::kWrongSettlementState);
    treasury.rows.settlements.at(one.id).state = State::Proposed;
    EXPECT_EQ(refusal(Treasury::kCity, 1, later), codes::kSecondPersonNeeded);
    treasury.shop.enti_by_id.at(Treasury::ente(1)).iban = "FR1420041010050500013M02606";
    EXPECT_EQ(refusal(Treasury::kCity, 2, later), codes::kExecutionDatePassed);
    EXPECT_EQ(refusal(Treasury::kCity, 2, Treasury::now()), codes::kBankAccountChanged);
    treasury.shop.enti_by_id.at(Treasury::ente(1)).iban = "IT60X0542811101000000123456";
    treasury.shop.enti_by_id.at(Treasury::ente(1)).holder = "Somebody else";
    EXPECT_EQ(refusal(Treasury::kCity, 2, Treasury::now()), codes::kBankAccountChanged);
    EXPECT_EQ(treasury.paid(treasury.source(1)), 0);
    treasury.shop.enti_by_id.at(Treasury::ente(1)).holder = "Holder 33";
    EXPECT_EQ(refusal(Treasury::kCity, 2, Treasury::now()), ErrorCode{});
    EXPECT_EQ(refusal(Treasury::kCity, 2, Treasury::now()), codes::kWrongSettlementState);
}

TEST(Approve, MovesTheMoneyOnceInOneGroup) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), 200'00);
    treasury.redeem(Treasury::ente(1), treasury.source(2), 30'00);
    const auto one = *treasury.proposes(Treasury::kCity);
    const auto entries = treasury.ledger.entries.size();
    const auto approved = treasury.approves(one);
    ASSERT_TRUE(approved);
    EXPECT_EQ(treasury.ledger.entries.size(), entries + 1);
    EXPECT_EQ(approved->seq, treasury.ledger.book.seq());
    EXPECT_EQ(approved->decided_by, idOf(2));
    EXPECT_EQ(treasury.paid(treasury.source(1)), 200'00);
    EXPECT_EQ(treasury.paid(treasury.source(2)), 30'00);
    EXPECT_EQ(treasury.ledger.available(treasury.payable(Treasury::ente(1), treasury.source(1))), 0);
    EXPECT_EQ(treasury.rows.paidTo(Treasury::ente(1), {}, 10).size(), 2U);
    EXPECT_EQ(treasury.cancel(Treasury::kCity, one.id, idOf(1), Treasury::now()).error().code,
              codes::kWrongSettlementState);
}

TEST(Approve, AnEmployersOwnPersonMay) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.boss(), 40'00);
    const auto one = *treasury.proposes(treasury.boss(), idOf(5));
    EXPECT_TRUE(treasury.approves(one, idOf(5)));
    EXPECT_EQ(treasury.paid(treasury.boss()), 40'00);
}

TEST(Cancel, FreesTheDuesForTheNextProposal) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), 200'00);
    const auto one = *treasury.proposes(Treasury::kCity);
    EXPECT_EQ(treasury.cancel(treasury.boss(), one.id, idOf(1), Treasury::now()).error().code, codes::kNotFound);
    const auto cancelled = treasury.cancel(Treasury::kCity, one.id, idOf(1), Treasury::now());
    ASSERT_TRUE(cancelled);
    EXPECT_EQ(cancelled->state, State::Cancelled);
    treasury.redeem(Treasury::ente(1), treasury.source(1), 1'00);
    const auto next = treasury.proposes(Treasury::kCity);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->number, 2);
    EXPECT_EQ(next->total, Money::fixed(201'00));
    EXPECT_EQ(treasury.approves(one).error().code, codes::kWrongSettlementState);
    EXPECT_EQ(treasury.paid(treasury.source(1)), 0);
}

TEST(Order, SaysWhatTheBankMayKnow) {
    Treasury treasury;
    treasury.redeem(Treasury::ente(1), treasury.source(1), 200'00);
    treasury.redeem(Treasury::ente(2), treasury.source(2), 30'00);
    const auto one = *treasury.approves(*treasury.proposes(Treasury::kCity));
    const auto payouts = treasury.rows.payouts(one.id);
    const auto order = orderOf(one, payouts);
    EXPECT_EQ(order.id.size(), 32U);
    EXPECT_EQ(order.created, one.decided);
    ASSERT_EQ(order.payments.size(), 2U);
    EXPECT_EQ(order.payments[0].amount, Money::fixed(200'00));
    EXPECT_EQ(order.payments[0].remittance,
              "CUP B41J24000010001 liquidazione 1 rendiconto " + reference(payouts[0].id));
    EXPECT_NE(order.payments[0].id, order.payments[1].id);
}

}  // namespace
}  // namespace buono::settlement
