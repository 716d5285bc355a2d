// IBAN: the number of a bank account in the SEPA area, and whether its check digits fit.
//
// Knows form and check digits (mod 97 everywhere, the Italian CIN too), not whether the account exists or whose it is.
// An account outside Italy is as good as an Italian one (Reg. EU 260/2012 art. 9). Pure; any thread.
#pragma once

#include <string_view>

#include <buono/result.hpp>

namespace buono::catalogue {

/// @param iban as it is kept: capitals and digits without spaces. InvalidValue says which check failed; never the IBAN.
Status checkIban(std::string_view iban);

}  // namespace buono::catalogue
