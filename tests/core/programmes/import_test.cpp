#include "core/programmes/import.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/register/codes.hpp"
#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using registers::Import;
using registers::RefusedRow;
using registers::Table;
using test::CityHall;
using test::dateOf;
using test::instantOf;
using test::taxCodeBorn;

const std::vector<std::string> kHeader{"applicant_tax_code",   "applicant_given_name", "applicant_family_name",
                                       "applicant_birth_date", "child_tax_code",       "child_given_name",
                                       "child_family_name",    "child_birth_date",     "bracket",
                                       "isee_protocol"};

std::vector<std::string> row(int parent, int child, std::string bracket = "B3") {
    return {taxCodeBorn(dateOf("1985-04-12"), parent),
            "Lucia",
            "Esempio",
            "1985-04-12",
            taxCodeBorn(dateOf("2015-09-01"), child),
            "Nora",
            "Esempio",
            "2015-09-01",
            std::move(bracket),
            "INPS-ISEE-2026-01234567A-00"};
}

Table tableOf(std::vector<std::vector<std::string>> rows) {
    Table table{kHeader, {}};
    for (auto& cells : rows) table.lines.push_back({static_cast<int>(table.lines.size()) + 2, std::move(cells)});
    return table;
}

Import importInto(const Id& programme) {
    Import import;
    import.target = programme;
    import.kind = "applications";
    import.at = instantOf("2026-03-10");
    return import;
}

TEST(ApplicationsImport, SortsRowsAndWritesNothingByChecking) {
    CityHall hall;
    const auto import = importInto(hall.loaded());
    auto broken = row(5, 6);
    broken[7] = "01/09/2015";
    const auto checked = hall.import.check(
        import, tableOf({row(1, 2), row(1, 3), row(4, 2), row(4, 7, ""), broken, row(8, 8)}), import.at);
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->first, 3);
    ASSERT_EQ(checked->second.size(), 3U);
    EXPECT_EQ(checked->second[0],
              (RefusedRow{4, "child_tax_code", codes::kChildAlreadyApplied, "line 2 is for this child"}));
    EXPECT_EQ(checked->second[1].line, 5);
    EXPECT_EQ(checked->second[1].code, codes::kOverTheLimit);
    EXPECT_EQ(checked->second[2].line, 6);
    EXPECT_EQ(checked->second[2].column, "child_birth_date");
    EXPECT_TRUE(hall.persons.all.empty());
    EXPECT_TRUE(hall.applications.rows.empty());
}

TEST(ApplicationsImport, NoReasonRepeatsWhatTheRowSays) {
    CityHall hall;
    const auto import = importInto(hall.loaded());
    auto bad = row(1, 2);
    bad[4] = "SECRETSECRETSECR";
    bad[6] = "Segreto";
    const auto checked = hall.import.check(import, tableOf({bad}), import.at);
    ASSERT_TRUE(checked);
    for (const auto& refused : checked->second) {
        EXPECT_EQ(refused.detail.find("SECRET"), std::string::npos);
        EXPECT_EQ(refused.detail.find("Segreto"), std::string::npos);
    }
}

TEST(ApplicationsImport, MakesEachPersonOnceAndMatchesTheKnown) {
    CityHall hall;
    const auto import = importInto(hall.loaded());
    people::Person known{hall.ids.next(), taxCodeBorn(dateOf("1985-04-12"), 1), "Lucia Maria", "Esempio",
                         dateOf("1985-04-12")};
    hall.persons.add(known);
    const auto seq = hall.import.write(import, tableOf({row(1, 2), row(1, 3), row(4, 5)}), import.at);
    ASSERT_TRUE(seq);
    EXPECT_EQ(*seq, hall.book.seq());
    EXPECT_EQ(hall.persons.all.size(), 5U);                             // One known, three children, one more parent.
    EXPECT_EQ(hall.persons.find(known.id)->given_name, "Lucia Maria");  // What is known stays.
    EXPECT_EQ(hall.persons.childrenOf(known.id).size(), 2U);
    ASSERT_EQ(hall.applications.rows.size(), 3U);
    EXPECT_EQ(hall.applications.rows[0].applicant, known.id);
    EXPECT_EQ(hall.applications.rows[0].bracket, 2);
    EXPECT_EQ(hall.applications.rows[0].state, ApplicationState::Eligible);
    EXPECT_EQ(hall.notices.all.size(), 3U);
}

// A second call: the family is known from the first, and a link that stands is not written again.
TEST(ApplicationsImport, AKnownFamilyStaysAsItIs) {
    CityHall hall;
    const auto first = importInto(hall.loaded());
    auto other = test::smallCall();
    other.slug = "wish-mi-2";
    const auto second = importInto(hall.loaded(other));
    ASSERT_TRUE(hall.import.write(first, tableOf({row(1, 2), row(1, 3)}), first.at));
    ASSERT_TRUE(hall.import.write(second, tableOf({row(1, 2), row(1, 4), row(5, 3)}), second.at));
    EXPECT_EQ(hall.persons.all.size(), 5U);
    EXPECT_EQ(hall.applications.rows.size(), 5U);
    auto links = hall.persons.links;
    std::sort(links.begin(), links.end());
    EXPECT_EQ(std::unique(links.begin(), links.end()), links.end());
    EXPECT_EQ(links.size(), 4U);  // Three children of one parent, one of them of another too.
}

TEST(ApplicationsImport, AChildOfTheCallIsRefusedTheSecondTime) {
    CityHall hall;
    const auto import = importInto(hall.loaded());
    ASSERT_TRUE(hall.import.write(import, tableOf({row(1, 2)}), import.at));
    const auto checked = hall.import.check(import, tableOf({row(1, 2), row(9, 2), row(1, 3)}), import.at);
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->first, 1);
    ASSERT_EQ(checked->second.size(), 2U);
    for (const auto& refused : checked->second) EXPECT_EQ(refused.code, codes::kChildAlreadyApplied);
}

// The day a file is handed in counts, not the day somebody finds time to confirm it.
TEST(ApplicationsImport, JudgesRowsAsOfTheDayTheFileWasStaged) {
    CityHall hall;
    auto import = importInto(hall.loaded());
    const auto later = instantOf("2026-04-15");
    EXPECT_TRUE(hall.import.check(import, tableOf({row(1, 2)}), later));
    import.at = later;
    const auto closed = hall.import.check(import, tableOf({row(1, 2)}), later);
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, codes::kWindowClosed);
}

TEST(ApplicationsImport, RefusesAFileItCannotUse) {
    CityHall hall;
    const auto import = importInto(hall.loaded());
    const auto with = [&](std::vector<std::string> header) {
        auto table = tableOf({});
        table.header = std::move(header);
        return hall.import.check(import, table, import.at).error();
    };
    auto header = kHeader;
    header.pop_back();
    EXPECT_EQ(with(header).code, codes::kImportHeaderWrong);
    EXPECT_EQ(with(header).field, "isee_protocol");
    header.push_back("isee");
    EXPECT_EQ(with(header).code, codes::kImportHeaderWrong);
    header.back() = "bracket";
    EXPECT_EQ(with(header).field, "bracket");
    EXPECT_EQ(hall.import.check(importInto(hall.ids.next()), tableOf({}), import.at).error().code, codes::kNotFound);
    hall.applied(import.target, "B1");
    ASSERT_TRUE(hall.ranked(import.target));
    EXPECT_EQ(hall.import.check(import, tableOf({row(1, 2)}), import.at).error().code, codes::kAlreadyRanked);
}

TEST(ApplicationsImport, ReadsColumnsInAnyOrder) {
    CityHall hall;
    const auto import = importInto(hall.loaded());
    auto table = tableOf({row(1, 2)});
    std::swap(table.header[0], table.header[8]);
    std::swap(table.lines[0].cells[0], table.lines[0].cells[8]);
    EXPECT_EQ(hall.import.check(import, table, import.at)->first, 1);
}

}  // namespace
}  // namespace buono::programmes
