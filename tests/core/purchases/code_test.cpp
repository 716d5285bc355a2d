// Codes: what people can mistype is noticed before anybody is asked.
#include "core/purchases/code.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/market.hpp"

namespace buono::purchases {
namespace {

constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

class Codes : public testing::Test {
protected:
    std::string made(std::uint64_t number) const {
        return maker.code(CodeKind::Purchase, test::CountedIds::of(number), 1);
    }

    test::MixSeal seal;
    CodeMaker maker{seal};
};

TEST_F(Codes, AreTheSameForTheSameForEver) {
    EXPECT_EQ(made(1), made(1));
    std::set<std::string> all{made(1), made(2), maker.code(CodeKind::Spending, test::CountedIds::of(1), 1),
                              maker.code(CodeKind::Purchase, test::CountedIds::of(1), 2)};
    EXPECT_EQ(all.size(), 4U);
}

TEST_F(Codes, HaveEighteenSymbolsThatNobodyConfuses) {
    for (std::uint64_t i = 0; i < 200; ++i) {
        const auto code = made(i);
        EXPECT_EQ(code.size(), kCodeSymbols);
        EXPECT_EQ(code.find_first_not_of(kSymbols), std::string::npos);
        EXPECT_EQ(readCode(code), code);
    }
}

TEST_F(Codes, AnyOneWrongSymbolIsNoticed) {
    for (std::uint64_t i = 0; i < 50; ++i) {
        const auto code = made(i);
        for (std::size_t place = 0; place < code.size(); ++place) {
            for (const char symbol : kSymbols) {
                auto typed = code;
                typed[place] = symbol;
                EXPECT_EQ(readCode(typed).has_value(), symbol == code[place]) << typed;
            }
        }
    }
}

TEST_F(Codes, AnySwapOfNeighboursIsNoticed) {
    for (std::uint64_t i = 0; i < 2000; ++i) {
        const auto code = made(i);
        for (std::size_t place = 0; place + 1 < code.size(); ++place) {
            auto typed = code;
            std::swap(typed[place], typed[place + 1]);
            EXPECT_EQ(readCode(typed).has_value(), typed == code) << typed;
        }
    }
}

TEST_F(Codes, AreReadAsPeopleWriteThem) {
    const auto code = made(7);
    std::string typed = " ";
    bool capital = false;
    for (const char c : groupedCode(code)) {
        if (c == '0')
            typed += 'o';
        else if (c == '1')
            typed += (capital = !capital) ? 'I' : 'l';
        else if (c == '-')
            typed += " - ";
        else
            typed += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    EXPECT_EQ(readCode(typed), code);
}

TEST_F(Codes, WhatIsNoCodeIsNone) {
    const auto code = made(1);
    for (const auto& typed : {std::string{}, std::string{"-"}, code.substr(1), code + "0", "U" + code.substr(1),
                              "_" + code.substr(1), std::string(65, ' '), code + std::string(50, ' ')})
        EXPECT_FALSE(readCode(typed)) << typed;
}

TEST_F(Codes, AreShownInGroups) { EXPECT_EQ(groupedCode("0123456789ABCDEFGH"), "012345-6789AB-CDEFGH"); }

TEST_F(Codes, ARowKeepsOnlyTheHash) {
    const auto row = maker.row(CodeKind::Spending, test::CountedIds::of(3), 4);
    EXPECT_EQ(row.hash, maker.hash(maker.code(CodeKind::Spending, test::CountedIds::of(3), 4)));
    EXPECT_EQ(row.issue, 4);
}

}  // namespace
}  // namespace buono::purchases
