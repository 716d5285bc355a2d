#include "adapters/http/guard.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"

namespace buono::http {
namespace {

using people::Role;

constexpr std::uint16_t bitsOf(std::initializer_list<Role> roles) {
    unsigned bits = 0;
    for (const auto role : roles) bits |= 1U << static_cast<unsigned>(role);
    return static_cast<std::uint16_t>(bits);
}

Route route(std::string_view method, std::initializer_list<Role> roles) {
    return {method, "/x", "x", nullptr, bitsOf(roles), 1'000, "application/json", false, false, true};
}

Request request(std::string method, std::initializer_list<std::pair<const char*, const char*>> headers = {}) {
    Request made;
    made.method = std::move(method);
    made.headers.add("host", "buono.example:8080");
    for (const auto& [name, value] : headers) made.headers.add(name, value);
    return made;
}

ErrorCode codeOf(const Status& status) { return status ? ErrorCode{} : status.error().code; }

TEST(Policy, OnlyTheRolesListedMay) {
    const auto policy = route("GET", {Role::Family, Role::Auditor});
    for (std::size_t i = 0; i < 9; ++i) {
        const auto role = static_cast<Role>(i);
        const bool listed = role == Role::Family || role == Role::Auditor;
        const auto wanted = listed ? ErrorCode{} : role == Role::Anyone ? codes::kNotLoggedIn : codes::kNotAllowed;
        EXPECT_EQ(codeOf(checkPolicy(policy, {role, {}, {}, {}})), wanted) << i;
    }
}

ErrorCode contentOf(std::string_view reads, const char* type, std::string body) {
    auto policy = route("POST", {});
    policy.reads = reads;
    auto asked = type == nullptr ? request("POST") : request("POST", {{"content-type", type}});
    asked.body = std::move(body);
    return codeOf(readContent(policy, asked));
}

TEST(Content, TheTypeIsTheOperations) {
    constexpr auto kJson = "application/json";
    for (const auto* right :
         {"application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;x"})
        EXPECT_EQ(contentOf(kJson, right, "{}"), ErrorCode{}) << right;
    for (const auto* wrong :
         {"", "text/plain", "application/jsonx", "application/problem+json", "application/json,text/plain",
          "application/x-www-form-urlencoded", "multipart/form-data", "x application/json"})
        EXPECT_EQ(contentOf(kJson, wrong, "{}"), codes::kWrongMediaType) << wrong;
    EXPECT_EQ(contentOf(kJson, nullptr, "{}"), codes::kWrongMediaType);
    EXPECT_EQ(contentOf("", nullptr, ""), ErrorCode{});
    EXPECT_EQ(contentOf("", kJson, ""), ErrorCode{});
    EXPECT_EQ(contentOf("", kJson, "{}"), codes::kWrongMediaType);
}

TEST(Content, AFormIsReadIntoTheRequest) {
    auto policy = route("POST", {});
    policy.reads = "application/x-www-form-urlencoded";
    auto asked = request("POST", {{"content-type", "application/x-www-form-urlencoded"}});
    asked.body = "a=1&b=2+3";
    EXPECT_TRUE(readContent(policy, asked));
    EXPECT_EQ(asked.field("b"), "2 3");
    asked.body = "a=%FF";
    EXPECT_EQ(codeOf(readContent(policy, asked)), ErrorCode::Malformed);
}

enum class Session { None, Cookie, Bearer };

ErrorCode originOf(Session session, Request asked, bool csrf = true) {
    auto policy = route(asked.method, {});
    policy.csrf = csrf;
    if (session != Session::None) asked.caller.role = Role::Family;
    asked.csrf = "the-token";
    return codeOf(checkOrigin(policy, asked, session == Session::Cookie));
}

TEST(Origin, AWriteUnderACookieNeedsTheToken) {
    EXPECT_EQ(originOf(Session::Cookie, request("POST", {{"x-csrf-token", "the-token"}})), ErrorCode{});
    EXPECT_EQ(originOf(Session::Cookie, request("POST")), codes::kCsrfFailed);
    EXPECT_EQ(originOf(Session::Cookie, request("POST", {{"x-csrf-token", "the-tokem"}})), codes::kCsrfFailed);
    EXPECT_EQ(originOf(Session::Cookie, request("POST", {{"x-csrf-token", "the-token "}})), codes::kCsrfFailed);
    for (const auto* method : {"POST", "PUT", "PATCH", "DELETE"})
        EXPECT_EQ(originOf(Session::Cookie, request(method)), codes::kCsrfFailed) << method;
    for (const auto* method : {"GET", "HEAD"})
        EXPECT_EQ(originOf(Session::Cookie, request(method)), ErrorCode{}) << method;
    auto form = request("POST");
    form.form.add("csrf", "the-token");
    EXPECT_EQ(originOf(Session::Cookie, form), ErrorCode{});
    form.headers.add("x-csrf-token", "wrong");
    EXPECT_EQ(originOf(Session::Cookie, form), codes::kCsrfFailed);
    EXPECT_EQ(originOf(Session::Cookie, request("POST"), false), ErrorCode{});
}

TEST(Origin, AnEmptyTokenIsNeverTheRightOne) {
    auto asked = request("POST");
    asked.caller.role = Role::Family;
    EXPECT_EQ(codeOf(checkOrigin(route("POST", {}), asked, true)), codes::kCsrfFailed);
}

TEST(Origin, ABearerTokenIsNoBrowsersDoing) {
    EXPECT_EQ(originOf(Session::Bearer, request("POST", {{"origin", "https://elsewhere.example"}})), ErrorCode{});
}

TEST(Origin, AForeignPageMayWriteNothing) {
    const auto ask = [](Session session, const char* name, const char* value) {
        auto asked = request("POST", {{name, value}});
        asked.headers.add("x-csrf-token", "the-token");
        return originOf(session, asked);
    };
    for (const auto session : {Session::None, Session::Cookie}) {
        EXPECT_EQ(ask(session, "origin", "https://buono.example:8080"), ErrorCode{});
        EXPECT_EQ(ask(session, "sec-fetch-site", "same-origin"), ErrorCode{});
        EXPECT_EQ(ask(session, "sec-fetch-site", "none"), ErrorCode{});
        for (const auto* origin :
             {"https://elsewhere.example", "null", "https://buono.example", "https://buono.example:80801",
              "https://a.buono.example:8080", "buono.example:8080", "https://buono.example:8080/"})
            EXPECT_EQ(ask(session, "origin", origin), codes::kCsrfFailed) << origin;
        for (const auto* site : {"cross-site", "same-site", "other"})
            EXPECT_EQ(ask(session, "sec-fetch-site", site), codes::kCsrfFailed) << site;
    }
    EXPECT_EQ(originOf(Session::None, request("POST")), ErrorCode{});
}

ErrorCode keyOf(bool required, const char* key) {
    auto policy = route("POST", {});
    policy.key_required = required;
    return codeOf(checkKey(policy, key == nullptr ? request("POST") : request("POST", {{"idempotency-key", key}})));
}

TEST(Key, IsSixteenToSixtyFourVisibleCharacters) {
    for (const bool required : {true, false}) {
        EXPECT_EQ(keyOf(required, "0123456789abcdef"), ErrorCode{});
        EXPECT_EQ(keyOf(required, std::string(64, '~').c_str()), ErrorCode{});
        EXPECT_EQ(keyOf(required, "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"), ErrorCode{});
        EXPECT_EQ(keyOf(required, ""), codes::kKeyMissing);
        EXPECT_EQ(keyOf(required, "0123456789abcde"), codes::kKeyMissing);
        EXPECT_EQ(keyOf(required, std::string(65, 'a').c_str()), codes::kKeyMissing);
        EXPECT_EQ(keyOf(required, "0123456789 bcdef"), codes::kKeyMissing);
        EXPECT_EQ(keyOf(required, "0123456789\tbcdef"), codes::kKeyMissing);
        EXPECT_EQ(keyOf(required, "0123456789\xC3\xA8 bcdef"), codes::kKeyMissing);
    }
    EXPECT_EQ(keyOf(true, nullptr), codes::kKeyMissing);
    EXPECT_EQ(keyOf(false, nullptr), ErrorCode{});
}

TEST(Key, OfAFormIsHeldToTheSame) {
    const auto ask = [](std::string key) {
        auto asked = request("POST");
        asked.form.add("key", std::move(key));
        return codeOf(checkKey(route("POST", {}), asked));
    };
    EXPECT_EQ(ask("0123456789abcdef"), ErrorCode{});
    EXPECT_EQ(ask(std::string("0123456789abcdef\0", 17)), codes::kKeyMissing);
    EXPECT_EQ(ask("0123456789abcdef\xFF"), codes::kKeyMissing);
    EXPECT_EQ(ask(std::string(65, 'a')), codes::kKeyMissing);
}

TEST(MinSeq, ARefusalOnlyWhileThisHostHasNotReadSoFar) {
    const auto ask = [](const char* text) {
        auto asked = request("GET");
        asked.as_of = 7;
        asked.query.add("min_seq", text);
        return codeOf(checkMinSeq(asked));
    };
    EXPECT_EQ(ask("7"), ErrorCode{});
    EXPECT_EQ(ask("0"), ErrorCode{});
    EXPECT_EQ(ask("8"), codes::kBusy);
    for (const auto* wrong : {"-1", "+7", "7x", "x", " 7", "99999999999999999999"})
        EXPECT_EQ(ask(wrong), ErrorCode::InvalidValue) << wrong;
    EXPECT_TRUE(checkMinSeq(request("GET")));
}

Language language(const char* cookies, const char* accepted) {
    auto asked = request("GET");
    if (cookies != nullptr) asked.headers.add("cookie", cookies);
    if (accepted != nullptr) asked.headers.add("accept-language", accepted);
    return languageOf(asked);
}

TEST(Languages, TheCookieThenTheBrowserThenItalian) {
    EXPECT_EQ(language(nullptr, nullptr), Language::Italian);
    EXPECT_EQ(language(nullptr, "en-GB,en;q=0.9,it;q=0.8"), Language::English);
    EXPECT_EQ(language(nullptr, "it-IT,it;q=0.9,en;q=0.8"), Language::Italian);
    EXPECT_EQ(language(nullptr, "de,fr;q=0.9"), Language::Italian);
    EXPECT_EQ(language(nullptr, "de,en;q=0.5"), Language::English);
    EXPECT_EQ(language("a=1; lang=it", "en"), Language::Italian);
    EXPECT_EQ(language("lang=en", "it"), Language::English);
    EXPECT_EQ(language("lang=xx", "it"), Language::Italian);
    EXPECT_EQ(language("slang=en", "it"), Language::Italian);
}

TEST(Languages, ALanguageIsAWholeTagWithItsWeight) {
    EXPECT_EQ(language(nullptr, "fr-it,en"), Language::English);           // French as spoken in Italy is not Italian.
    EXPECT_EQ(language(nullptr, "en;q=0.3,it;q=0.9"), Language::Italian);  // The weight counts, not the place.
    EXPECT_EQ(language(nullptr, "en;q=0, de"), Language::Italian);
    EXPECT_EQ(language(nullptr, "EN"), Language::English);
    EXPECT_EQ(language(nullptr, "*"), Language::Italian);
}

}  // namespace
}  // namespace buono::http
