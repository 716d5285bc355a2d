// Slice: which part of a list a request asks for. Every list takes `limit` (1-200, 50) and an opaque `cursor`.
//
// A cursor is the position after the last row sent, as the list's own rows understand it, in base64url. It is not
// signed: a list checks a position like any other input, and finds only rows of the caller's scope.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "adapters/http/exchange.hpp"

namespace buono::http {

struct Slice {
    std::size_t limit = 50;
    std::string after;  ///< The position given to cursorOf(); "" starts at the beginning.
};

Result<Slice> readSlice(const Request& request);

std::string cursorOf(std::string_view position);

std::string base64url(std::string_view bytes);
std::optional<std::string> fromBase64url(std::string_view text);

}  // namespace buono::http
