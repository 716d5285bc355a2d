#include "adapters/http/target.hpp"

#include <gtest/gtest.h>

namespace buono::http {
namespace {

std::string path(std::string_view text) {
    const auto target = readTarget(text);
    return target ? target->path : "refused";
}

std::string value(std::string_view query) {
    const auto target = readTarget("/x?" + std::string{query});
    return target ? std::string{target->query.get("a")} : "refused";
}

TEST(Target, PathsAreDecodedSegmentBySegment) {
    EXPECT_EQ(path("/"), "/");
    EXPECT_EQ(path("/v1/enti"), "/v1/enti");
    EXPECT_EQ(path("/v1/%65nt%69"), "/v1/enti");
    EXPECT_EQ(path("/citt%C3%A0"), "/citt\xC3\xA0");
    EXPECT_EQ(path("/a+b"), "/a+b");
    EXPECT_EQ(path("/a%20b%2B"), "/a b+");
    EXPECT_EQ(path("/a;b=c:d@e!$&'()*,"), "/a;b=c:d@e!$&'()*,");
    EXPECT_EQ(path("/..."), "/...");
    EXPECT_EQ(path("/a?"), "/a");
    const auto target = readTarget("/v1/enti/%C3%A8?limit=2");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->segments, (std::vector<std::string>{"v1", "enti", "\xC3\xA8"}));
    EXPECT_EQ(target->query.get("limit"), "2");
}

TEST(Target, PathsThatCouldMeanAnotherAreRefused) {
    for (
        const auto* text :
        {"",        "x",       "x/y",     "?a=1",          "//",         "//a",        "/a//b",         "/a/",
         "/a/b/",   "/.",      "/..",     "/./a",          "/../a",      "/a/..",      "/a/../b",       "/%2e",
         "/%2E%2e", "/.%2e/a", "/a%2Fb",  "/a%2fb",        "/a%5C..%00", "/%00",       "/%0A",          "/%0d",
         "/%1B",    "/%7F",    "/%",      "/%4",           "/%G0",       "/%0g",       "/%%41",         "/%u0041",
         "/%C3",    "/%A8",    "/%C0%AF", "/%C0%AE%C0%AE", "/%E0%80%AF", "/%ED%A0%80", "/%F4%90%80%80", "/%F5%80%80%80",
         "/%FF"})
        EXPECT_EQ(path(text), "refused") << text;
    EXPECT_EQ(path("/" + std::string(256, 'a')), "/" + std::string(256, 'a'));
    EXPECT_EQ(path("/" + std::string(257, 'a')), "refused");
    std::string deep;
    for (int i = 0; i < 16; ++i) deep += "/a";
    EXPECT_EQ(path(deep), deep);
    EXPECT_EQ(path(deep + "/a"), "refused");
}

TEST(Target, QueriesAreDecoded) {
    EXPECT_EQ(value("a=1"), "1");
    EXPECT_EQ(value("b=2&a=1&"), "1");
    EXPECT_EQ(value("a=x+y%20z%2B"), "x y z+");
    EXPECT_EQ(value("%61=1"), "1");
    EXPECT_EQ(value("a"), "");
    EXPECT_EQ(value("a="), "");
    EXPECT_EQ(value("a=b=c"), "b=c");
    EXPECT_EQ(value("&&a=1&&"), "1");
    EXPECT_EQ(value("a=/?:@"), "/?:@");
    EXPECT_EQ(value("a=%C3%A8"), "\xC3\xA8");
    EXPECT_EQ(value("a=" + std::string(1'024, 'v')).size(), 1'024U);
}

TEST(Target, QueriesThatAreAmbiguousOrTooLongAreRefused) {
    for (const auto* text :
         {"a=1&a=1", "a=1&%61=2", "a=%", "a=%1", "a=%GG", "a=%00", "a=%0A", "a=%7f", "a=%C3", "a=%FF", "%00=1"})
        EXPECT_EQ(value(text), "refused") << text;
    EXPECT_EQ(value("a=" + std::string(1'025, 'v')), "refused");
    EXPECT_EQ(value(std::string(64, 'n') + "=1&a=1"), "1");
    EXPECT_EQ(value(std::string(65, 'n') + "=1&a=1"), "refused");
    std::string many;
    for (int i = 0; i < 31; ++i) many += "n" + std::to_string(i) + "=&";
    EXPECT_EQ(value(many + "a=1"), "1");
    EXPECT_EQ(value(many + "z=&a=1"), "refused");
}

TEST(Form, KeepsRepeatedNamesAndLineBreaks) {
    const auto form = readForm("child=1&child=2&note=a%0D%0Ab%09c&city=Milano+%C3%A8");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->size(), 4U);
    EXPECT_EQ(form->get("child"), "1");
    EXPECT_EQ(form->get("note"), "a\r\nb\tc");
    EXPECT_EQ(form->get("city"), "Milano \xC3\xA8");
    EXPECT_TRUE(readForm(""));
}

TEST(Form, IsBoundedAndWellEncoded) {
    EXPECT_FALSE(readForm("a=%00"));
    EXPECT_FALSE(readForm("a=%1B"));
    EXPECT_FALSE(readForm("a%0A=1"));
    EXPECT_FALSE(readForm("a=%C3"));
    EXPECT_FALSE(readForm("a=\xFF"));
    EXPECT_TRUE(readForm("a=" + std::string(65'536, 'v')));
    EXPECT_FALSE(readForm("a=" + std::string(65'537, 'v')));
    std::string many;
    for (int i = 0; i < 512; ++i) many += "a=&";
    EXPECT_TRUE(readForm(many));
    EXPECT_FALSE(readForm(many + "a="));
}

TEST(Utf8, EveryShortestFormIsRightAndNothingElse) {
    for (const auto* right : {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                              "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(isUtf8(right)) << right;
    for (const auto* wrong : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xC2\xC0", "\xE0\x9F\xBF",
                              "\xE0\xA0", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80",
                              "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "a\xE2\x82", "\xE2\x28\xA1"})
        EXPECT_FALSE(isUtf8(wrong)) << wrong;
}

}  // namespace
}  // namespace buono::http
