#include "core/welfare/credit_import.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/instruments/split.hpp"
#include "core/instruments/wallet.hpp"
#include "core/register/codes.hpp"
#include "support/office.hpp"

namespace buono::welfare {
namespace {

using registers::RefusedRow;
using registers::Table;
using test::Office;
using test::taxCodeOf;

TEST(CreditImport, TheFileIsRefusedInThisOrder) {
    struct Row {
        const char* name;
        std::function<void(registers::Import&, Table&, registers::Instant&)> bend;
        ErrorCode code;
        const char* field;
    };
    const Row rows[] = {
        {"no plan", [](auto& i, auto&, auto& now) { i.target = {}, now = {}; }, codes::kNotFound, ""},
        {"another's plan", [](auto& i, auto&, auto& now) { i.scope = test::idOf(9), now = {}; }, codes::kNotFound, ""},
        {"before its year", [](auto&, auto& t, auto& now) { now = test::instantOf("2025-12-31"), t.header.pop_back(); },
         codes::kPlanClosed, ""},
        {"after 12 January", [](auto&, auto&, auto& now) { now = test::instantOf("2027-01-13"); }, codes::kPlanClosed,
         ""},
        {"a column is missing", [](auto&, auto& t, auto&) { t.header[4] = "importo"; }, ErrorCode::MissingMember,
         "amount"},
        {"a column is not known", [](auto&, auto& t, auto&) { t.header.push_back("iban"); }, ErrorCode::UnknownMember,
         "header"},
        {"a column twice", [](auto&, auto& t, auto&) { t.header.push_back("amount"); }, ErrorCode::UnknownMember,
         "header"},
        {"more than the plan has", [](auto&, auto& t, auto&) { t.lines[0].cells[4] = "100.01"; },
         codes::kPlanMoneyShort, "amount"},
    };
    Office office;
    const auto plan = office.plan(100'00);
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        auto import = office.import(plan.id);
        auto table = Office::table({Office::line(2, taxCodeOf(0), "100.00")});
        auto now = Office::now();
        row.bend(import, table, now);
        for (auto& line : table.lines) line.cells.resize(table.header.size());
        const auto answer = office.credit_import.check(import, table, now);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, row.code);
        EXPECT_EQ(answer.error().field, row.field);
        EXPECT_FALSE(office.credit_import.write(import, table, now));
    }
    EXPECT_TRUE(office.payroll.credits.empty());
    EXPECT_TRUE(office.persons.all.empty());
}

TEST(CreditImport, ARowIsRefusedForTheFirstRuleItBreaks) {
    struct Row {
        const char* name;
        std::function<void(std::vector<std::string>&)> bend;
        ErrorCode code;
        const char* column;
    };
    const Row rows[] = {
        {"date", [](auto& c) { c[3] = "01/01/1980", c[0] = "x"; }, ErrorCode::InvalidValue, "birth_date"},
        {"tax code", [](auto& c) { c[0] = "RSSMRA80A01X999A", c[3] = "1980-01-02"; }, codes::kTaxCodeInvalid,
         "tax_code"},
        {"another day", [](auto& c) { c[3] = "1980-01-02", c[1] = ""; }, codes::kBirthDateDiffers, "birth_date"},
        {"no given name", [](auto& c) { c[1] = "", c[2] = ""; }, ErrorCode::InvalidValue, "given_name"},
        {"no family name", [](auto& c) { c[2] = "", c[4] = "1"; }, ErrorCode::InvalidValue, "family_name"},
        {"a comma", [](auto& c) { c[4] = "100,00", c[5] = "?"; }, ErrorCode::InvalidAmount, "amount"},
        {"a float", [](auto& c) { c[4] = "1e2"; }, ErrorCode::InvalidAmount, "amount"},
        {"no cents", [](auto& c) { c[4] = "100"; }, ErrorCode::InvalidAmount, "amount"},
        {"a sign", [](auto& c) { c[4] = "-100.00"; }, ErrorCode::InvalidAmount, "amount"},
        {"nothing", [](auto& c) { c[4] = "0.00", c[5] = "?"; }, ErrorCode::InvalidAmount, "amount"},
        {"perhaps", [](auto& c) { c[5] = "maybe", c[0] = taxCodeOf(1); }, ErrorCode::InvalidValue, "dependent_child"},
        {"twice", [](auto& c) { c[0] = taxCodeOf(1), c[4] = "5000.00"; }, codes::kPersonTwice, "tax_code"},
        {"over", [](auto& c) { c[4] = "1000.01"; }, codes::kOverThreshold, "amount"},
        {"over, parent", [](auto& c) { c[4] = "2000.01", c[5] = "yes"; }, codes::kOverThreshold, "amount"},
    };
    Office office;
    const auto plan = office.plan(100'000'00);
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        auto bent = Office::line(3, taxCodeOf(0), "10.00");
        row.bend(bent.cells);
        const auto table = Office::table({Office::line(2, taxCodeOf(1), "10.00"), bent});
        const auto checked = office.credit_import.check(office.import(plan.id), table, Office::now());
        ASSERT_TRUE(checked);
        EXPECT_EQ(checked->first, 1);
        ASSERT_EQ(checked->second.size(), 1U);
        EXPECT_EQ(checked->second[0].line, 3);
        EXPECT_EQ(checked->second[0].code, row.code);
        EXPECT_EQ(checked->second[0].column, row.column);
        EXPECT_EQ(checked->second[0].detail.find(bent.cells[0]), std::string::npos) << "no personal data in a detail";
    }
}

TEST(CreditImport, CreditsEverybodyAcceptedInOneGroupAndTellsThem) {
    Office office;
    const auto plan = office.plan(1'000'00);
    const auto known =
        people::Person{office.ids.next(), taxCodeOf(0), "Maria", "Verdi", *registers::parseDate("1980-01-01")};
    office.persons.add(known);
    const auto entries = office.ledger.entries.size();
    const auto table = Office::table({Office::line(2, taxCodeOf(0), "30.00"), Office::line(3, taxCodeOf(1), "40.00"),
                                      Office::line(4, taxCodeOf(2), "1,00")});
    const auto seq = office.credit_import.write(office.import(plan.id), table, Office::now());
    ASSERT_TRUE(seq);
    EXPECT_EQ(office.ledger.entries.size(), entries + 1);
    EXPECT_EQ(*seq, office.ledger.book.seq());
    EXPECT_EQ(office.ledger.available(plan.account), 930'00);

    ASSERT_EQ(office.persons.all.size(), 2U);
    EXPECT_EQ(office.persons.all[0], known) << "a row changes nobody's name";
    EXPECT_EQ(office.persons.all[1].tax_code, taxCodeOf(1));
    ASSERT_EQ(office.payroll.credits.size(), 2U);
    const auto credit = office.payroll.of(plan.id, known.id);
    ASSERT_TRUE(credit);
    EXPECT_EQ(credit->amount, Money::fixed(30'00));
    EXPECT_EQ(office.ledger.available(credit->account), 30'00);
    ASSERT_EQ(office.notices.all.size(), 2U);
    EXPECT_EQ(office.notices.all[0].person, known.id);
    EXPECT_EQ(office.notices.all[0].kind, people::notice::kCreditReceived);
    EXPECT_EQ(office.notices.all[0].subject, credit->id);
}

TEST(CreditImport, CreditingAgainAddsToTheSameCredit) {
    Office office;
    const auto plan = office.plan(1'000'00);
    ASSERT_TRUE(office.credit(plan, {"30.00", "10.00"}));
    ASSERT_TRUE(office.credit(plan, {"12.34"}));
    ASSERT_EQ(office.payroll.credits.size(), 2U);
    const auto credit = *office.payroll.of(plan.id, office.persons.all[0].id);
    EXPECT_EQ(credit.amount, Money::fixed(42'34));
    EXPECT_EQ(office.ledger.available(credit.account), 42'34);
    EXPECT_EQ(office.ledger.available(plan.account), 1'000'00 - 52'34);
}

/// What a person may still get, to the cent, over all plans of the employer in the year.
TEST(CreditImport, TheThresholdIsACliffToTheCent) {
    Office office;
    const auto first = office.plan(10'000'00);
    const auto second = office.plan(10'000'00);
    auto other_year = office.order(10'000'00);
    other_year.year = 2027;
    const auto next_year = *office.open_plan(other_year, Office::now());
    ASSERT_TRUE(office.credit(first, {"600.00"}));
    const auto refuses = [&](const Plan& plan, const char* amount, const char* child, const char* day) {
        const auto table = Office::table({Office::line(2, taxCodeOf(0), amount, child)});
        const auto checked = office.credit_import.check(office.import(plan.id), table, test::instantOf(day));
        BUONO_CHECK(checked);
        return !checked->second.empty() && checked->second[0].code == codes::kOverThreshold;
    };
    for (const auto* plan : {&first, &second}) {
        EXPECT_FALSE(refuses(*plan, "400.00", "no", "2026-03-01"));
        EXPECT_TRUE(refuses(*plan, "400.01", "no", "2026-03-01"));
        EXPECT_FALSE(refuses(*plan, "1400.00", "yes", "2026-03-01"));
        EXPECT_TRUE(refuses(*plan, "1400.01", "yes", "2026-03-01"));
        EXPECT_TRUE(refuses(*plan, "400.01", "no", "2027-01-12")) << "still of the old year";
    }
    EXPECT_FALSE(refuses(next_year, "1000.00", "no", "2027-01-12")) << "each tax year has its own";
    ASSERT_TRUE(office.credit(second, {"400.00"}));
    EXPECT_TRUE(refuses(first, "0.01", "no", "2026-03-01"));
}

TEST(CreditImport, OtherEmployersDoNotCount) {
    Office office;
    ASSERT_TRUE(office.credit(office.plan(10'000'00), {"1000.00"}));
    auto draft = Office::draft();
    draft.tax_id = "00743110157";
    office.employer = *office.register_employer(draft);
    EXPECT_TRUE(office.credit(office.plan(10'000'00), {"1000.00"}));
    EXPECT_EQ(office.payroll.credits.size(), 2U);
}

TEST(CreditImport, AReaderInstanceChecksAndWritesNothing) {
    Office office;
    const auto plan = office.plan(100'00);
    const CreditImport reader{{office.payroll, office.payroll, office.persons, office.ledger.book, office.calendar}};
    const auto checked =
        reader.check(office.import(plan.id), Office::table({Office::line(2, taxCodeOf(0), "1.00")}), Office::now());
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->first, 1);
    EXPECT_TRUE(office.persons.all.empty());
}

TEST(CreditImport, MoreThanOneGroupOfPeople) {
    Office office;
    const auto plan = office.plan(1'000'000'00);
    const auto entries = office.ledger.entries.size();
    std::vector<std::string> amounts(4'500, "1.00");
    ASSERT_TRUE(office.credit(plan, amounts));
    EXPECT_EQ(office.ledger.entries.size(), entries + 2);
    EXPECT_EQ(office.payroll.credits.size(), 4'500U);
    for (const auto& [id, credit] : office.payroll.credits) {
        ASSERT_EQ(office.ledger.available(credit.account), 100);
    }
}

TEST(CreditOffers, ACreditPaysAWholeLineOrNothing) {
    Office office;
    auto order = office.order(1'000'00);
    order.areas = {"sport"};
    const auto plan = *office.open_plan(order, Office::now());
    ASSERT_TRUE(office.credit(plan, {"30.00"}));
    const auto person = office.persons.all[0].id;
    const instruments::Wallet wallet{{&office.offers}, office.ledger.book};
    const auto mine = wallet.of(person);
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine[0].kind, instruments::Kind::WelfareCredit3);
    EXPECT_EQ(mine[0].policy.cover, instruments::Cover::WholeLine);
    EXPECT_EQ(mine[0].left, Money::fixed(30'00));
    EXPECT_EQ(mine[0].label, "Welfare 2026");
    EXPECT_EQ(mine[0].debtor.id, office.employer.id);
    EXPECT_FALSE(wallet.instrument(test::idOf(7), mine[0].id)) << "another's is the same as none";

    const auto today = *registers::parseDate("2026-03-01");
    instruments::Line line{{}, person, Money::fixed(30'00), "sport", "", today, {}};
    EXPECT_TRUE(instruments::split(std::vector{line}, mine, today)->direct.isZero());
    line.price = Money::fixed(30'01);
    EXPECT_EQ(instruments::split(std::vector{line}, mine, today)->direct, line.price);
    line.pay_with = mine[0].id;
    EXPECT_EQ(instruments::split(std::vector{line}, mine, today).error().code, codes::kCreditCoversPart);
    line = {{}, person, Money::fixed(30'00), "arte", "", today, {}};
    EXPECT_EQ(instruments::split(std::vector{line}, mine, today)->direct, line.price) << "not of the plan's areas";
}

}  // namespace
}  // namespace buono::welfare
