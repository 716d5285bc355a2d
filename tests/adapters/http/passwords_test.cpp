#include "adapters/http/passwords.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "adapters/http/log_in.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

constexpr PasswordCost kCheap{1, 8'192, 8};

TEST(Passwords, OnlyTheRightOneIsRight) {
    Passwords passwords{kCheap};
    const auto hash = passwords.hash("correct horse battery");
    ASSERT_TRUE(hash);
    EXPECT_TRUE(hash->starts_with("$argon2id$"));
    EXPECT_TRUE(*passwords.matches(*hash, "correct horse battery"));
    for (const auto* wrong : {"", "correct horse batter", "correct horse battery ", "Correct horse battery"})
        EXPECT_FALSE(*passwords.matches(*hash, wrong)) << wrong;
}

TEST(Passwords, TwoHashesOfOnePasswordDiffer) {
    Passwords passwords{kCheap};
    EXPECT_NE(*passwords.hash("same password"), *passwords.hash("same password"));
}

TEST(Passwords, ANameNobodyHasIsNeverRight) {
    Passwords passwords{kCheap};
    EXPECT_FALSE(*passwords.matches("", "nobody's password"));
    EXPECT_FALSE(*passwords.matches("", ""));
    EXPECT_FALSE(*passwords.matches("not a hash", "x"));
}

TEST(Passwords, ByDefaultAHashCostsWhatOwaspAsks) {
    const PasswordCost cost;
    EXPECT_GE(cost.memory_bytes, 19U * 1024 * 1024);
    EXPECT_GE(cost.passes, 2U);
}

TEST(Passwords, AsManyAsMayWaitAreAnsweredAndNoMore) {
    Passwords passwords{kCheap};
    std::atomic<int> answered{0};
    std::vector<std::thread> all;
    for (std::size_t i = 0; i < kCheap.waiting_max; ++i)
        all.emplace_back([&] { answered += passwords.hash("a password").has_value() ? 1 : 0; });
    for (auto& thread : all) thread.join();
    EXPECT_EQ(answered, static_cast<int>(kCheap.waiting_max));
    Passwords full{{1, 8'192, 0}};
    const auto refused = full.hash("a password");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, codes::kBusy);
    EXPECT_EQ(full.matches("", "a password").error().code, codes::kBusy);
}

TEST(Passwords, WeakOnesAreNamed) {
    EXPECT_TRUE(checkPassword("maria", "twelve chars"));
    EXPECT_TRUE(checkPassword("", "twelve chars"));
    for (const auto* weak : {"", "eleven char", "aaaaaaaaaaaaaaaa", "xx-maria-xxxx", "xx-MARIA-xxxx"}) {
        const auto checked = checkPassword("Maria", weak);
        ASSERT_FALSE(checked) << weak;
        EXPECT_EQ(checked.error().code, codes::kWeakPassword);
    }
    EXPECT_TRUE(checkPassword("maria", std::string(128, 'a') + std::string(128, 'b')));
    EXPECT_FALSE(checkPassword("maria", std::string(128, 'a') + std::string(129, 'b')));
}

}  // namespace
}  // namespace buono::http
