// What the API answers of quotes, purchases and redemptions: one form for each, wherever it stands.
//
// Pure writers; a family sees whole shares, an ente only what each kind of debtor pays of this purchase.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/json_writer.hpp"
#include "core/purchases/code.hpp"
#include "core/purchases/operation.hpp"
#include "core/purchases/purchase.hpp"
#include "core/purchases/quote.hpp"
#include "core/purchases/redemption.hpp"
#include "core/register/register.hpp"

namespace buono::http {

/// Members of a quote, without as_of: the caller's object stays open.
void writeQuote(json::Writer& out, const purchases::Quote& quote);

/// Members of a purchase, for its payer. @param payment the request to its method; null where nothing is direct.
void writePurchase(json::Writer& out, const purchases::Purchase& purchase, const purchases::Operation* payment);

/// True while the code of this purchase redeems something.
bool hasCode(const purchases::Purchase& purchase);

/// Members of a redemption, for its ente.
void writeRedemption(json::Writer& out, const purchases::Redemption& redemption);

/// Members of a spending code, for its holder; not the code itself.
void writeSpendingCode(json::Writer& out, const purchases::SpendingCode& code, Money left);

/// A kept reply with the code it speaks of (its `id` and `code_issue`; nothing without the latter). Codes never reach a
/// row, so the reply that is kept has none; the same reply always gets the same code.
std::string withCode(std::string reply, purchases::CodeKind kind, const purchases::CodeMaker& maker);

}  // namespace buono::http
