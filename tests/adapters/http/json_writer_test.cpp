#include "adapters/http/json_writer.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace buono::http::json {
namespace {

TEST(JsonWriter, WritesTheFormsOfThePlatform) {
    Writer out;
    out.beginObject()
        .member("amount", Money::fixed(10'050))
        .member("id", registers::Id{})
        .member("at", registers::Instant{1'500'000})
        .member("day", registers::Date{std::chrono::year{2026}, std::chrono::March, std::chrono::day{1}})
        .member("count", std::uint64_t{18446744073709551615U})
        .member("less", std::int64_t{INT64_MIN})
        .member("yes", true)
        .member("text", "a")
        .endObject();
    EXPECT_EQ(out.take(),
              R"({"amount":{"amount":"100.50","currency":"EUR"},"id":"00000000-0000-0000-0000-000000000000",)"
              R"("at":"1970-01-01T00:00:01.500000Z","day":"2026-03-01","count":18446744073709551615,)"
              R"("less":-9223372036854775808,"yes":true,"text":"a"})");
}

TEST(JsonWriter, NestsAndSeparates) {
    Writer out;
    out.beginObject().beginArray("empty").endArray().beginArray("list").element(1).element("b");
    out.beginObject().endObject().beginArray().element(true).endArray().endArray();
    out.beginObject("inner")
        .member("a", 1)
        .member("b", 2)
        .endObject()
        .raw("raw", "[null]")
        .member("last", 3)
        .endObject();
    EXPECT_EQ(out.take(), R"({"empty":[],"list":[1,"b",{},[true]],"inner":{"a":1,"b":2},"raw":[null],"last":3})");
}

TEST(JsonWriter, AMissingValueIsNotWritten) {
    Writer out;
    out.beginObject()
        .member("a", std::optional<int>{})
        .member("b", std::optional<std::string>{"x"})
        .member("c", std::optional<Money>{})
        .endObject();
    EXPECT_EQ(out.take(), R"({"b":"x"})");
}

TEST(JsonWriter, EscapesWhatAnotherReaderMustGetBack) {
    std::string every;
    for (int byte = 0; byte < 128; ++byte) every += static_cast<char>(byte);
    every += "\xC3\xA8\xF0\x9F\x98\x80\xE2\x80\xA8";
    Writer out;
    out.beginObject().member(every, every).endObject();
    const auto text = out.take();
    for (const char c : text) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
    const auto read = nlohmann::json::parse(text);
    EXPECT_EQ(read.begin().key(), every);
    EXPECT_EQ(read.begin().value().get<std::string>(), every);
    EXPECT_NE(text.find(R"(\u0000\u0001)"), std::string::npos);
    EXPECT_NE(text.find(R"(\"#$)"), std::string::npos);
}

TEST(JsonWriterDeath, ADocumentLeftOpenIsABug) {
    EXPECT_DEATH(
        {
            Writer out;
            out.beginObject();
            (void)out.take();
        },
        "check failed");
    EXPECT_DEATH(Writer{}.endObject(), "check failed");
}

}  // namespace
}  // namespace buono::http::json
