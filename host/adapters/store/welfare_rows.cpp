#include "adapters/store/welfare_rows.hpp"

#include <buono/check.hpp>

namespace buono::store {
namespace {

using welfare::Credit;
using welfare::Employer;
using welfare::Plan;

Money money(const Row& row, int column) { return *Money::ofCents(row.number(column)); }

registers::Date date(const Row& row, int column) {
    const auto date = registers::parseDate(row.text(column));
    BUONO_CHECK(date);
    return *date;
}

std::string joined(const std::vector<std::string>& slugs) {
    std::string text;
    for (const auto& slug : slugs) text += (text.empty() ? "" : " ") + slug;
    return text;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> slugs;
    while (!text.empty()) {
        const auto end = text.find(' ');
        slugs.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return slugs;
}

#define EMPLOYER_COLUMNS "id, name, tax_id, iban, holder"

Employer employerOf(const Row& row) {
    return {row.id(0), std::string{row.text(1)}, std::string{row.text(2)}, std::string{row.text(3)},
            std::string{row.text(4)}};
}

#define PLAN_COLUMNS                                                                                       \
    "id, employer, name, basis, year, cents, account, usable_from, usable_until, service_ends_by, areas, " \
    "categories, opened_us, seq"

Plan planOf(const Row& row) {
    Plan plan;
    plan.id = row.id(0);
    plan.employer = row.id(1);
    plan.name = row.text(2);
    plan.basis = static_cast<welfare::LegalBasis>(row.number(3));
    plan.year = static_cast<int>(row.number(4));
    plan.amount = money(row, 5);
    plan.account = static_cast<ledger::AccountNo>(row.number(6));
    plan.usable_from = date(row, 7);
    plan.usable_until = date(row, 8);
    plan.service_ends_by = date(row, 9);
    plan.areas = split(row.text(10));
    plan.categories = split(row.text(11));
    plan.opened = row.instant(12);
    plan.seq = static_cast<std::uint64_t>(row.number(13));
    return plan;
}

#define CREDIT_COLUMNS "id, plan, person, account, cents, dependent_child, at_us"

Credit creditOf(const Row& row) {
    return {row.id(0),     row.id(1),          row.id(2),     static_cast<ledger::AccountNo>(row.number(3)),
            money(row, 4), row.number(5) != 0, row.instant(6)};
}

}  // namespace

std::optional<Employer> EmployersRows::employer(const registers::Id& id) const {
    std::optional<Employer> employer;
    connection_.rows(
        "SELECT " EMPLOYER_COLUMNS " FROM welfare_employers WHERE id = $1",
        [&](const Row& row) { employer = employerOf(row); }, id);
    return employer;
}

std::optional<Employer> EmployersRows::byTaxId(std::string_view tax_id) const {
    std::optional<Employer> employer;
    connection_.rows(
        "SELECT " EMPLOYER_COLUMNS " FROM welfare_employers WHERE tax_id = $1",
        [&](const Row& row) { employer = employerOf(row); }, tax_id);
    return employer;
}

void EmployersRows::add(const Employer& employer) {
    connection_.run("INSERT INTO welfare_employers (" EMPLOYER_COLUMNS ") VALUES ($1, $2, $3, $4, $5)", employer.id,
                    employer.name, employer.tax_id, employer.iban, employer.holder);
}

std::optional<Plan> PlansRows::plan(const registers::Id& id) const {
    std::optional<Plan> plan;
    connection_.rows(
        "SELECT " PLAN_COLUMNS " FROM welfare_plans WHERE id = $1", [&](const Row& row) { plan = planOf(row); }, id);
    return plan;
}

std::vector<Plan> PlansRows::ofEmployer(const registers::Id& employer) const {
    std::vector<Plan> all;
    connection_.rows(
        "SELECT " PLAN_COLUMNS " FROM welfare_plans WHERE employer = $1 ORDER BY id DESC",
        [&](const Row& row) { all.push_back(planOf(row)); }, employer);
    return all;
}

void PlansRows::add(const Plan& plan) {
    const auto areas = joined(plan.areas);
    const auto categories = joined(plan.categories);
    const auto from = registers::text(plan.usable_from);
    const auto until = registers::text(plan.usable_until);
    const auto ends = registers::text(plan.service_ends_by);
    connection_.run("INSERT INTO welfare_plans (" PLAN_COLUMNS
                    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                    plan.id, plan.employer, plan.name, static_cast<int>(plan.basis), plan.year, plan.amount.cents(),
                    plan.account, from, until, ends, areas, categories, plan.opened, plan.seq);
}

std::optional<Credit> CreditsRows::credit(const registers::Id& id) const {
    std::optional<Credit> credit;
    connection_.rows(
        "SELECT " CREDIT_COLUMNS " FROM welfare_credits WHERE id = $1", [&](const Row& row) { credit = creditOf(row); },
        id);
    return credit;
}

std::optional<Credit> CreditsRows::of(const registers::Id& plan, const registers::Id& person) const {
    std::optional<Credit> credit;
    connection_.rows(
        "SELECT " CREDIT_COLUMNS " FROM welfare_credits WHERE person = $1 AND plan = $2",
        [&](const Row& row) { credit = creditOf(row); }, person, plan);
    return credit;
}

std::vector<Credit> CreditsRows::ofPerson(const registers::Id& person) const {
    std::vector<Credit> all;
    connection_.rows(
        "SELECT " CREDIT_COLUMNS " FROM welfare_credits WHERE person = $1 ORDER BY id",
        [&](const Row& row) { all.push_back(creditOf(row)); }, person);
    return all;
}

std::vector<Credit> CreditsRows::ofPlan(const registers::Id& plan, const registers::Id& after, int limit) const {
    std::vector<Credit> all;
    connection_.rows(
        "SELECT " CREDIT_COLUMNS " FROM welfare_credits WHERE plan = $1 AND id > $2 ORDER BY id LIMIT $3",
        [&](const Row& row) { all.push_back(creditOf(row)); }, plan, after, limit);
    return all;
}

welfare::Credited CreditsRows::total(const registers::Id& plan) const {
    welfare::Credited credited;
    connection_.rows(
        "SELECT COUNT(*), CAST(COALESCE(SUM(cents), 0) AS BIGINT) FROM welfare_credits WHERE plan = $1",
        [&](const Row& row) {
            credited = {static_cast<int>(row.number(0)), money(row, 1)};
        },
        plan);
    return credited;
}

Money CreditsRows::inYear(const registers::Id& employer, const registers::Id& person, int year) const {
    Money total;
    connection_.rows(
        "SELECT CAST(COALESCE(SUM(c.cents), 0) AS BIGINT) FROM welfare_credits c JOIN welfare_plans p ON p.id = c.plan "
        "WHERE c.person = $1 AND p.employer = $2 AND p.year = $3",
        [&](const Row& row) { total = money(row, 0); }, person, employer, year);
    return total;
}

void CreditsRows::add(const Credit& credit) {
    connection_.run("INSERT INTO welfare_credits (" CREDIT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)", credit.id,
                    credit.plan, credit.person, credit.account, credit.amount.cents(), credit.dependent_child,
                    credit.at);
}

void CreditsRows::keep(const Credit& credit) {
    connection_.run("UPDATE welfare_credits SET cents = $1, dependent_child = $2, at_us = $3 WHERE id = $4",
                    credit.amount.cents(), credit.dependent_child, credit.at, credit.id);
}

}  // namespace buono::store
