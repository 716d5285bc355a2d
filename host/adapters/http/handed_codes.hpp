// The codes people are handed: by the city to open their account, by themselves to a desk that helps them.
//
// Shown once, in this answer; rows keep a keyed hash. So a lost answer is not repeated: a new code ends the old one.
#pragma once

#include <string>

#include <buono/result.hpp>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"

namespace buono::http {

struct HandedCode {
    std::string code;  ///< Grouped, for eyes.
    registers::Instant expires;
};

/// For `person`, in the name of the caller (staff of the city).
Result<HandedCode> giveAccessCode(Desk& desk, const Request& request, const registers::Id& person);

/// For the caller to say at a Spazio.
Result<HandedCode> giveAssistanceCode(Desk& desk, const Request& request);

}  // namespace buono::http
