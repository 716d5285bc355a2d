#include "core/purchases/transfer.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace buono::purchases {
namespace {

Transfer transfer() { return {"Nuoto Blu", "IT60X0542811101000000123456", *Money::ofCents(5000), "RF18539007547034"}; }

TEST(Transfer, ItsTextIsThatOfTheGuidelines) {
    EXPECT_EQ(transferText(transfer()),
              "BCD\n002\n1\nSCT\n\nNuoto Blu\nIT60X0542811101000000123456\nEUR50.00\n\nRF18539007547034");
}

TEST(Transfer, ItsTextFitsTheCodeWhateverTheName) {
    auto longest = transfer();
    longest.amount = *Money::ofCents(99'999'999'999);
    longest.iban = std::string(34, '9');
    longest.payee.clear();
    for (int i = 0; i < 200; ++i) longest.payee += "\U0001F3CA";
    const auto text = transferText(longest);
    ASSERT_TRUE(text);
    EXPECT_LE(text->size(), 331U);
    EXPECT_GT(text->size(), 331U - 4U);
    EXPECT_EQ(text->find("\U0001F3CA\n") != std::string::npos, true);  // No sign is cut in two.
    longest.payee = "a\nb" + std::string(100, 'x');
    EXPECT_EQ(std::ranges::count(*transferText(longest), '\n'), 9);
    EXPECT_NE(transferText(longest)->find("\na b" + std::string(67, 'x') + "\n"), std::string::npos);
}

TEST(Transfer, WithoutAnAccountANameAGoodReferenceOrAnAmountThereIsNone) {
    for (int missing = 0; missing < 5; ++missing) {
        auto one = transfer();
        if (missing == 0) one.iban.clear();
        if (missing == 1) one.payee.clear();
        if (missing == 2) one.reference = "RF17539007547034";
        if (missing == 3) one.amount = Money{};
        if (missing == 4) one.amount = *Money::ofCents(100'000'000'000);
        EXPECT_FALSE(transferText(one)) << missing;
    }
}

TEST(Transfer, AReferenceHasItsCheckDigits) {
    EXPECT_TRUE(isCreditorReference("RF712348231"));
    for (const auto* bad :
         {"", "RF", "RF71", "RF722348231", "RF71 2348231", "rf712348231", "XX712348231", "RF712348231\n"})
        EXPECT_FALSE(isCreditorReference(bad)) << bad;
}

TEST(Transfer, IsReadInFours) {
    EXPECT_EQ(inFours("RF18539007547034"), "RF18 5390 0754 7034");
    EXPECT_EQ(inFours("IT60X"), "IT60 X");
    EXPECT_EQ(inFours(""), "");
}

}  // namespace
}  // namespace buono::purchases
