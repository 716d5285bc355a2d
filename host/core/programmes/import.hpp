// ApplicationsImport: applications on a file, one child a row, as the city receives them from its desks.
//
// Persons are matched by tax code, and made where nobody has it; what is known of a person stays as it was. Rows are
// judged as of the day the file was staged: that is the day they were handed in. One instance per connection; check()
// anywhere, write() on the writer's thread.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "core/programmes/apply.hpp"
#include "core/programmes/rules.hpp"
#include "core/register/imports.hpp"

namespace buono::programmes {

inline constexpr std::string_view kApplicationsKind = "applications";

class ApplicationsImport final : public registers::ImportKind {
public:
    ApplicationsImport(Desk desk, const ledger::Book& book, const registers::Calendar& calendar, registers::Ids& ids)
        : desk_{desk}, book_{book}, calendar_{calendar}, ids_{ids} {}

    Result<Checked> check(const registers::Import& import, const registers::Table& table, Instant now) const override;
    Result<std::uint64_t> write(const registers::Import& import, const registers::Table& table, Instant now) override;

private:
    struct Sorted {
        std::vector<Claim> accepted;
        std::vector<registers::RefusedRow> refused;
    };
    Result<Sorted> sort(const registers::Import& import, const Programme& programme,
                        const registers::Table& table) const;
    void refuseApplied(const Id& programme, std::span<const int> lines, Sorted& sorted) const;
    struct People {
        std::unordered_map<std::string, Id> by_code;
        std::unordered_set<Id, registers::IdHash> made;
    };
    People peopleOf(std::span<const Claim> claims);

    Desk desk_;
    const ledger::Book& book_;  ///< Asked for its seq in write() only.
    const registers::Calendar& calendar_;
    registers::Ids& ids_;
};

}  // namespace buono::programmes
