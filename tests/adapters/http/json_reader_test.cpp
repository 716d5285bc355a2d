#include "adapters/http/json_reader.hpp"

#include <gtest/gtest.h>

#include "adapters/http/target.hpp"

namespace buono::http::json {
namespace {

using Reader = std::function<void(Object&)>;

Status read(std::string_view text, const Reader& reader) {
    Document document{text};
    auto body = document.object();
    reader(body);
    return document.finish();
}

struct Refusal {
    ErrorCode code{};
    std::string pointer;
    bool operator==(const Refusal&) const = default;
};

Refusal refusal(std::string_view text, const Reader& reader) {
    const auto done = read(text, reader);
    return done ? Refusal{} : Refusal{done.error().code, done.error().field};
}

void PrintTo(const Refusal& refusal, std::ostream* out) {
    *out << static_cast<int>(refusal.code) << " at '" << refusal.pointer << "'";
}

void nothing(Object&) {}

constexpr Refusal kMalformed{ErrorCode::Malformed, ""};

TEST(JsonReader, RefusesWhatIsNoJson) {
    for (const auto* text : {"",
                             " ",
                             "{",
                             "}",
                             "{]",
                             "[}",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1,}",
                             "{,}",
                             "{a:1}",
                             "{'a':1}",
                             "{} {}",
                             "{}x",
                             "{\"a\":1 \"b\":2}",
                             "{\"a\" 1}",
                             "{\"a\":01}",
                             "{\"a\":+1}",
                             "{\"a\":.5}",
                             "{\"a\":1.}",
                             "{\"a\":1e}",
                             "{\"a\":--1}",
                             "{\"a\":0x1}",
                             "{\"a\":NaN}",
                             "{\"a\":Infinity}",
                             "{\"a\":True}",
                             "{\"a\":nul}",
                             "{\"a\":undefined}",
                             "{\"a\":\"",
                             "{\"a\":\"\\",
                             "{\"a\":\"\\x\"}",
                             "{\"a\":\"\\u12\"}",
                             "{\"a\":\"\\u12G4\"}",
                             "{\"a\":\"\\ud800\"}",
                             "{\"a\":\"\\udc00\"}",
                             "{\"a\":\"\\ud800\\u0041\"}",
                             "{\"a\":\"\n\"}",
                             "{\"a\":\"\t\"}",
                             "{\"a\":\"\x01\"}",
                             "{\"a\":\"\xC3\"}",
                             "{\"a\":\"\xC0\xAF\"}",
                             "{\"a\":\"\xED\xA0\x80\"}",
                             "{\"a\":\"\xF5\x80\x80\x80\"}",
                             "{\"\xFF\":1}",
                             "// a\n{}",
                             "/* a */{}",
                             "{} // a",
                             "{\"a\":1e999}"})
        EXPECT_EQ(refusal(text, nothing), kMalformed) << text;
    EXPECT_EQ(refusal(std::string_view{"{}\0", 3}, nothing), kMalformed);
    EXPECT_EQ(refusal(std::string_view{"{\"a\":\"\0\"}", 10}, nothing), kMalformed);
}

TEST(JsonReader, TheDocumentIsAnObject) {
    for (const auto* text : {"[]", "[{}]", "1", "\"a\"", "null", "true", "1.5"})
        EXPECT_EQ(refusal(text, nothing), kMalformed) << text;
    EXPECT_TRUE(read(" { } ", nothing));
}

TEST(JsonReader, NestsThirtyTwoLevelsAndNoMore) {
    const auto nested = [](int levels) {
        std::string text = "{\"a\":";
        for (int i = 1; i < levels; ++i) text += '[';
        for (int i = 1; i < levels; ++i) text += ']';
        return text + "}";
    };
    const Refusal unknown{ErrorCode::UnknownMember, "/a"};
    EXPECT_EQ(refusal(nested(32), nothing), unknown);
    EXPECT_EQ(refusal(nested(33), nothing), kMalformed);
    EXPECT_EQ(refusal(nested(100'000), nothing), kMalformed);
    EXPECT_EQ(refusal(std::string(1'000'000, '['), nothing), kMalformed);
}

TEST(JsonReader, ANameStandsOnce) {
    EXPECT_EQ(refusal(R"({"a":1,"a":1})", nothing), kMalformed);
    EXPECT_EQ(refusal(R"({"a":1,"b":2,"\u0061":3})", nothing), kMalformed);
    EXPECT_EQ(refusal(R"({"o":{"a":1,"a":1}})", nothing), kMalformed);
    EXPECT_TRUE(read(R"({"a":{"a":1}})", [](Object& body) { body.object("a").integer("a", 0, 9); }));
}

TEST(JsonReader, BoundsTheMembersOfAnObjectAndTheValuesOfADocument) {
    const auto with = [](int members) {
        std::string text = "{";
        for (int i = 0; i < members; ++i) text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
        return text + "}";
    };
    EXPECT_EQ(refusal(with(256), nothing).code, ErrorCode::UnknownMember);
    EXPECT_EQ(refusal(with(257), nothing).code, ErrorCode::TooLarge);
    std::string many = "{\"a\":[0";
    for (int i = 0; i < 1'000'000; ++i) many += ",0";
    EXPECT_EQ(refusal(many + "]}", nothing).code, ErrorCode::TooLarge);
}

TEST(JsonReader, RefusesMembersNobodyAskedFor) {
    const auto known = [](Object& body) { body.integer("a", 0, 9); };
    EXPECT_EQ(refusal(R"({"a":1,"b":2})", known), (Refusal{ErrorCode::UnknownMember, "/b"}));
    EXPECT_EQ(refusal(R"({"b":null,"a":1})", known), (Refusal{ErrorCode::UnknownMember, "/b"}));
    EXPECT_EQ(refusal(R"({"a":1,"A":1})", known), (Refusal{ErrorCode::UnknownMember, "/A"}));
    const auto inner = [](Object& body) { body.object("o").integer("a", 0, 9); };
    EXPECT_EQ(refusal(R"({"o":{"a":1,"b":{"c":1}}})", inner), (Refusal{ErrorCode::UnknownMember, "/o/b"}));
    const auto list = [](Object& body) { body.each("l", 0, 9, [](Object one) { one.integer("a", 0, 9); }); };
    EXPECT_EQ(refusal(R"({"l":[{"a":1},{"a":1,"b":1}]})", list), (Refusal{ErrorCode::UnknownMember, "/l/1/b"}));
    EXPECT_EQ(refusal(R"({"a":1})", nothing), (Refusal{ErrorCode::UnknownMember, "/a"}));
}

TEST(JsonReader, ThePointerIsEscapedBoundedAndUtf8) {
    EXPECT_EQ(refusal(R"({"a/b~c":1})", nothing).pointer, "/a~1b~0c");
    EXPECT_EQ(refusal(R"({"":{"":1}})", [](Object& body) { body.object(""); }).pointer, "//");
    const auto cut = refusal("{\"" + std::string(63, 'a') + "\xC3\xA8\":1}", nothing).pointer;
    EXPECT_TRUE(isUtf8(cut)) << cut;
    EXPECT_EQ(cut, "/" + std::string(63, 'a'));
    EXPECT_LE(refusal("{\"" + std::string(5'000, 'a') + "\":1}", nothing).pointer.size(), 65U);
}

TEST(JsonReader, AnErrorNeverRepeatsWhatWasSent) {
    const auto done = read(R"({"a":"SECRET"})", [](Object& body) { body.id("a"); });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().detail.find("SECRET"), std::string::npos);
    const auto broken = read(R"({"a":"SECRET",,})", nothing);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().detail.find("SECRET"), std::string::npos);
}

TEST(JsonReader, TheFirstThingWrongIsTheAnswer) {
    const auto two = [](Object& body) {
        body.integer("a", 0, 9);
        body.text("b", 1, 2);
    };
    EXPECT_EQ(refusal(R"({"b":"long","a":"x","c":1})", two), (Refusal{ErrorCode::InvalidValue, "/a"}));
    EXPECT_EQ(refusal(R"({"c":1})", two), (Refusal{ErrorCode::MissingMember, "/a"}));
    EXPECT_EQ(refusal(R"({"a":1,"a":)", two), kMalformed);
}

struct Row {
    const char* text;  ///< The member's value.
    ErrorCode code;    ///< {} when it is right.
};

void check(std::initializer_list<Row> rows, const Reader& reader) {
    for (const auto& row : rows) {
        const auto found = refusal("{\"m\":" + std::string{row.text} + "}", reader);
        EXPECT_EQ(found.code, row.code) << row.text;
        EXPECT_TRUE(row.code == ErrorCode{} || found.pointer.starts_with("/m")) << row.text;
    }
    EXPECT_EQ(refusal("{}", reader), (Refusal{ErrorCode::MissingMember, "/m"}));
}

constexpr auto kRight = ErrorCode{};
constexpr auto kWrong = ErrorCode::InvalidValue;

TEST(JsonReader, Integers) {
    check({{"3", kRight},
           {"7", kRight},
           {"2", kWrong},
           {"8", kWrong},
           {"-3", kWrong},
           {"3.0", kWrong},
           {"3e0", kWrong},
           {"30e-1", kWrong},
           {"\"3\"", kWrong},
           {"true", kWrong},
           {"null", kWrong},
           {"[3]", kWrong},
           {"{}", kWrong},
           {"9223372036854775808", kWrong},
           {"18446744073709551616", kWrong},
           {"-9223372036854775809", kWrong}},
          [](Object& body) { body.integer("m", 3, 7); });
    EXPECT_TRUE(
        read("{\"m\":-9223372036854775808}", [](Object& b) { EXPECT_EQ(b.integer("m", INT64_MIN, 0), INT64_MIN); }));
    EXPECT_TRUE(
        read("{\"m\":9223372036854775807}", [](Object& b) { EXPECT_EQ(b.integer("m", 0, INT64_MAX), INT64_MAX); }));
}

TEST(JsonReader, Texts) {
    check({{"\"ab\"", kRight},
           {"\"\xC3\xA8\xF0\x9F\x98\x80z\"", kRight},
           {"\"a\"", kWrong},
           {"\"abcd\"", kWrong},
           {"\"a\\nb\"", kWrong},
           {"\"a\\tb\"", kWrong},
           {"\"a\\u0000\"", kWrong},
           {"\"a\\u007f\"", kWrong},
           {"\"\"", kWrong},
           {"1", kWrong},
           {"null", kWrong},
           {"[]", kWrong},
           {"{}", kWrong},
           {"false", kWrong}},
          [](Object& body) { body.text("m", 2, 3); });
    check({{"\"a\\n\"", kRight}, {"\"\\r\\n\\t\"", kRight}, {"\"a\\u000b\"", kWrong}, {"\"a\\u001b\"", kWrong}},
          [](Object& body) { body.prose("m", 2, 3); });
    EXPECT_TRUE(read(R"({"m":"\u00e8\ud83d\ude00"})",
                     [](Object& b) { EXPECT_EQ(b.text("m", 2, 2), "\xC3\xA8\xF0\x9F\x98\x80"); }));
}

TEST(JsonReader, Truths) {
    check({{"true", kRight}, {"false", kRight}, {"1", kWrong}, {"0", kWrong}, {"\"true\"", kWrong}, {"null", kWrong}},
          [](Object& body) { body.truth("m"); });
}

TEST(JsonReader, Money) {
    constexpr auto kAmount = ErrorCode::InvalidAmount;
    check({{R"({"amount":"100.00","currency":"EUR"})", kRight},
           {R"({"currency":"EUR","amount":"0.01"})", kRight},
           {R"({"amount":"100,00","currency":"EUR"})", kAmount},
           {R"({"amount":"100","currency":"EUR"})", kAmount},
           {R"({"amount":"100.0","currency":"EUR"})", kAmount},
           {R"({"amount":"100.000","currency":"EUR"})", kAmount},
           {R"({"amount":"0100.00","currency":"EUR"})", kAmount},
           {R"({"amount":"-1.00","currency":"EUR"})", kAmount},
           {R"({"amount":"+1.00","currency":"EUR"})", kAmount},
           {R"({"amount":" 1.00","currency":"EUR"})", kAmount},
           {R"({"amount":"1e2.00","currency":"EUR"})", kAmount},
           {R"({"amount":".00","currency":"EUR"})", kAmount},
           {R"({"amount":"1000000000000.01","currency":"EUR"})", kAmount},
           {R"({"amount":"","currency":"EUR"})", kAmount},
           {R"({"amount":100.00,"currency":"EUR"})", kAmount},
           {R"({"amount":100,"currency":"EUR"})", kAmount},
           {R"({"amount":"100.00","currency":"eur"})", kAmount},
           {R"({"amount":"100.00","currency":"USD"})", kAmount},
           {R"({"amount":"100.00"})", ErrorCode::MissingMember},
           {R"({"currency":"EUR"})", ErrorCode::MissingMember},
           {R"({"amount":"100.00","currency":"EUR","cents":1})", ErrorCode::UnknownMember},
           {"100", kAmount},
           {"\"100.00\"", kAmount},
           {"100.5", kAmount},
           {"null", kAmount},
           {"[]", kAmount}},
          [](Object& body) { body.money("m"); });
}

TEST(JsonReader, Ids) {
    check({{"\"0192f3a0-7c1e-7abc-8def-0123456789ab\"", kRight},
           {"\"0192F3A0-7C1E-7ABC-8DEF-0123456789AB\"", kWrong},
           {"\"0192f3a07c1e7abc8def0123456789ab\"", kWrong},
           {"\"0192f3a0-7c1e-7abc-8def-0123456789a\"", kWrong},
           {"\"0192f3a0-7c1e-7abc-8def-0123456789abc\"", kWrong},
           {"\"{0192f3a0-7c1e-7abc-8def-0123456789a\"", kWrong},
           {"\"0192f3a0-7c1e-7abc-8def-0123456789ag\"", kWrong},
           {"\"0192f3a0x7c1e-7abc-8def-0123456789ab\"", kWrong},
           {"\"\"", kWrong},
           {"1", kWrong},
           {"null", kWrong}},
          [](Object& body) { body.id("m"); });
}

TEST(JsonReader, Dates) {
    check({{"\"2026-03-01\"", kRight},
           {"\"2028-02-29\"", kRight},
           {"\"2026-02-29\"", kWrong},
           {"\"2026-13-01\"", kWrong},
           {"\"2026-00-01\"", kWrong},
           {"\"2026-04-31\"", kWrong},
           {"\"2026-3-1\"", kWrong},
           {"\"01/03/2026\"", kWrong},
           {"\"2026-03-01T00:00:00Z\"", kWrong},
           {"\"20260301\"", kWrong},
           {"\"-026-03-01\"", kWrong},
           {"\"\"", kWrong},
           {"20260301", kWrong},
           {"null", kWrong}},
          [](Object& body) { body.date("m"); });
}

TEST(JsonReader, Instants) {
    check({{"\"2026-03-01T08:00:00Z\"", kRight},
           {"\"2026-03-01T08:00:00.5Z\"", kRight},
           {"\"2026-03-01T23:59:59.123456Z\"", kRight},
           {"\"2026-03-01T08:00:00.1234567Z\"", kWrong},
           {"\"2026-03-01T08:00:00.Z\"", kWrong},
           {"\"2026-03-01T08:00:00,5Z\"", kWrong},
           {"\"2026-03-01T24:00:00Z\"", kWrong},
           {"\"2026-03-01T08:60:00Z\"", kWrong},
           {"\"2026-03-01T08:00:60Z\"", kWrong},
           {"\"2026-02-30T08:00:00Z\"", kWrong},
           {"\"2026-03-01T08:00:00\"", kWrong},
           {"\"2026-03-01T08:00:00+01:00\"", kWrong},
           {"\"2026-03-01 08:00:00Z\"", kWrong},
           {"\"2026-03-01T08.00.00Z\"", kWrong},
           {"\"2026-03-01T+8:00:00Z\"", kWrong},
           {"\"2026-03-01T08:00Z\"", kWrong},
           {"\"2026-03-01t08:00:00z\"", kWrong},
           {"1772352000", kWrong},
           {"null", kWrong}},
          [](Object& body) { body.instant("m"); });
    EXPECT_TRUE(
        read(R"({"m":"1970-01-02T00:00:01.5Z"})", [](Object& b) { EXPECT_EQ(b.instant("m").us, 86'401'500'000); }));
}

TEST(JsonReader, OneOfAFewNames) {
    check({{"\"city\"", kRight},
           {"\"employer\"", kRight},
           {"\"City\"", kWrong},
           {"\"\"", kWrong},
           {"\"cit\"", kWrong},
           {"0", kWrong},
           {"null", kWrong}},
          [](Object& body) {
              body.oneOf("m", {"city", "employer"});
          });
    EXPECT_TRUE(read(R"({"m":"employer"})", [](Object& b) { EXPECT_EQ(b.oneOf("m", {"city", "employer"}), 1U); }));
}

TEST(JsonReader, Lists) {
    check({{"[{}]", kRight},
           {"[{},{}]", kRight},
           {"[]", kWrong},
           {"[{},{},{}]", kWrong},
           {"[1]", kWrong},
           {"[{},null]", kWrong},
           {"[[]]", kWrong},
           {"{}", kWrong},
           {"\"a\"", kWrong},
           {"null", kWrong}},
          [](Object& body) { body.each("m", 1, 2, [](Object) {}); });
    check({{"[\"a\"]", kRight},
           {"[\"a\",\"b\"]", kRight},
           {"[]", kWrong},
           {"[\"a\",\"b\",\"c\"]", kWrong},
           {"[\"\"]", kWrong},
           {"[1]", kWrong},
           {"[\"a\\n\"]", kWrong},
           {"[null]", kWrong},
           {"{\"a\":\"b\"}", kWrong},
           {"null", kWrong}},
          [](Object& body) { body.eachText("m", 1, 2, [](std::string_view) {}); });
    std::string seen;
    EXPECT_TRUE(read(R"({"m":[{"a":1},{"a":2},{"a":3}]})", [&](Object& b) {
        b.each("m", 0, 3, [&](Object one) { seen += std::to_string(one.integer("a", 0, 9)); });
    }));
    EXPECT_EQ(seen, "123");
}

TEST(JsonReader, ObjectsAndMaps) {
    check({{"{}", kRight}, {"[]", kWrong}, {"1", kWrong}, {"null", kWrong}, {"\"\"", kWrong}},
          [](Object& body) { body.object("m"); });
    check({{"{}", kRight},
           {R"({"it":"a","en":"bc"})", kRight},
           {R"({"a":"","b":"","c":""})", kWrong},
           {R"({"it":"abc"})", kWrong},
           {R"({"it":1})", kWrong},
           {R"({"it":{}})", kWrong},
           {R"({"it":"\n"})", kWrong},
           {"[]", kWrong},
           {"null", kWrong}},
          [](Object& body) { body.eachMember("m", 2, 2, [](std::string_view, std::string_view) {}); });
}

TEST(JsonReader, AMissingObjectLendsNobodyItsParentsMembers) {
    EXPECT_EQ(refusal(R"({"a":1})", [](Object& body) { body.object("o").integer("a", 0, 9); }),
              (Refusal{ErrorCode::MissingMember, "/o"}));
    int read_members = 0;
    EXPECT_EQ(
        refusal(R"({"a":"x"})", [&](Object& body) { body.eachMember("o", 9, 9, [&](auto, auto) { ++read_members; }); }),
        (Refusal{ErrorCode::MissingMember, "/o"}));
    EXPECT_EQ(read_members, 0);
}

TEST(JsonReader, AnOptionalMemberMayBeNullOrAbsent) {
    const auto optional = [](Object& body) {
        if (body.has("m")) body.integer("m", 0, 9);
    };
    EXPECT_TRUE(read("{}", optional));
    EXPECT_TRUE(read("{\"m\":null}", optional));
    EXPECT_TRUE(read("{\"m\":1}", optional));
    EXPECT_EQ(refusal("{\"m\":\"1\"}", optional), (Refusal{ErrorCode::InvalidValue, "/m"}));
}

TEST(JsonReader, ACallersOwnRuleIsKeptLikeAnyOther) {
    const auto rule = [](Object& body) {
        body.each("l", 1, 2, [](Object one) { one.refuse("a", ErrorCode::InvalidAmount, "why"); });
        body.refuse({}, ErrorCode::InvalidValue, "later");
    };
    EXPECT_EQ(refusal(R"({"l":[{}]})", rule), (Refusal{ErrorCode::InvalidAmount, "/l/0/a"}));
}

}  // namespace
}  // namespace buono::http::json
