#include "core/people/tax_code.hpp"

#include <gtest/gtest.h>

#include "core/people/person.hpp"
#include "core/register/codes.hpp"

namespace buono::people {
namespace {

using namespace std::chrono_literals;

// RSSMRA80A01H501U and its variants are the official example; the others are of people who do not exist.
TEST(TaxCode, ReadsTheOfficialExampleAndItsVariantsOfOmocodia) {
    for (const auto* text : {"RSSMRA80A01H501U", "RSSMRA80A01H50MM", "RSSMRA80A01H5LMX", "RSSMRAULALMHRLMD"}) {
        const auto code = TaxCode::parse(text);
        ASSERT_TRUE(code) << text << ": " << code.error().detail;
        EXPECT_EQ(code->text(), text);
        EXPECT_EQ(code->born(2025), Date(1980y, std::chrono::January, 1d));
        EXPECT_FALSE(code->female());
        EXPECT_EQ(code->isOmocodia(), code->text() != "RSSMRA80A01H501U");
    }
}

TEST(TaxCode, TwoVariantsOfOmocodiaAreTwoPersons) {
    EXPECT_NE(*TaxCode::parse("RSSMRA80A01H501U"), *TaxCode::parse("RSSMRA80A01H50MM"));
}

TEST(TaxCode, SmallLettersAreTheSameCode) { EXPECT_EQ(TaxCode::parse("rssmra80a01h501u")->text(), "RSSMRA80A01H501U"); }

TEST(TaxCode, AWomansDayIsFortyMore) {
    const auto code = TaxCode::parse("BNCLRA95M55X999R");
    ASSERT_TRUE(code) << code.error().detail;
    EXPECT_TRUE(code->female());
    EXPECT_EQ(code->born(2025), Date(1995y, std::chrono::August, 15d));
}

TEST(TaxCode, TheCenturyIsTheLastThatHasBeen) {
    const auto code = *TaxCode::parse("RSSMRA80A01H501U");
    EXPECT_EQ(code.born(2080).year(), 2080y);
    EXPECT_EQ(code.born(2079).year(), 1980y);
    EXPECT_EQ(code.born(1979).year(), 1880y);
}

// One row a rule, in their order; each row breaks one rule only.
TEST(TaxCode, RefusesWhatIsNoCodeAndSaysWhy) {
    struct Row {
        const char* text;
        const char* why;
    };
    for (const auto& [text, why] : std::initializer_list<Row>{
             {"", "16 characters"},
             {"RSSMRA80A01H501", "16 characters"},
             {"RSSMRA80A01H501UU", "16 characters"},
             {"RSSMR180A01H501U", "six letters"},
             {"RSSMRA8AA01H501U", "six letters"},  // A stands for no digit.
             {"RSSMRA80A01H5O1U", "six letters"},  // Nor does O.
             {"RSSMRA8 A01H501U", "six letters"},
             {"RSSMRA80F01H501G", "no month"},
             {"RSSMRA80A00H501V", "no such day"},
             {"RSSMRA80A32H501C", "no such day"},
             {"RSSMRA80A40H501Z", "no such day"},
             {"RSSMRA80A72H501G", "no such day"},
             {"RSSMRA80D31H501D", "no such day"},
             {"RSSMRA80B30H501X", "no such day"},
             {"RSSMRA81B29H501R", "no 29 February"},
             {"RSSMRA81B69H501V", "no 29 February"},
             {"RSSMRA80A01H501V", "check letter"},
             {"RSSMRA80A10H501U", "check letter"},
         }) {
        const auto code = TaxCode::parse(text);
        ASSERT_FALSE(code) << text;
        EXPECT_EQ(code.error().code, codes::kTaxCodeInvalid);
        EXPECT_EQ(code.error().field, "/tax_code");
        EXPECT_NE(code.error().detail.find(why), std::string::npos) << text << ": " << code.error().detail;
        if (*text != '\0') {
            EXPECT_EQ(code.error().detail.find(text), std::string::npos) << "a detail never repeats a tax code";
        }
    }
}

TEST(TaxCode, FitsTheDateOfBirthInAnyCenturyAndNoOther) {
    const auto code = *TaxCode::parse("RSSMRA80A01H501U");
    EXPECT_TRUE(fits(code, Date(1980y, std::chrono::January, 1d)));
    EXPECT_TRUE(fits(code, Date(1880y, std::chrono::January, 1d)));
    EXPECT_FALSE(fits(code, Date(1980y, std::chrono::January, 2d)));
    EXPECT_FALSE(fits(code, Date(1980y, std::chrono::February, 1d)));
    EXPECT_FALSE(fits(code, Date(1981y, std::chrono::January, 1d)));
    EXPECT_FALSE(fits(code, Date(1980y, std::chrono::January, 41d)));
}

Person mario() { return {{}, "rssmra80a01h501u", "Mario", "Rossi", Date(1980y, std::chrono::January, 1d)}; }

TEST(Person, IsCheckedCodeFirstThenBirthThenNames) {
    EXPECT_EQ(checkPerson(mario())->text(), "RSSMRA80A01H501U");
    auto person = mario();
    const auto refused = [&] { return checkPerson(person).error(); };
    person.given_name = " ";
    EXPECT_EQ(refused().field, "/given_name");
    person = mario();
    person.given_name = std::string(kNameBytesMax + 1, 'a');
    EXPECT_EQ(refused().field, "/given_name");
    person = mario();
    person.family_name = "Ros\nsi";
    EXPECT_EQ(refused().field, "/family_name");
    person.born = Date(1980y, std::chrono::January, 2d);
    EXPECT_EQ(refused().code, codes::kBirthDateDiffers);
    EXPECT_EQ(refused().field, "/birth_date");
    person.tax_code[15] = 'A';
    EXPECT_EQ(refused().code, codes::kTaxCodeInvalid);
}

TEST(Person, IsTheSameWhateverCapitalsAndSpacesOfTheNames) {
    auto a = mario(), b = mario();
    a.given_name = "Niccolò  Maria", b.given_name = " NICCOLÒ MARIA ";
    EXPECT_TRUE(sameData(a, b));
    b.given_name = "Nicolò Maria";
    EXPECT_FALSE(sameData(a, b));
    b = a, b.family_name = "Rosso";
    EXPECT_FALSE(sameData(a, b));
    b = a, b.born = Date(1880y, std::chrono::January, 1d);
    EXPECT_FALSE(sameData(a, b));
    b = a, b.tax_code = "RSSMRA80A01H50MM";
    EXPECT_FALSE(sameData(a, b));
}

}  // namespace
}  // namespace buono::people
