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

// One hashes, one may wait; of many that come at once most are told to come later, and all get an answer.
TEST(Passwords, TooManyAtOnceAreToldToComeLater) {
    Passwords passwords{{3, 16 * 1024 * 1024, 1}};
    std::atomic<int> right{0}, later{0};
    std::vector<std::thread> all;
    for (int i = 0; i < 12; ++i)
        all.emplace_back([&] {
            const auto hash = passwords.hash("a password");
            if (hash)
                ++right;
            else if (hash.error().code == codes::kBusy)
                ++later;
        });
    for (auto& thread : all) thread.join();
    EXPECT_EQ(right + later, 12);
    EXPECT_GE(right, 2);
    EXPECT_GE(later, 1);
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
