#include "core/catalogue/names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace buono::catalogue {
namespace {

TEST(Slug, IsShortLowerCaseAndPlain) {
    for (const char* good : {"ab", "corso-di-nuoto", "a1", "0-18"}) EXPECT_TRUE(isSlug(good)) << good;
    for (const char* bad : {"", "a", "-ab", "ab-", "Ab", "a_b", "a b", "caffè"}) EXPECT_FALSE(isSlug(bad)) << bad;
    EXPECT_TRUE(isSlug(std::string(64, 'a')));
    EXPECT_FALSE(isSlug(std::string(65, 'a')));
}

TEST(PluginName, IsWhatManifestsAllow) {
    EXPECT_TRUE(isPluginName("register_book"));
    for (const char* bad : {"", "a", "1ab", "_ab", "a-b", "Ab"}) EXPECT_FALSE(isPluginName(bad)) << bad;
}

}  // namespace
}  // namespace buono::catalogue
