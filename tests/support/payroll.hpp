// Payroll: the rows of welfare in memory, people with valid tax codes who do not exist, and a calendar without zones.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/people/tax_code.hpp"
#include "core/welfare/ports.hpp"
#include "support/people.hpp"

namespace buono::test {

/// Civil days are those of UTC.
class UtcCalendar final : public registers::Calendar {
public:
    registers::Date dateOf(registers::Instant at) const override {
        return std::chrono::floor<std::chrono::days>(
            std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{at.us}});
    }
    registers::Instant endOf(registers::Date date) const override { return start(date, 1); }

    static registers::Instant start(registers::Date date, int days_later = 0) {
        const auto day = std::chrono::sys_days{date} + std::chrono::days{days_later};
        return {std::chrono::microseconds{day.time_since_epoch()}.count()};
    }
};

inline registers::Instant instantOf(std::string_view date) { return UtcCalendar::start(*registers::parseDate(date)); }

/// The valid tax code of person number 0..9999, born on 1980-01-01 in a town that does not exist.
inline std::string taxCodeOf(int number) {
    constexpr std::string_view kLetters = "BCDFGLMNPR";
    std::string code = "RSSXXX80A01X999";
    for (std::size_t i = 3; i < 6; ++i, number /= 10) code[i] = kLetters[static_cast<std::size_t>(number % 10)];
    code[0] = kLetters[static_cast<std::size_t>(number % 10)];
    for (char check = 'A'; check <= 'Z'; ++check) {
        if (people::TaxCode::parse(code + check)) return code + check;
    }
    BUONO_CHECK(!"a check letter exists");
    return {};
}

inline Money plus(Money a, Money b) { return *add(a, b); }

class Payroll final : public welfare::Employers, public welfare::Plans, public welfare::Credits {
public:
    std::map<Id, welfare::Employer> employers;
    std::map<Id, welfare::Plan> plans;
    std::map<Id, welfare::Credit> credits;

    std::optional<welfare::Employer> employer(const Id& id) const override { return valueOf(employers, id); }
    std::optional<welfare::Employer> byTaxId(std::string_view tax_id) const override {
        for (const auto& [id, one] : employers)
            if (one.tax_id == tax_id) return one;
        return std::nullopt;
    }
    void add(const welfare::Employer& one) override { employers[one.id] = one; }

    std::optional<welfare::Plan> plan(const Id& id) const override { return valueOf(plans, id); }
    std::vector<welfare::Plan> ofEmployer(const Id& id) const override {
        std::vector<welfare::Plan> all;
        for (auto one = plans.rbegin(); one != plans.rend(); ++one)
            if (one->second.employer == id) all.push_back(one->second);
        return all;
    }
    void add(const welfare::Plan& one) override { plans[one.id] = one; }

    std::optional<welfare::Credit> credit(const Id& id) const override { return valueOf(credits, id); }
    std::optional<welfare::Credit> of(const Id& plan, const Id& person) const override {
        for (const auto& [id, one] : credits)
            if (one.plan == plan && one.person == person) return one;
        return std::nullopt;
    }
    std::vector<welfare::Credit> ofPerson(const Id& person) const override {
        return those([&](const auto& one) { return one.person == person; });
    }
    std::vector<welfare::Credit> ofPlan(const Id& plan, const Id& after, int limit) const override {
        auto found = those([&](const auto& one) { return one.plan == plan && after < one.id; });
        if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
        return found;
    }
    welfare::Credited total(const Id& plan) const override {
        welfare::Credited credited;
        for (const auto& one : ofPlan(plan, {}, 100'000)) {
            ++credited.people;
            credited.amount = plus(credited.amount, one.amount);
        }
        return credited;
    }
    Money inYear(const Id& employer, const Id& person, int year) const override {
        Money total;
        for (const auto& one : ofPerson(person)) {
            const auto& of = plans.at(one.plan);
            if (of.employer == employer && of.year == year) total = plus(total, one.amount);
        }
        return total;
    }
    void add(const welfare::Credit& one) override { credits[one.id] = one; }
    void keep(const welfare::Credit& one) override {
        auto& kept = credits.at(one.id);
        kept.amount = one.amount;
        kept.dependent_child = one.dependent_child;
        kept.at = one.at;
    }

private:
    template <class T>
    static std::optional<T> valueOf(const std::map<Id, T>& all, const Id& id) {
        const auto at = all.find(id);
        return at == all.end() ? std::nullopt : std::optional{at->second};
    }
    template <class Wanted>
    std::vector<welfare::Credit> those(Wanted wanted) const {
        std::vector<welfare::Credit> found;
        for (const auto& [id, one] : credits)
            if (wanted(one)) found.push_back(one);
        return found;
    }
};

}  // namespace buono::test
