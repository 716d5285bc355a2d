#include "core/people/code.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace buono::people {
namespace {

TEST(HandedCode, HasEightSymbolsForFiveBytes) {
    EXPECT_EQ(handedCode(std::array<unsigned char, 5>{0, 0, 0, 0, 0}), "00000000");
    EXPECT_EQ(handedCode(std::array<unsigned char, 5>{255, 255, 255, 255, 255}), "ZZZZZZZZ");
    EXPECT_EQ(handedCode(std::array<unsigned char, 5>{0x08, 0x42, 0x10, 0x84, 0x21}), "11111111");
    EXPECT_EQ(handedCode(std::array<unsigned char, 10>{0, 0, 0, 0, 0, 0, 0, 0, 0, 1}), "0000000000000001");
}

TEST(HandedCode, IsReadAsPeopleWriteIt) {
    EXPECT_EQ(readHandedCode("abcd-ef0o", 8), "ABCDEF00");
    EXPECT_EQ(readHandedCode(" ilIL 2345 ", 8), "11112345");
    EXPECT_EQ(readHandedCode(groupedHandedCode("ABCDEFGH"), 8), "ABCDEFGH");
    EXPECT_EQ(groupedHandedCode("ABCDEFGH"), "ABCD-EFGH");
}

TEST(HandedCode, AnythingElseIsNone) {
    for (const auto* typed : {"", "ABCDEFG", "ABCDEFGHJ", "ABCDEFGU", "ABCDEFG\xc3\xa8", "ABCD_EFG", "--------"}) {
        EXPECT_FALSE(readHandedCode(typed, 8)) << typed;
    }
}

TEST(HandedCode, DifferentBytesAreDifferentCodes) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 1'000; ++i) {
        std::array<unsigned char, 5> bytes;
        for (auto& byte : bytes) byte = static_cast<unsigned char>(random());
        auto other = bytes;
        other[random() % 5] ^= static_cast<unsigned char>(1U << random() % 8);
        EXPECT_NE(handedCode(bytes), handedCode(other));
        EXPECT_EQ(readHandedCode(handedCode(bytes), 8), handedCode(bytes));
    }
}

}  // namespace
}  // namespace buono::people
