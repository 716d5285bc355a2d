#include "core/welfare/plan.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/register/codes.hpp"
#include "core/welfare/threshold.hpp"
#include "support/office.hpp"

namespace buono::welfare {
namespace {

using test::Office;

TEST(RegisterEmployer, EveryRuleInItsOrder) {
    struct Row {
        const char* name;
        std::function<void(Employer&)> bend;
        ErrorCode code;
        const char* field;
    };
    // Each row is wrong in everything that comes after its rule, too.
    const Row rows[] = {
        {"no name", [](auto& e) { e.name = "", e.tax_id = "1"; }, ErrorCode::MissingMember, "/name"},
        {"long name", [](auto& e) { e.name = std::string(141, 'x'), e.tax_id = "1"; }, ErrorCode::TooLarge, "/name"},
        {"tax id", [](auto& e) { e.tax_id = "01199250159", e.iban = "x"; }, ErrorCode::InvalidValue, "/tax_id"},
        {"iban", [](auto& e) { e.iban = "IT61X0542811101000000123456", e.holder = ""; }, ErrorCode::InvalidValue,
         "/iban"},
        {"no holder", [](auto& e) { e.holder = ""; }, ErrorCode::MissingMember, "/holder"},
        {"long holder", [](auto& e) { e.holder = std::string(71, 'x'); }, ErrorCode::TooLarge, "/holder"},
        {"twice", [](auto& e) { e.name = "Another name"; }, codes::kEmployerExists, "/tax_id"},
    };
    Office office;
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        auto draft = Office::draft();
        row.bend(draft);
        const auto answer = office.register_employer(draft);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, row.code);
        EXPECT_EQ(answer.error().field, row.field);
        EXPECT_EQ(office.payroll.employers.size(), 1U);
    }
}

TEST(OpenPlan, EveryRuleInItsOrder) {
    using registers::parseDate;
    struct Row {
        const char* name;
        std::function<void(PlanOrder&)> bend;
        ErrorCode code;
        const char* field;
    };
    const Row rows[] = {
        {"nobody's", [](auto& o) { o.employer = {}, o.name = ""; }, codes::kNotFound, ""},
        {"no name", [](auto& o) { o.name = "", o.amount = {}; }, ErrorCode::InvalidValue, "/name"},
        {"nothing", [](auto& o) { o.amount = {}, o.year = 2024; }, ErrorCode::InvalidAmount, "/amount"},
        {"a year that is over", [](auto& o) { o.year = 2025; }, ErrorCode::InvalidValue, "/year"},
        {"two years ahead", [](auto& o) { o.year = 2028; }, ErrorCode::InvalidValue, "/year"},
        {"before its year", [](auto& o) { o.usable_from = parseDate("2025-12-31"); }, ErrorCode::InvalidValue,
         "/usable_from"},
        {"ends before it begins",
         [](auto& o) { o.usable_from = parseDate("2026-05-02"), o.usable_until = parseDate("2026-05-01"); },
         ErrorCode::InvalidValue, "/usable_until"},
        {"after its year", [](auto& o) { o.usable_until = parseDate("2027-01-01"); }, ErrorCode::InvalidValue,
         "/usable_until"},
        {"service before", [](auto& o) { o.service_ends_by = parseDate("2026-12-30"); }, ErrorCode::InvalidValue,
         "/service_ends_by"},
        {"service late", [](auto& o) { o.service_ends_by = parseDate("2028-01-01"); }, ErrorCode::InvalidValue,
         "/service_ends_by"},
        {"an area that is none",
         [](auto& o) {
             o.areas = {"sport", "sprot"};
         },
         ErrorCode::InvalidValue, "/areas/1"},
        {"a category that is none", [](auto& o) { o.categories = {"sport"}; }, ErrorCode::InvalidValue,
         "/categories/0"},
    };
    Office office;
    const auto entries = office.ledger.entries.size();
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        auto order = office.order();
        row.bend(order);
        const auto answer = office.open_plan(order, Office::now());
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, row.code);
        EXPECT_EQ(answer.error().field, row.field);
    }
    EXPECT_EQ(office.ledger.entries.size(), entries);
    EXPECT_TRUE(office.payroll.plans.empty());
}

TEST(OpenPlan, RecordsThePromiseAndHoldsNobodysMoney) {
    Office office;
    const auto plan = office.plan(5'000'00);
    EXPECT_EQ(office.ledger.available(plan.account), 5'000'00);
    EXPECT_EQ(office.ledger.book.account(plan.account)->kind, ledger::AccountKind::Promise);
    EXPECT_EQ(registers::text(plan.usable_from), "2026-01-01");
    EXPECT_EQ(registers::text(plan.usable_until), "2026-12-31");
    EXPECT_EQ(registers::text(plan.service_ends_by), "2026-12-31");
    // A second plan of the employer has an account of its own and shares the pledge.
    const auto accounts = office.ledger.book.nextAccount();
    office.plan(1'00);
    EXPECT_EQ(office.ledger.book.nextAccount(), accounts + 1);
    const auto pledge = office.directory.find(
        {ledger::AccountKind::Pledge, {}, {instruments::DebtorKind::Employer, office.employer.id}, {}});
    ASSERT_TRUE(pledge);
    EXPECT_EQ(office.ledger.available(*pledge), -5'001'00);
}

TEST(Threshold, IsTheLawOfTheYear) {
    EXPECT_EQ(thresholdOf(2023).of(true), Money::fixed(258'23));
    EXPECT_EQ(thresholdOf(2024).of(false), Money::fixed(1'000'00));
    for (const int year : {2025, 2026, 2027}) {
        EXPECT_EQ(thresholdOf(year).of(false), Money::fixed(1'000'00));
        EXPECT_EQ(thresholdOf(year).of(true), Money::fixed(2'000'00));
        EXPECT_EQ(thresholdOf(year).source, "L. 207/2024 art. 1 c. 390-391");
    }
    EXPECT_EQ(thresholdOf(2028).of(true), Money::fixed(258'23));
}

TEST(Threshold, TheTaxYearEndsOnTheTwelfthOfJanuary) {
    const auto counts = [](const char* day) { return countsIn(2026, *registers::parseDate(day)); };
    EXPECT_FALSE(counts("2025-12-31"));
    EXPECT_TRUE(counts("2026-01-01"));
    EXPECT_TRUE(counts("2026-12-31"));
    EXPECT_TRUE(counts("2027-01-12"));
    EXPECT_FALSE(counts("2027-01-13"));
}

}  // namespace
}  // namespace buono::welfare
