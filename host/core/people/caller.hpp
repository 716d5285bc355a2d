// Caller: who is asking, in which role, on whose behalf. Every object is fetched through its caller's scope.
//
// A value made once per request by the adapter that knows the session; the core never sees a password,
// a cookie or a token. Copy it freely.
#pragma once

#include <cstdint>
#include <string>

#include "core/register/id.hpp"

namespace buono::people {

/// One role a request. The names are those of schemas/http/roles.json.
enum class Role : std::uint8_t {
    Anyone,         ///< No session: the public catalogue, log-in.
    Family,         ///< A person who applies and buys, for themselves and their children.
    Ente,           ///< Operator of one ente (scope = ente).
    SpaceOperator,  ///< Staff of the co-operative that runs a Spazio; sees nobody outside an open session with them.
    Employer,       ///< Staff of one employer (scope = employer).
    CityOperator,
    CityManager,
    Accountant,
    Auditor,  ///< Reads only.
};

struct Caller {
    Role role = Role::Anyone;
    registers::Id person;   ///< The person logged in; nil for Anyone.
    registers::Id scope;    ///< Ente, employer or space of the role; nil for the others.
    registers::Id session;  ///< nil for Anyone.

    /// "person:<id>", or "anyone": the actor of tickets and audit lines.
    std::string actor() const { return person.isNil() ? "anyone" : "person:" + person.text(); }
};

}  // namespace buono::people
