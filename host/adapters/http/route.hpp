// Route: one operation of the API or one page, as compiled from openapi.yaml.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"

namespace buono::http {

using Handler = Response (*)(Desk&, const Request&);

struct Route {
    std::string_view method;
    std::string_view path;  ///< "/v1/enti/{ente_id}/statements"
    std::string_view operation;
    Handler handler;
    std::uint16_t roles;  ///< One bit per people::Role; the bit of Anyone means no session is needed.
    std::uint32_t body_max;
    std::string_view reads;  ///< Content type of the body; "" reads none.
    bool key_required;       ///< Idempotency-Key must be sent.
    bool page;               ///< Answers HTML: refusals are pages too.
    bool csrf;               ///< A write under a cookie needs the token.

    bool allows(people::Role role) const { return (roles >> static_cast<unsigned>(role) & 1U) != 0; }
};

/// Every operation, in the order of openapi.yaml.
std::span<const Route> routes();

/// openapi.yaml as JSON.
std::string_view openapiJson();

}  // namespace buono::http
