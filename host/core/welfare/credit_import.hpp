// CreditImport: the file by which an employer credits its people (import kind "credits").
//
// Columns, in any order: tax_code, given_name, family_name, birth_date, amount, dependent_child (yes or no). A person
// whom the city does not know yet is added with what the row says; one it knows is found by tax code, and the row's
// names change nothing. Crediting again adds to the person's credit of the plan.
// One instance per connection: a reader's checks, the writer's writes too.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/ledger/book.hpp"
#include "core/people/person.hpp"
#include "core/register/imports.hpp"
#include "core/welfare/ports.hpp"

namespace buono::people {
class Persons;
class Notices;
}  // namespace buono::people

namespace buono::welfare {

inline constexpr std::string_view kCredits = "credits";

class CreditImport final : public registers::ImportKind {
public:
    struct Reads {
        const Plans& plans;
        const Credits& credits;
        const people::Persons& persons;
        const ledger::Balances& balances;
        const registers::Calendar& calendar;
    };
    struct Writes {
        ledger::Book& book;
        Credits& credits;
        people::Persons& persons;
        people::Notices& notices;
        registers::Ids& ids;
    };

    explicit CreditImport(Reads reads, std::optional<Writes> writes = std::nullopt) : reads_{reads}, writes_{writes} {}

    /// Refuses the file, in this order: a plan that is another employer's or none, a tax year that is not open, a
    /// column that is missing or not known, more in all than the plan still has. Refuses a row for the first of: birth
    /// date, tax code, names, amount, dependent_child, a person who stands in an earlier row, the yearly threshold.
    Result<Checked> check(const registers::Import& import, const registers::Table& table,
                          registers::Instant now) const override;
    /// Opens and credits the accounts in one entry group for every 4,000 people, and tells each of them.
    Result<std::uint64_t> write(const registers::Import& import, const registers::Table& table,
                                registers::Instant now) override;

private:
    /// A row that may be credited.
    struct Grant {
        people::Person person;  ///< With an id when the city knows them.
        Money amount;
        bool dependent_child = false;
    };
    struct Sifted {
        Plan plan;
        std::vector<Grant> grants;
        std::vector<registers::RefusedRow> refused;
    };

    Result<Sifted> sift(const registers::Import& import, const registers::Table& table, registers::Instant now) const;
    Status withinThreshold(const Plan& plan, const Grant& grant) const;
    std::uint64_t credit(const Plan& plan, std::vector<Grant>& grants, registers::Instant now);
    void keep(std::span<Grant> grants, std::span<Credit> credits);

    Reads reads_;
    std::optional<Writes> writes_;
};

}  // namespace buono::welfare
