#include "adapters/http/problem.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "adapters/http/answer.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

nlohmann::json read(const Error& error, Language language) {
    return nlohmann::json::parse(problem(error, language).body);
}

TEST(Problem, SaysItInTheReadersLanguage) {
    const Error error{codes::kInsufficientFunds, "/lines/0", "why"};
    const auto italian = read(error, Language::Italian), english = read(error, Language::English);
    EXPECT_EQ(italian["title"], "Il credito residuo non basta");
    EXPECT_EQ(english["title"], "Not enough money is left");
    EXPECT_NE(italian["remedy"], english["remedy"]);
    for (const auto& document : {italian, english}) {
        EXPECT_EQ(document["type"], "urn:buono:error:insufficient_funds");
        EXPECT_EQ(document["status"], 409);
        EXPECT_EQ(document["code"], 202);
        EXPECT_EQ(document["later"], true);
        EXPECT_EQ(document["errors"][0]["pointer"], "/lines/0");
        EXPECT_EQ(document["errors"][0]["detail"], "why");
    }
}

TEST(Problem, NamesNobodyAndNothingWhereThereIsNothingToName) {
    const auto document = read({codes::kNotFound, {}, {}}, Language::English);
    EXPECT_TRUE(document["errors"].empty());
    EXPECT_FALSE(document.contains("instance"));
}

TEST(Problem, EveryCodeOfTheListHasItsOwnRowInBothLanguages) {
    std::ifstream file{std::string{BUONO_SOURCE} + "/schemas/http/errors.json"};
    const auto list = nlohmann::json::parse(file);
    std::set<std::string> names;
    for (const auto& row : list["errors"]) {
        const auto code = static_cast<ErrorCode>(row["number"].get<int>());
        const auto& text = problemText(code);
        EXPECT_EQ(text.name, row["name"]);
        EXPECT_EQ(text.status, row["status"]) << text.name;
        EXPECT_EQ(text.title(Language::Italian), row["title"]["it"]) << text.name;
        EXPECT_EQ(text.remedy(Language::English), row["remedy"]["en"]) << text.name;
        EXPECT_TRUE(names.insert(text.name).second) << text.name;
        EXPECT_TRUE(text.status >= 400 && text.status < 600) << text.name;
        EXPECT_NE(std::string{text.title_it}, text.title_en);
        const auto head = answerOf(problem({code, {}, {}}, Language::English), true).head;
        EXPECT_EQ(head.find("HTTP/1.1 " + std::to_string(text.status) + " Answer"), std::string::npos) << text.name;
    }
    EXPECT_GT(names.size(), 40U);
}

TEST(Problem, ANumberNobodyListedIsAnInternalError) {
    EXPECT_STREQ(problemText(static_cast<ErrorCode>(9'999)).name, "internal_error");
    EXPECT_STREQ(problemText(ErrorCode{}).name, "internal_error");
}

TEST(Problem, SaysWhenToComeAgain) {
    const auto has = [](ErrorCode code) {
        return answerOf(problem({code, {}, {}}, Language::English), true).head.find("Retry-After: ") !=
               std::string::npos;
    };
    EXPECT_TRUE(has(codes::kBusy));
    EXPECT_TRUE(has(codes::kTooManyRequests));
    EXPECT_FALSE(has(codes::kNotFound));
}

TEST(Answers, CarryTheHeadersOfEveryAnswer) {
    const auto answer = answerOf({200, "hello", "text/plain"}, true, "id-1");
    EXPECT_EQ(answer.head,
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nX-Content-Type-Options: nosniff\r\n"
              "Referrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-store\r\n"
              "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nX-Request-Id: id-1\r\n\r\nhello");
    EXPECT_FALSE(answer.close);
    EXPECT_TRUE(answerOf({}, false).close);
}

TEST(Answers, AValueNeverBeginsANewHeader) {
    const auto answer = answerOf({303, "", "text/plain", {{"Location", "/a\r\nSet-Cookie: b=1"}}}, true);
    EXPECT_NE(answer.head.find("Location: /a  Set-Cookie: b=1\r\n"), std::string::npos);
}

TEST(Answers, HeadHasTheLengthAndNoBodyAndNoContentHasNeither) {
    const auto head = answerOf({200, "hello", "text/plain"}, true, {}, true);
    EXPECT_NE(head.head.find("Content-Length: 5\r\n"), std::string::npos);
    EXPECT_TRUE(head.head.ends_with("\r\n\r\n"));
    EXPECT_TRUE(head.body.empty());
    for (const int status : {204, 304}) {
        const auto none = answerOf({status, "x"}, true);
        EXPECT_EQ(none.head.find("Content-Length"), std::string::npos);
        EXPECT_TRUE(none.head.ends_with("\r\n\r\n"));
    }
}

TEST(Answers, ALongBodyTravelsByItself) {
    const std::string body(100'000, 'b');
    const auto answer = answerOf({200, body, "text/csv"}, true);
    EXPECT_EQ(answer.body, body);
    EXPECT_TRUE(answer.head.ends_with("\r\n\r\n"));
}

}  // namespace
}  // namespace buono::http
