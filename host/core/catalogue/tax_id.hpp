// Tax id of an organisation (partita IVA, or the numeric codice fiscale): 11 digits, the last of which checks the
// others.
//
// Not the tax code of a person: that is people's. Pure; any thread.
#pragma once

#include <string_view>

#include <buono/result.hpp>

namespace buono::catalogue {

/// InvalidValue when it has another form or its check digit is wrong.
Status checkTaxId(std::string_view tax_id);

}  // namespace buono::catalogue
