// LoginLimiter: after ten wrong passwords within a quarter of an hour, a login name or an address waits.
//
// In memory and bounded; a restart forgives. Any thread may ask.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/register/time.hpp"

namespace buono::http {

class LoginLimiter {
public:
    static constexpr int kWrongMax = 10;
    static constexpr std::int64_t kWindow_us = 15LL * 60 * 1'000'000;

    bool mayTry(std::string_view login, std::string_view address, registers::Instant now);
    void wrong(std::string_view login, std::string_view address, registers::Instant now);
    /// The right password clears the name; the address keeps its count, or one good account would open the door to all.
    void right(std::string_view login);

private:
    struct Count {
        int wrong = 0;
        std::int64_t since_us = 0;
    };
    bool isFull(const std::string& name, registers::Instant now);
    void count(std::string name, registers::Instant now);

    std::mutex lock_;
    std::unordered_map<std::string, Count> counts_;
};

}  // namespace buono::http
