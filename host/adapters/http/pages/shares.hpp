// Who pays what of a price, as pages show it: one line, its shares, and why other means were not used.
#pragma once

#include <string>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "adapters/http/pages/data.hpp"
#include "core/purchases/quote.hpp"

namespace buono::http::pages {

/// "City voucher", "Your own money", ... in the reader's language.
std::string kindText(Desk& desk, const Request& request, instruments::Kind kind);

/// `lines`, `total`, `direct`, `has_direct` of a quote.
void addQuote(Data& data, Desk& desk, const Request& request, const purchases::Quote& quote);

/// `lines`, `total`, `direct`, `has_direct` of a purchase.
void addPurchase(Data& data, Desk& desk, const Request& request, const purchases::Purchase& purchase);

/// `state` and `tone` (good, warn, bad or nothing) of a purchase.
void addState(Data& data, Desk& desk, const Request& request, purchases::State state);

}  // namespace buono::http::pages
