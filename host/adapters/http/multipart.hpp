// readMultipart(): the fields of a form that sends files (multipart/form-data, RFC 7578).
//
// A field is text as in any form; a file is its bytes as they were sent, because an office's table may be in any
// encoding. Names of files and their types are not looked at. Strict where browsers agree: no preamble, no part
// without a name, no header but Content-Disposition and Content-Type. Pure.
#pragma once

#include <string_view>

#include <buono/result.hpp>

#include "adapters/http/exchange.hpp"

namespace buono::http {

inline constexpr std::string_view kMultipart = "multipart/form-data";

/// @param content_type the header, which names the boundary.
Result<Fields> readMultipart(std::string_view content_type, std::string_view body);

}  // namespace buono::http
