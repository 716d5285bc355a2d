// Doorman: who is asking, from the bearer token or the session cookie of a request.
//
// One per handler thread. Sessions are remembered for a second, and forgotten by every doorman of the process the
// moment any session ends, so that most requests cost no row and a log-out is immediate.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include <buono/result.hpp>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/people/accounts.hpp"

namespace buono::http {

inline constexpr std::string_view kSessionCookie = "__Host-session";

/// The value of a cookie; "" when it is not there.
std::string_view cookie(const Request& request, std::string_view name);

class Doorman {
public:
    explicit Doorman(Desk& desk) : desk_{desk} {}

    struct Admission {
        people::Caller caller;
        std::string csrf;
        bool by_cookie = false;
    };
    /// No token is Anyone; so is a cookie that is no good any more. A bad bearer token is refused.
    Result<Admission> admit(const Request& request);

private:
    struct Known {
        people::Session session;
        std::string csrf;
        std::int64_t read_us = 0;
    };
    const Known* recognise(std::string_view token);
    const Known* load(const std::string& token, registers::Instant now);
    void keepAlive(people::Session& session, registers::Instant now);

    Desk& desk_;
    std::unordered_map<std::string, Known> known_;  ///< By token.
    std::uint64_t ends_seen_ = 0;
};

}  // namespace buono::http
