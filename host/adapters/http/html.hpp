// Answers of pages: HTML under its own strict policy, and the redirect after a form.
//
// A page may use only what this host serves: no inline script or style, no frame, no foreign form target.
#pragma once

#include <string>
#include <utility>

#include "adapters/http/exchange.hpp"

namespace buono::http {

inline constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src "
    "'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

inline Response htmlPage(std::string body, int status = 200) {
    return {status, std::move(body), "text/html; charset=utf-8", {{"Content-Security-Policy", kPagePolicy}}};
}

/// 303: the browser loads `path` with GET. Paths of this host only.
inline Response seeOther(std::string path) {
    return {303, {}, "text/plain; charset=utf-8", {{"Location", std::move(path)}}};
}

}  // namespace buono::http
