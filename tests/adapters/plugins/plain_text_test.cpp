#include "adapters/plugins/plain_text.hpp"

#include <gtest/gtest.h>

namespace buono::plugins {
namespace {

// Each row breaks one rule of UTF-8, or is a control character; '?' stands for every byte that is no character.
TEST(PlainText, WhatIsNoCharacterBecomesAQuestionMark) {
    struct Case {
        const char* what;
        std::string_view text;
        std::string_view plain;
    };
    const Case cases[] = {
        {"a zero", std::string_view{"a\0b", 3}, "a?b"},
        {"a line end", "a\nb", "a?b"},
        {"delete", "a\x7f", "a?"},
        {"a control character of two bytes", "a\xc2\x85", "a??"},
        {"a byte alone", "a\xff", "a?"},
        {"a continuation alone", "\x80", "?"},
        {"a character cut short", "caff\xc3", "caff?"},
        {"a lead without its continuation", "\xe2\x28\xa1", "?(?"},
        {"longer than it must be", "\xc0\xaf", "??"},
        {"longer than it must be, three bytes", "\xe0\x80\xaf", "???"},
        {"a surrogate", "\xed\xa0\x80", "???"},
        {"beyond the last character", "\xf4\x90\x80\x80", "????"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        EXPECT_FALSE(isPlainText(c.text));
        EXPECT_EQ(plainText(c.text, 64), c.plain);
        EXPECT_TRUE(isPlainText(plainText(c.text, 64)));
    }
}

TEST(PlainText, WhatIsTextStaysAndIsCutBetweenCharacters) {
    const std::string_view text = "caffè € 😀";
    EXPECT_TRUE(isPlainText(text));
    EXPECT_EQ(plainText(text, 64), text);
    EXPECT_EQ(plainText("caffè", 5), "caff");
    EXPECT_EQ(plainText("caffè", 6), "caffè");
    EXPECT_EQ(plainText("\xff\xff\xff", 2), "??");
    EXPECT_EQ(plainText("", 2), "");
}

}  // namespace
}  // namespace buono::plugins
