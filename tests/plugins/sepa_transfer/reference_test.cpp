#include "reference.hpp"

#include <gmock/gmock.h>

#include <set>

namespace sepa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> found(std::string_view text) {
    std::vector<std::string> all;
    findReferences(text, all);
    return all;
}

TEST(CreditorReference, TheVectorsOfOthersHold) {
    for (const auto* good : {"RF18539007547034", "RF712348231", "RF6518K5", "RF45G72UUR"})
        EXPECT_TRUE(isCreditorReference(good)) << good;
    for (const auto* bad : {"RF17539007547034", "RF18539007547043", "RF18", "rf18539007547034", "RF1853900754703 4", "",
                            "XX18539007547034", "RFA8539007547034", "RF18539007547034539007547034"})
        EXPECT_FALSE(isCreditorReference(bad)) << bad;
    EXPECT_EQ(creditorReference("539007547034"), "RF18539007547034");
    EXPECT_EQ(creditorReference("2348231"), "RF712348231");
}

TEST(CreditorReference, FollowsFromTheOperationAlone) {
    std::set<std::string> all;
    for (int i = 0; i < 20'000; ++i) {
        const auto one = referenceOf("0190a000-0000-7000-8000-" + std::to_string(100'000'000'000 + i), 0);
        EXPECT_EQ(one.size(), kOurLength);
        EXPECT_TRUE(isCreditorReference(one)) << one;
        all.insert(one);
    }
    EXPECT_EQ(all.size(), 20'000U);
    EXPECT_EQ(referenceOf("a", 0), referenceOf("a", 0));
    EXPECT_NE(referenceOf("a", 0), referenceOf("a", 1));
}

TEST(CreditorReference, ADigitForADigitAndALetterForALetterAreNoticed) {
    const auto one = referenceOf("a", 0);
    for (std::size_t at = 2; at < one.size(); ++at)
        for (const char c : std::string_view{"0123456789ABCDEFGHJKMNPQRSTVWXYZ"}) {
            if (std::isdigit(c) != std::isdigit(one[at])) continue;  // Mod 97 misses a few of those.
            auto other = one;
            other[at] = c;
            EXPECT_EQ(isCreditorReference(other), other == one) << other;
        }
}

TEST(CreditorReference, IsFoundInWhatPeopleType) {
    const auto one = referenceOf("a", 0);
    const auto other = referenceOf("b", 0);
    auto blanks = one;
    for (std::size_t at = 4; at < blanks.size(); at += 5) blanks.insert(at, " ");
    auto small = one;
    for (auto& c : small) c = static_cast<char>(std::tolower(c));
    for (const auto& text : {one, "corso di nuoto " + one + " per Anna", blanks, "rif." + small, one + one.substr(0, 9),
                             "RF RF" + one, one.substr(0, 7) + "\n" + one.substr(7), one + " Rossi"})
        EXPECT_THAT(found(text), ElementsAre(one)) << text;
    EXPECT_THAT(found(one + "," + other + " " + one), ElementsAre(one, other));
    for (const auto& text : {std::string{"RF"}, one.substr(0, 16), one.substr(1), std::string{"surf RF12"}})
        EXPECT_THAT(found(text), IsEmpty()) << text;
}

}  // namespace
}  // namespace sepa
