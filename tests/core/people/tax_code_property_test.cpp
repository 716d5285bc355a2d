// Makes thousands of codes of people who do not exist, by the table of the decree written once more, and checks what
// must be true of any code. Rerun a failure with the seed it prints.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <set>

#include "core/people/tax_code.hpp"

namespace buono::people {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kOmocodia = "LMNPQRSTUV";
constexpr std::array<std::size_t, 7> kNumbers{6, 7, 9, 10, 12, 13, 14};

// As the decree prints it: a character in an odd place and what it counts.
const std::map<char, int> kOddPlaces{
    {'0', 1},  {'1', 0},  {'2', 5},  {'3', 7},  {'4', 9},  {'5', 13}, {'6', 15}, {'7', 17}, {'8', 19},
    {'9', 21}, {'A', 1},  {'B', 0},  {'C', 5},  {'D', 7},  {'E', 9},  {'F', 13}, {'G', 15}, {'H', 17},
    {'I', 19}, {'J', 21}, {'K', 2},  {'L', 4},  {'M', 18}, {'N', 20}, {'O', 11}, {'P', 3},  {'Q', 6},
    {'R', 8},  {'S', 12}, {'T', 14}, {'U', 16}, {'V', 10}, {'W', 22}, {'X', 25}, {'Y', 24}, {'Z', 23}};

std::string sealed(std::string code) {
    int sum = 0;
    for (std::size_t place = 1; place <= 15; ++place) {
        const char c = code[place - 1];
        sum += place % 2 == 1 ? kOddPlaces.at(c) : (c >= 'A' ? c - 'A' : c - '0');
    }
    return code + kLetters[static_cast<std::size_t>(sum % 26)];
}

std::string twoDigits(int n) { return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)}; }

struct Made {
    std::string code;
    Date born;
    bool female;
};

Made anyone(std::mt19937& random) {
    const auto pick = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    Date born;
    do {
        born = Date{std::chrono::year{1926 + pick(100)}, std::chrono::month{1U + static_cast<unsigned>(pick(12))},
                    std::chrono::day{1U + static_cast<unsigned>(pick(31))}};
    } while (!born.ok());
    const bool female = pick(2) == 1;
    std::string code;
    for (int i = 0; i < 6; ++i) code += kLetters[static_cast<std::size_t>(pick(26))];
    code += twoDigits(static_cast<int>(born.year()) % 100);
    code += "ABCDEHLMPRST"[static_cast<unsigned>(born.month()) - 1];
    code += twoDigits(static_cast<int>(static_cast<unsigned>(born.day())) + (female ? 40 : 0));
    code += 'X' + twoDigits(pick(100)) + std::to_string(pick(10));
    return {sealed(code), born, female};
}

/// The variant that writes the numbers named by the bits of `places` as letters.
std::string variant(const std::string& code, unsigned places) {
    auto bare = code.substr(0, 15);
    for (std::size_t i = 0; i < kNumbers.size(); ++i) {
        auto& c = bare[kNumbers[i]];
        if ((places >> i & 1U) == 1U) c = kOmocodia[static_cast<std::size_t>(c - '0')];
    }
    return sealed(bare);
}

TEST(TaxCodeProperty, EveryCodeOfTheDecreeIsReadBack) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 5'000; ++i) {
        const auto made = anyone(random);
        const auto code = TaxCode::parse(made.code);
        ASSERT_TRUE(code) << made.code << ": " << code.error().detail;
        EXPECT_EQ(code->born(2025), made.born) << made.code;
        EXPECT_EQ(code->female(), made.female) << made.code;
        EXPECT_TRUE(fits(*code, made.born)) << made.code;
        EXPECT_FALSE(code->isOmocodia());
    }
}

TEST(TaxCodeProperty, AllVariantsOfOmocodiaHaveOneBirthAndAreDifferentCodes) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 50; ++i) {
        const auto made = anyone(random);
        std::set<std::string> texts;
        for (unsigned places = 0; places < 128; ++places) {
            const auto code = TaxCode::parse(variant(made.code, places));
            ASSERT_TRUE(code) << variant(made.code, places);
            EXPECT_EQ(code->born(2025), made.born);
            EXPECT_EQ(code->female(), made.female);
            EXPECT_EQ(code->isOmocodia(), places != 0);
            texts.insert(code->text());
        }
        EXPECT_EQ(texts.size(), 128u);
    }
}

TEST(TaxCodeProperty, NoSingleMistypedCharacterGoesUnnoticed) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 200; ++i) {
        const auto made = anyone(random);
        const auto good = variant(made.code, random() % 128);
        for (std::size_t place = 0; place < good.size(); ++place) {
            for (const char c : std::string{"0123456789"} + std::string{kLetters}) {
                auto bad = good;
                bad[place] = c;
                EXPECT_EQ(TaxCode::parse(bad).has_value(), c == good[place]) << good << " typed as " << bad;
            }
        }
    }
}

TEST(TaxCodeProperty, NoTextMakesItStumble) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    int read = 0;
    for (int i = 0; i < 50'000; ++i) {
        std::string text(random() % 20, ' ');
        for (auto& c : text) c = static_cast<char>(random());
        if (TaxCode::parse(text)) ++read;
    }
    EXPECT_EQ(read, 0);
}

}  // namespace
}  // namespace buono::people
