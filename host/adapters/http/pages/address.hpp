// Addresses of our own pages, as links and redirects carry them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/exchange.hpp"

namespace buono::http::pages {

/// Percent-encoded for a path or a query value; '/' stays.
std::string encoded(std::string_view text);

/// Path and query of this request, encoded: where the reader is, to come back to.
std::string addressOf(const Request& request);

/// False for anything that a browser might take to another host.
bool isOwnAddress(std::string_view address);

}  // namespace buono::http::pages
