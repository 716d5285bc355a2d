// The table of operations itself: nothing without a role, no change of money without a key, no page that writes without
// the token of its form.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "adapters/http/roles.hpp"
#include "adapters/http/route.hpp"

namespace buono::http {
namespace {

bool writes(const Route& route) { return route.method != "GET"; }
bool isApi(const Route& route) { return route.path.starts_with("/v1/"); }

bool stands(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

TEST(Policy, EveryOperationHasRolesAndAHandler) {
    EXPECT_GT(routes().size(), 100U);
    constexpr unsigned kAll = (1U << kRoleNames.size()) - 1;
    for (const auto& route : routes()) {
        EXPECT_NE(route.roles, 0U) << route.operation;
        EXPECT_EQ(route.roles & ~kAll, 0U) << route.operation;
        EXPECT_NE(route.handler, nullptr) << route.operation;
        // An operation for anyone is for every role: nobody loses by logging in.
        EXPECT_TRUE(!route.allows(people::Role::Anyone) || route.roles == kAll) << route.operation;
    }
}

TEST(Policy, WhoIsNotLoggedInMayOnlyReadOrAskToBeLetIn) {
    for (const auto& route : routes()) {
        if (!writes(route) || !route.allows(people::Role::Anyone)) continue;
        EXPECT_TRUE(stands(route.operation, {"createSession", "createFamilyAccount", "pageLogIn", "pageRegister"}))
            << route.operation;
    }
}

// These answer with a secret that is not kept, or move no money and may be sent again; all others change money.
constexpr std::array<std::string_view, 13> kWithoutKey{
    "createSession", "createStaffAccount", "createFamilyAccount",  "createAccessCode",
    "createChild",   "markNoticesSeen",    "createAssistanceCode", "createAssistanceSession",
    "createQuote",   "createEmployer",     "loadCatalogue",        "moveClock",
    "confirmClock"};

TEST(Policy, EveryChangeOfMoneyNeedsAKey) {
    for (const auto& route : routes()) {
        if (!isApi(route) || route.method != "POST") continue;
        const bool moves_none = std::ranges::find(kWithoutKey, route.operation) != kWithoutKey.end();
        EXPECT_EQ(route.key_required, !moves_none) << route.path << " " << route.operation;
    }
}

TEST(Policy, EveryPageThatWritesUnderASessionNeedsTheTokenOfItsForm) {
    for (const auto& route : routes()) {
        if (!route.page || !writes(route)) continue;
        EXPECT_EQ(route.method, "POST") << route.operation;
        EXPECT_TRUE(stands(route.reads, {"application/x-www-form-urlencoded", "multipart/form-data"}))
            << route.operation;
        const bool before_a_session = stands(route.operation, {"pageLogIn", "pageRegister"});
        EXPECT_EQ(route.csrf, !before_a_session) << route.operation;
    }
}

TEST(Policy, OnlyTheLogInsGoWithoutTheToken) {
    for (const auto& route : routes()) {
        if (route.csrf) continue;
        EXPECT_TRUE(stands(route.operation, {"createSession", "createFamilyAccount", "pageLogIn", "pageRegister"}))
            << route.operation;
    }
}

TEST(Policy, AnAuditorChangesNothingButItsOwnSession) {
    for (const auto& route : routes()) {
        if (!writes(route) || route.allows(people::Role::Anyone)) continue;
        if (!route.allows(people::Role::Auditor)) continue;
        EXPECT_TRUE(stands(route.operation, {"deleteSession", "pageLogOut"})) << route.operation;
    }
}

TEST(Policy, BodiesAreBoundedAndReadOnlyWhereTheyAreSaid) {
    for (const auto& route : routes()) {
        EXPECT_EQ(route.body_max > 0, !route.reads.empty()) << route.operation;
        EXPECT_LE(route.body_max, 8U << 20) << route.operation;
        EXPECT_TRUE(route.body_max <= (128U << 10) || !route.allows(people::Role::Anyone)) << route.operation;
    }
}

TEST(Policy, TheDescriptionThatIsServedListsTheSameOperations) {
    const auto document = nlohmann::json::parse(openapiJson());
    std::set<std::string> described, compiled;
    for (const auto& [path, item] : document["paths"].items())
        for (const auto& [method, operation] : item.items())
            if (operation.is_object() && operation.contains("operationId")) described.insert(operation["operationId"]);
    for (const auto& route : routes()) compiled.insert(std::string{route.operation});
    EXPECT_EQ(described, compiled);
}

}  // namespace
}  // namespace buono::http
