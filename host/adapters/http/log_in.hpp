// Logging in and out, and the opening of accounts: shared by the API, the pages and main.cpp's first accounts.
#pragma once

#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/people/accounts.hpp"

namespace buono::http {

struct LoggedIn {
    std::string token;  ///< Shown once; only its SHA-256 is kept.
    std::string csrf;
    people::Session session;
};

/// Waits for its turn at the password hash. Refuses after ten wrong passwords (too_many_requests).
Result<LoggedIn> logIn(Desk& desk, const Request& request, std::string_view username, std::string_view password);

/// Ends the caller's session, everywhere and at once.
Status logOut(Desk& desk, const Request& request);

/// Set-Cookie of a session; of an ended one with an empty token.
std::pair<std::string, std::string> sessionCookie(std::string_view token);

/// At least 12 characters (weak_password), at most 256 bytes.
Status checkPassword(std::string_view username, std::string_view password);

struct NewStaff {
    std::string username;
    std::string password;
    people::Role role = people::Role::Anyone;
    registers::Id scope;
};

/// Opens a staff account in the name of `request.caller`. Answers the account's id.
Result<registers::Id> openStaffAccount(Desk& desk, const Request& request, const NewStaff& staff);

}  // namespace buono::http
