// sepaText(): text as SEPA payments may carry it (EPC217-08): letters a-z A-Z, digits, and / - ? : ( ) . , ' + space.
//
// Letters with accents lose them, a few signs get their usual stand-in, everything else becomes a point. It never
// fails and never answers a longer text than asked. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace buono::documents {

/// @param utf8 may hold anything, malformed bytes too.
std::string sepaText(std::string_view utf8, std::size_t longest);

}  // namespace buono::documents
