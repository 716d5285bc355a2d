#include "adapters/http/router.hpp"

#include <gtest/gtest.h>

#include "adapters/http/target.hpp"

namespace buono::http {
namespace {

constexpr Route kTable[] = {
    {"GET", "/", "home", nullptr, 1, 0, "", false, true, true},
    {"GET", "/v1/enti", "list", nullptr, 1, 0, "", false, false, true},
    {"POST", "/v1/enti", "add", nullptr, 1, 4'096, "application/json", false, false, true},
    {"GET", "/v1/enti/{ente_id}", "read", nullptr, 1, 0, "", false, false, true},
    {"DELETE", "/v1/enti/{ente_id}", "remove", nullptr, 1, 0, "", false, false, true},
    {"GET", "/v1/enti/mine", "mine", nullptr, 1, 0, "", false, false, true},
    {"GET", "/v1/{kind}/all/{id}", "deep", nullptr, 1, 0, "", false, false, true},
};

Router::Match match(const Router& router, std::string_view method, std::string_view path) {
    const auto target = readTarget(path);
    BUONO_CHECK(target.has_value());
    return router.match(method, target->segments);
}

std::string_view found(std::string_view method, std::string_view path) {
    const Router router{kTable};
    const auto result = match(router, method, path);
    return result.route == nullptr ? "none" : result.route->operation;
}

TEST(Router, FindsTheOperationOfAMethodAndAPath) {
    EXPECT_EQ(found("GET", "/"), "home");
    EXPECT_EQ(found("GET", "/v1/enti"), "list");
    EXPECT_EQ(found("POST", "/v1/enti"), "add");
    EXPECT_EQ(found("GET", "/v1/enti/7"), "read");
    EXPECT_EQ(found("DELETE", "/v1/enti/7"), "remove");
    EXPECT_EQ(found("GET", "/v1/enti/7/8"), "none");
    EXPECT_EQ(found("GET", "/v1"), "none");
    EXPECT_EQ(found("GET", "/V1/enti"), "none");
    EXPECT_EQ(found("GET", "/a/b/c/d/e/f/g"), "none");
}

TEST(Router, AWordIsBeforeAParameterWhereverItStandsInTheTable) { EXPECT_EQ(found("GET", "/v1/enti/mine"), "mine"); }

TEST(Router, HeadFindsWhatGetFinds) {
    EXPECT_EQ(found("HEAD", "/v1/enti/7"), "read");
    EXPECT_EQ(found("get", "/v1/enti/7"), "none");
}

TEST(Router, ParametersHaveTheirNamesAndDecodedValues) {
    const Router router{kTable};
    const auto result = match(router, "GET", "/v1/%C3%A8/all/a%20b");
    ASSERT_NE(result.route, nullptr);
    EXPECT_EQ(result.parameters.get("kind"), "\xC3\xA8");
    EXPECT_EQ(result.parameters.get("id"), "a b");
}

TEST(Router, AWrongMethodIsToldWhichAreRight) {
    const Router router{kTable};
    const auto wrong = match(router, "PUT", "/v1/enti");
    EXPECT_EQ(wrong.route, nullptr);
    EXPECT_EQ(wrong.allow, "GET, HEAD, POST");
    EXPECT_EQ(match(router, "POST", "/").allow, "GET, HEAD");
    EXPECT_EQ(match(router, "BREW", "/v1/enti/7").allow, "GET, HEAD, DELETE");
    EXPECT_EQ(match(router, "HEAD", "/nowhere").allow, "");
}

TEST(Router, AMethodIsNamedOnceThoughTwoPatternsFit) {
    const Router router{kTable};
    EXPECT_EQ(match(router, "PUT", "/v1/enti/mine").allow, "GET, HEAD, DELETE");
}

TEST(Router, TheBodyCapIsTheOperationsOrASmallOne) {
    const Router router{kTable};
    EXPECT_EQ(router.bodyCap("POST", "/v1/enti?x=1"), 4'096U);
    EXPECT_EQ(router.bodyCap("GET", "/v1/enti"), 0U);
    for (const auto* target : {"/nowhere", "/v1/enti/", "/%", "//", "/v1/enti?%"})
        EXPECT_LE(router.bodyCap("POST", target), 65'536U) << target;
    EXPECT_GT(router.bodyCap("POST", "/nowhere"), 0U);
}

}  // namespace
}  // namespace buono::http
