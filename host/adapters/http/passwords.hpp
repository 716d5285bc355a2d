// Passwords: argon2id, on one thread of its own, so that log-ins can never take more than one core or pile up memory.
//
// Callers wait for their turn; when too many wait, they are told to come later. Any thread may ask.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include <buono/result.hpp>

namespace buono::http {

/// What one hash costs. The defaults are OWASP's: 19 MiB, two passes.
struct PasswordCost {
    std::uint64_t passes = 2;
    std::size_t memory_bytes = 19 * 1024 * 1024;
    std::size_t waiting_max = 8;
};

class Passwords {
public:
    explicit Passwords(PasswordCost cost = {});
    ~Passwords();

    Result<std::string> hash(std::string_view password);
    /// @param hash "" for a login name nobody has: takes as long, and is never right.
    Result<bool> matches(std::string_view hash, std::string_view password);

private:
    Status inTurn(const std::function<void()>& work);
    void work();
    std::string hashNow(std::string_view password) const;

    const PasswordCost cost_;
    std::string hash_of_nobody_;
    std::mutex lock_;
    std::condition_variable filled_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace buono::http
