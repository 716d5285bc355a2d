// Plain text as files bring it, as UTF-8: what the first bytes and the bytes themselves say of its encoding.
#pragma once

#include <string>
#include <string_view>

#include <buono/result.hpp>

namespace buono::documents {

/// True for well-formed UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool isUtf8(std::string_view bytes);

/// UTF-8 without a byte order mark. What is no UTF-8 is read as Windows-1252; UTF-16 and bytes that page does not
/// define are refused (Malformed).
Result<std::string> asUtf8(std::string_view bytes);

}  // namespace buono::documents
