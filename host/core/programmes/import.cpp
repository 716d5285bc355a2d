#include "core/programmes/import.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/register/codes.hpp"

namespace buono::programmes {
namespace {

using registers::RefusedRow;
using registers::Table;

enum Column : std::size_t {
    kApplicantCode,
    kApplicantGiven,
    kApplicantFamily,
    kApplicantBorn,
    kChildCode,
    kChildGiven,
    kChildFamily,
    kChildBorn,
    kBracket,
    kProtocol,
    kColumns,
};
constexpr std::array<std::string_view, kColumns> kNames{
    "applicant_tax_code",   "applicant_given_name", "applicant_family_name",
    "applicant_birth_date", "child_tax_code",       "child_given_name",
    "child_family_name",    "child_birth_date",     "bracket",
    "isee_protocol"};

using Places = std::array<std::size_t, kColumns>;  // Where each column stands in this file.

Error wrongHeader(std::string_view column, std::string detail) {
    return {codes::kImportHeaderWrong, std::string{column}, std::move(detail)};
}

Result<Places> placesOf(const std::vector<std::string>& header) {
    for (const auto& name : header) {
        if (std::find(kNames.begin(), kNames.end(), name) == kNames.end())
            return wrongHeader({}, "a column of the file is not known");  // It may be a person's data: never repeated.
        if (std::count(header.begin(), header.end(), name) > 1) return wrongHeader(name, "this column stands twice");
    }
    Places places{};
    for (std::size_t i = 0; i < kColumns; ++i) {
        const auto at = std::find(header.begin(), header.end(), kNames[i]);
        if (at == header.end()) return wrongHeader(kNames[i], "this column is missing");
        places[i] = static_cast<std::size_t>(at - header.begin());
    }
    return places;
}

class RowReader {
public:
    RowReader(const Table::Line& line, const Places& places) : line_{line}, places_{places} {}

    Result<Claim> claim() const {
        Claim claim{person(kApplicantCode), person(kChildCode), cell(kBracket), cell(kProtocol)};
        for (const auto born : {kApplicantBorn, kChildBorn}) {
            const auto date = registers::parseDate(cell(born));
            if (!date) return Error{ErrorCode::InvalidValue, std::string{kNames[born]}, "a date is written 2015-09-01"};
            (born == kApplicantBorn ? claim.applicant : claim.child).born = *date;
        }
        return claim;
    }

private:
    const std::string& cell(std::size_t column) const { return line_.cells[places_[column]]; }
    people::Person person(std::size_t first) const { return {{}, cell(first), cell(first + 1), cell(first + 2), {}}; }

    const Table::Line& line_;
    const Places& places_;
};

RefusedRow refusedRow(int line, const Error& error) { return {line, error.field, error.code, error.detail}; }

RefusedRow taken(int line, std::string detail) {
    return {line, "child_tax_code", codes::kChildAlreadyApplied, std::move(detail)};
}

}  // namespace

Result<ApplicationsImport::Sorted> ApplicationsImport::sort(const registers::Import& import, const Programme& programme,
                                                            const Table& table) const {
    const auto places = placesOf(table.header);
    if (!places) return places.error();
    if (desk_.rankings.ofProgramme(programme.id)) return Error{codes::kAlreadyRanked, "programme", {}};
    const auto day_sent = calendar_.dateOf(import.at);
    if (const auto open = checkWindow(programme.call, day_sent); !open) return open.error();

    Sorted sorted;
    std::vector<int> lines;                        // Of the accepted, which may still be children of the call.
    std::unordered_map<std::string, int> line_of;  // Child's tax code -> the line that has it first.
    for (const auto& line : table.lines) {
        auto read = RowReader{line, *places}.claim();
        auto claim = read ? checkClaim(std::move(*read), programme.call, day_sent) : std::move(read);
        if (!claim) {
            sorted.refused.push_back(refusedRow(line.number, claim.error()));
            continue;
        }
        const auto [first, is_first] = line_of.emplace(claim->child.tax_code, line.number);
        if (!is_first) {
            sorted.refused.push_back(
                taken(line.number, "line " + std::to_string(first->second) + " is for this child"));
            continue;
        }
        sorted.accepted.push_back(std::move(*claim));
        lines.push_back(line.number);
    }
    refuseApplied(programme.id, lines, sorted);
    return sorted;
}

// The last rule needs rows: one application per child and call.
void ApplicationsImport::refuseApplied(const Id& programme, std::span<const int> lines, Sorted& sorted) const {
    const auto applied = desk_.applications.children(programme);
    if (applied.empty()) return;
    std::vector<std::string> tax_codes;
    for (const auto& claim : sorted.accepted) tax_codes.push_back(claim.child.tax_code);
    const auto known = desk_.persons.byTaxCodes(tax_codes);
    std::vector<Claim> free;
    for (std::size_t i = 0; i < sorted.accepted.size(); ++i) {
        const auto child = known.find(tax_codes[i]);
        if (child != known.end() && applied.contains(child->second))
            sorted.refused.push_back(taken(lines[i], "the call has an application for this child"));
        else
            free.push_back(std::move(sorted.accepted[i]));
    }
    sorted.accepted = std::move(free);
    std::sort(sorted.refused.begin(), sorted.refused.end(),
              [](const auto& a, const auto& b) { return a.line < b.line; });
}

Result<registers::ImportKind::Checked> ApplicationsImport::check(const registers::Import& import, const Table& table,
                                                                 Instant) const {
    const auto programme = desk_.programmes.find(import.target);
    if (!programme) return Error{codes::kNotFound, "programme", {}};
    auto sorted = sort(import, *programme, table);
    if (!sorted) return sorted.error();
    return Checked{static_cast<int>(sorted->accepted.size()), std::move(sorted->refused)};
}

// Everybody the file speaks of, by tax code: those known, and those made now.
ApplicationsImport::People ApplicationsImport::peopleOf(std::span<const Claim> claims) {
    std::vector<std::string> tax_codes;
    for (const auto& claim : claims) {
        tax_codes.push_back(claim.applicant.tax_code);
        tax_codes.push_back(claim.child.tax_code);
    }
    People people{desk_.persons.byTaxCodes(tax_codes), {}};
    std::vector<people::Person> made;
    for (const auto& claim : claims) {
        for (const auto* declared : {&claim.applicant, &claim.child}) {
            const auto [known, is_new] = people.by_code.try_emplace(declared->tax_code);
            if (!is_new) continue;
            known->second = ids_.next();
            made.push_back(*declared);
            made.back().id = known->second;
            people.made.insert(known->second);
        }
    }
    desk_.persons.addAll(made);
    return people;
}

Result<std::uint64_t> ApplicationsImport::write(const registers::Import& import, const Table& table, Instant now) {
    const auto programme = desk_.programmes.find(import.target);
    if (!programme) return Error{codes::kNotFound, "programme", {}};
    const auto sorted = sort(import, *programme, table);
    if (!sorted) return sorted.error();

    const auto people = peopleOf(sorted->accepted);
    std::vector<Application> applications;
    std::vector<people::Persons::Link> links;
    applications.reserve(sorted->accepted.size());
    for (const auto& claim : sorted->accepted) {
        const auto applicant = people.by_code.at(claim.applicant.tax_code);
        const auto child = people.by_code.at(claim.child.tax_code);
        const bool may_be_linked = !people.made.contains(applicant) && !people.made.contains(child);
        if (!may_be_linked || !desk_.persons.isResponsibleFor(applicant, child)) links.push_back({applicant, child});
        applications.push_back({.id = ids_.next(),
                                .programme = programme->id,
                                .applicant = applicant,
                                .child = child,
                                .bracket = static_cast<int>(*programme->call.bracket(claim.bracket)),
                                .protocol = claim.protocol,
                                .at = now,
                                .seq = book_.seq()});
    }
    desk_.persons.addChildren(links);
    keep(desk_, applications, ids_);
    return book_.seq();
}

}  // namespace buono::programmes
