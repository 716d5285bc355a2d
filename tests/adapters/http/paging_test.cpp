#include "adapters/http/paging.hpp"

#include <gtest/gtest.h>

namespace buono::http {
namespace {

Result<Slice> slice(std::string limit, std::string cursor = {}) {
    Request request;
    if (limit != "absent") request.query.add("limit", std::move(limit));
    if (!cursor.empty()) request.query.add("cursor", std::move(cursor));
    return readSlice(request);
}

TEST(Paging, TheLimitIsOneToTwoHundredAndFiftyWhenNotAsked) {
    EXPECT_EQ(slice("absent")->limit, 50U);
    EXPECT_EQ(slice("1")->limit, 1U);
    EXPECT_EQ(slice("200")->limit, 200U);
    for (const auto* wrong :
         {"", "0", "201", "-1", "+1", " 1", "1 ", "1.0", "1e1", "0x10", "many", "99999999999999999999"}) {
        const auto read = slice(wrong);
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().field, "limit");
    }
}

TEST(Paging, ACursorComesBackAsThePositionItWasMadeOf) {
    for (const auto& position : {std::string{"a"}, std::string{"\0\xFF", 2}, std::string(180, 'p')})
        EXPECT_EQ(slice("5", cursorOf(position))->after, position);
    EXPECT_EQ(slice("5")->after, "");
}

TEST(Paging, ACursorNobodyGaveIsRefused) {
    for (const auto& wrong : {std::string{"!"}, std::string{"A"}, std::string{"AB="}, std::string{"AB"},
                              std::string{"A B"}, std::string{"+/+/"}, std::string(257, 'A'), cursorOf("abc") + "A"}) {
        const auto read = slice("5", wrong);
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().field, "cursor");
    }
}

TEST(Base64Url, EveryLengthRoundTripsAndHasOneForm) {
    std::string bytes;
    for (int i = 0; i < 40; ++i) {
        const auto text = base64url(bytes);
        EXPECT_EQ(text.find_first_of("+/="), std::string::npos);
        EXPECT_EQ(fromBase64url(text), bytes);
        bytes += static_cast<char>(i * 37 + 200);
    }
    EXPECT_EQ(base64url("\xFB\xFF\xBF"), "-_-_");
    EXPECT_EQ(fromBase64url("Zh"), std::nullopt);  // Bits left over that base64url("f") leaves at zero.
    EXPECT_EQ(fromBase64url("Zg"), "f");
}

}  // namespace
}  // namespace buono::http
