// Office: one employer with its plans, over a real Book: what tests of welfare and settlement start from.
#pragma once

#include <string>
#include <vector>

#include "core/welfare/credit_import.hpp"
#include "support/payroll.hpp"
#include "support/scenario.hpp"
#include "support/shop.hpp"

namespace buono::test {

class MemoryDirectory final : public instruments::Directory {
public:
    std::optional<ledger::AccountNo> find(const instruments::Purpose& purpose) const override {
        for (const auto& one : all)
            if (one.purpose == purpose) return one.account;
        return std::nullopt;
    }
    std::vector<instruments::Entitled> ofKind(ledger::AccountKind kind) const override {
        std::vector<instruments::Entitled> found;
        for (const auto& one : all)
            if (one.purpose.kind == kind) found.push_back(one);
        return found;
    }
    void add(ledger::AccountNo account, const instruments::Purpose& purpose) override {
        BUONO_CHECK(!find(purpose));
        all.push_back({account, purpose});
    }

    std::vector<instruments::Entitled> all;
};

class Office {
public:
    Office() {
        const auto catalogue = smallCatalogue();
        shop.lists[catalogue::TermKind::Area] = catalogue.areas;
        shop.lists[catalogue::TermKind::Category] = catalogue.categories;
        employer = *register_employer(draft());
    }

    static welfare::Employer draft() {
        return {{}, "Officine Lombarde", "01199250158", "IT60X0542811101000000123456", "Officine Lombarde S.p.A."};
    }
    static registers::Instant now() { return instantOf("2026-03-01"); }

    welfare::PlanOrder order(std::int64_t cents = 5'000'00) const {
        return {employer.id, "Welfare 2026", 2026, *Money::ofCents(cents), {}, {}, {}, {}, {}};
    }
    welfare::Plan plan(std::int64_t cents) { return *open_plan(order(cents), now()); }

    static registers::Table::Line line(int number, std::string tax_code, std::string amount, std::string child = "no") {
        return {number, {std::move(tax_code), "Mario", "Rossi", "1980-01-01", std::move(amount), std::move(child)}};
    }
    static registers::Table table(std::vector<registers::Table::Line> lines) {
        return {{"tax_code", "given_name", "family_name", "birth_date", "amount", "dependent_child"}, std::move(lines)};
    }
    registers::Import import(const Id& plan) const {
        registers::Import one;
        one.kind = welfare::kCredits;
        one.target = plan;
        one.scope = employer.id;
        return one;
    }
    /// Credits people 0, 1, 2, ... with these amounts.
    Status credit(const welfare::Plan& to, const std::vector<std::string>& amounts) {
        std::vector<registers::Table::Line> lines;
        for (const auto& amount : amounts) {
            const auto number = static_cast<int>(lines.size());
            lines.push_back(line(number + 2, taxCodeOf(number), amount));
        }
        const auto done = credit_import.write(import(to.id), table(lines), now());
        return done ? kOk : Status{done.error()};
    }

    Scenario ledger;
    MemoryDirectory directory;
    instruments::Payables payables{ledger.book, directory};
    Payroll payroll;
    Shop shop;
    MadeIds ids;
    UtcCalendar calendar;
    MemoryPersons persons;
    MemoryNotices notices;
    welfare::RegisterEmployer register_employer{payroll, ids};
    welfare::OpenPlan open_plan{ledger.book, payables, {payroll, payroll, shop, ids, calendar}};
    welfare::CreditImport credit_import{{payroll, payroll, persons, ledger.book, calendar},
                                        welfare::CreditImport::Writes{ledger.book, payroll, persons, notices, ids}};
    welfare::CreditOffers offers{payroll, payroll};
    welfare::Employer employer;
};

}  // namespace buono::test
