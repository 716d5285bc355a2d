// The words of the ledger's numbers, as the API writes them and schemas/ledger/export.md lists them.
#pragma once

#include <string_view>

#include "core/ledger/book.hpp"

namespace buono::ledger {

/// "voucher", "refund_due"; "" for a number that is none.
std::string_view word(AccountKind kind);
/// "none", "credits_cover_debits", "debits_cover_credits".
std::string_view word(Limit limit);
/// "open", "post", "hold", "capture", "release".
std::string_view word(Action action);
/// "award", "spending_code".
std::string_view word(Code code);

}  // namespace buono::ledger
