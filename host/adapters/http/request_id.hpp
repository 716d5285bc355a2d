// requestId(): the name of one request in logs and in X-Request-Id; the proxy's, or a new one.
#pragma once

#include <string>
#include <string_view>

namespace buono::http {

/// @param given kept when it has 8-64 letters, digits and hyphens.
std::string requestId(std::string_view given);

}  // namespace buono::http
