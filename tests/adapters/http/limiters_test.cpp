#include <gtest/gtest.h>

#include "adapters/http/code_guard.hpp"
#include "adapters/http/login_limiter.hpp"

namespace buono::http {
namespace {

using registers::Id;
using registers::Instant;

constexpr std::int64_t kMinute_us = 60'000'000;

Instant at(std::int64_t minutes) { return {1'000'000'000'000 + minutes * kMinute_us}; }

Id session(std::uint8_t number) {
    Id id;
    id.bytes[15] = number;
    return id;
}

TEST(LoginLimiter, TenWrongOnesCloseTheNameForAQuarterOfAnHour) {
    LoginLimiter limiter;
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(limiter.mayTry("maria", "10.0.0." + std::to_string(i), at(i)));
        limiter.wrong("maria", "10.0.0." + std::to_string(i), at(i));
    }
    EXPECT_FALSE(limiter.mayTry("maria", "10.0.0.99", at(10)));
    EXPECT_TRUE(limiter.mayTry("anna", "10.0.0.99", at(10)));
    EXPECT_FALSE(limiter.mayTry("maria", "10.0.0.99", at(15)));
    EXPECT_TRUE(limiter.mayTry("maria", "10.0.0.99", at(16)));
}

TEST(LoginLimiter, TenWrongOnesCloseTheAddressWhateverTheNames) {
    LoginLimiter limiter;
    for (int i = 0; i < 10; ++i) limiter.wrong("name" + std::to_string(i), "10.0.0.1", at(0));
    EXPECT_FALSE(limiter.mayTry("maria", "10.0.0.1", at(1)));
    EXPECT_TRUE(limiter.mayTry("maria", "10.0.0.2", at(1)));
}

TEST(LoginLimiter, TheRightPasswordClearsTheNameAndNotTheAddress) {
    LoginLimiter limiter;
    for (int i = 0; i < 9; ++i) limiter.wrong("maria", "10.0.0.1", at(0));
    limiter.right("maria");
    limiter.wrong("maria", "10.0.0.1", at(0));
    EXPECT_TRUE(limiter.mayTry("maria", "10.0.0.2", at(0)));
    EXPECT_FALSE(limiter.mayTry("maria", "10.0.0.1", at(0)));
}

TEST(LoginLimiter, ANewWindowCountsFromItsFirstWrongOne) {
    LoginLimiter limiter;
    for (int i = 0; i < 9; ++i) limiter.wrong("maria", "10.0.0.1", at(0));
    limiter.wrong("maria", "10.0.0.1", at(16));
    EXPECT_TRUE(limiter.mayTry("maria", "10.0.0.1", at(16)));
    for (int i = 0; i < 9; ++i) limiter.wrong("maria", "10.0.0.1", at(17));
    EXPECT_FALSE(limiter.mayTry("maria", "10.0.0.1", at(30)));
}

TEST(LoginLimiter, ANameIsNoAddressAndLongOnesAreCut) {
    LoginLimiter limiter;
    for (int i = 0; i < 10; ++i) limiter.wrong("10.0.0.9", "elsewhere" + std::to_string(i), at(0));
    EXPECT_TRUE(limiter.mayTry("maria", "10.0.0.9", at(0)));
    const std::string prefix(64, 'm');
    for (int i = 0; i < 10; ++i) limiter.wrong(prefix + std::to_string(i), "e" + std::to_string(i), at(0));
    EXPECT_FALSE(limiter.mayTry(prefix, "f", at(0)));
}

TEST(CodeGuard, TenWrongCodesCloseTheSessionUntilTheOldestIsAQuarterOfAnHourOld) {
    CodeGuard guard;
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(guard.mayTry(session(1), at(i)));
        guard.wrong(session(1), at(i));
    }
    EXPECT_FALSE(guard.mayTry(session(1), at(10)));
    EXPECT_TRUE(guard.mayTry(session(2), at(10)));
    EXPECT_FALSE(guard.mayTry(session(1), Instant{at(15).us - 1}));
    EXPECT_TRUE(guard.mayTry(session(1), at(15)));
    guard.wrong(session(1), at(15));
    EXPECT_FALSE(guard.mayTry(session(1), at(15)));
    EXPECT_TRUE(guard.mayTry(session(1), at(16)));
}

}  // namespace
}  // namespace buono::http
