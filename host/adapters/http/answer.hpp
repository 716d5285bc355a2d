// answerOf(): the bytes of a Response, with the headers every answer carries.
#pragma once

#include <string_view>

#include "adapters/http/exchange.hpp"
#include "adapters/http/server/answerer.hpp"

namespace buono::http {

/// @param keep_alive false adds Connection: close, and the server hangs up after sending.
/// @param request_id sent as X-Request-Id when not empty.
Answer answerOf(Response response, bool keep_alive, std::string_view request_id = {}, bool head_only = false);

}  // namespace buono::http
