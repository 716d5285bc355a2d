#include "core/programmes/rules.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using test::dateOf;
using test::smallCall;
using test::taxCodeBorn;

constexpr const char* kToday = "2026-03-10";

people::Person personBorn(const char* date, int number) {
    return {{}, taxCodeBorn(dateOf(date), number), "Nora", "Esempio", dateOf(date)};
}

Claim goodClaim() {
    return {personBorn("1985-04-12", 1), personBorn("2015-09-01", 2), "B3", "INPS-ISEE-2026-01234567A-00"};
}

void spoilCheckLetter(std::string& code) { code[15] = code[15] == 'A' ? 'B' : 'A'; }

struct Rule {
    const char* column;
    ErrorCode code;
    void (*break_it)(Claim&, registers::Date& today);
};

// One row a rule, in the order that is the contract.
const Rule kRules[] = {
    {"applicant_tax_code", codes::kTaxCodeInvalid, [](Claim& c, auto&) { spoilCheckLetter(c.applicant.tax_code); }},
    {"applicant_birth_date", codes::kBirthDateDiffers,
     [](Claim& c, auto&) { c.applicant.born = dateOf("1985-04-13"); }},
    {"applicant_given_name", ErrorCode::InvalidValue, [](Claim& c, auto&) { c.applicant.given_name.clear(); }},
    {"child_tax_code", codes::kTaxCodeInvalid, [](Claim& c, auto&) { c.child.tax_code = "NOT A CODE"; }},
    {"child_birth_date", codes::kBirthDateDiffers, [](Claim& c, auto&) { c.child.born = dateOf("2015-10-01"); }},
    {"child_family_name", ErrorCode::InvalidValue, [](Claim& c, auto&) { c.child.family_name.clear(); }},
    {"child_birth_date", codes::kChildTooOld, [](Claim& c, auto&) { c.child = personBorn("2008-03-10", 2); }},
    {"bracket", codes::kBracketUnknown, [](Claim& c, auto&) { c.bracket = "B5"; }},
    {"isee_protocol", codes::kProtocolInvalid, [](Claim& c, auto&) { c.protocol.pop_back(); }},
    {"", codes::kWindowClosed, [](Claim&, registers::Date& today) { today = dateOf("2026-04-01"); }},
};

TEST(ApplicationRules, TheFirstRuleBrokenIsTheAnswer) {
    // Row i breaks its own rule and every later one that the same claim can still break: a check moved or lost is red.
    for (std::size_t i = 0; i < std::size(kRules); ++i) {
        SCOPED_TRACE(std::string{kRules[i].column} + " " + std::to_string(static_cast<int>(kRules[i].code)));
        auto claim = goodClaim();
        auto today = dateOf(kToday);
        for (std::size_t later = std::size(kRules); later-- > i;) kRules[later].break_it(claim, today);
        const auto checked = checkClaim(claim, smallCall(), today);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, kRules[i].code) << checked.error().detail;
        EXPECT_EQ(checked.error().field, kRules[i].column);
    }
}

TEST(ApplicationRules, EachRuleAloneIsEnough) {
    for (const auto& rule : kRules) {
        SCOPED_TRACE(rule.column);
        auto claim = goodClaim();
        auto today = dateOf(kToday);
        rule.break_it(claim, today);
        const auto checked = checkClaim(claim, smallCall(), today);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, rule.code);
    }
    EXPECT_TRUE(checkClaim(goodClaim(), smallCall(), dateOf(kToday)));
}

TEST(ApplicationRules, TheTaxCodeIsKeptInCapitals) {
    auto claim = goodClaim();
    const auto kept = claim.child.tax_code;
    for (auto& c : claim.child.tax_code) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    const auto checked = checkClaim(claim, smallCall(), dateOf(kToday));
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->child.tax_code, kept);
}

TEST(ApplicationRules, NoBracketMeansOverTheLimit) {
    auto claim = goodClaim();
    claim.bracket.clear();
    const auto checked = checkClaim(claim, smallCall(), dateOf(kToday));
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, codes::kOverTheLimit);
}

TEST(ApplicationRules, NobodyAppliesForThemselves) {
    auto claim = goodClaim();
    claim.applicant = claim.child;
    EXPECT_EQ(checkClaim(claim, smallCall(), dateOf(kToday)).error().code, codes::kApplicantIsChild);
}

TEST(ApplicationRules, AChildNotYetBornCannotApply) {
    auto claim = goodClaim();
    claim.child = personBorn("2026-03-11", 2);
    EXPECT_EQ(checkClaim(claim, smallCall(), dateOf(kToday)).error().field, "child_birth_date");
}

TEST(ApplicationRules, TheDayBeforeTheBirthdayIsNotYetEighteen) {
    auto claim = goodClaim();
    claim.child = personBorn("2008-03-11", 2);
    EXPECT_TRUE(checkClaim(claim, smallCall(), dateOf("2026-03-10")));
    EXPECT_FALSE(checkClaim(claim, smallCall(), dateOf("2026-03-11")));
}

TEST(ApplicationRules, TheProtocolHasOneForm) {
    const auto today = dateOf(kToday);
    for (const auto* good : {"INPS-ISEE-2026-01234567A-00", "INPS-ISEE-2026-99999999Z-99"})
        EXPECT_TRUE(checkProtocol(good, today)) << good;
    for (const auto* bad :
         {"", "INPS-ISEE-2025-01234567A-00", "INPS-ISEE-2027-01234567A-00", "inps-isee-2026-01234567A-00",
          "INPS-ISEE-2026-01234567a-00", "INPS-ISEE-2026-0123456AA-00", "INPS-ISEE-2026-01234567A-0",
          "INPS-ISEE-2026-01234567A-000", "INPS ISEE 2026 01234567A 00", "XNPS-ISEE-2026-01234567A-00",
          "INPS-ISEE-2026-01234567A-00 ", "INPS-ISEE-20Z6-01234567A-00", "INPS-ISEE-2026-012345671-00"})
        EXPECT_FALSE(checkProtocol(bad, today)) << bad;
}

TEST(ApplicationRules, TheWindowIncludesBothItsDays) {
    const auto call = smallCall();
    EXPECT_FALSE(checkWindow(call, dateOf("2026-02-28")));
    EXPECT_TRUE(checkWindow(call, dateOf("2026-03-01")));
    EXPECT_TRUE(checkWindow(call, dateOf("2026-03-31")));
    EXPECT_FALSE(checkWindow(call, dateOf("2026-04-01")));
}

}  // namespace
}  // namespace buono::programmes
