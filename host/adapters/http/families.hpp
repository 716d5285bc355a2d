// Registering a family and adding a child, once each: shared by the API and the pages.
//
// A plain SHA-256 of these requests would let whoever reads the database guess passwords and tax codes offline, so the
// ticket's digest leaves them out. A repeat under the same key is compared with what was kept instead: the password
// with its argon2id hash, the person with their sealed row. It gets the first answer; another request under the key is
// refused (key_reused). Names are not compared: whoever claims an imported person keeps the names of the import.
#pragma once

#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/people/person.hpp"

namespace buono::http {

struct Registration {
    std::string username;
    std::string password;
    people::Person person;    ///< Without an id.
    std::string access_code;  ///< As typed; empty without one.
};

/// @param key of the client; "" makes the request not repeatable. Answers {"id", "seq"}. After ten refused
/// tries with one tax code or from one address within a quarter of an hour: too_many_requests.
Result<registers::Reply> registerFamily(Desk& desk, const Request& request, const Registration& registration,
                                        std::string_view key);

/// Adds a child of the caller's. Answers {"id", "seq"}.
Result<registers::Reply> addChild(Desk& desk, const Request& request, people::Person child, std::string_view key);

}  // namespace buono::http
