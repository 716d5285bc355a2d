// Framing: where a request begins and ends in a stream of bytes, and which bytes are no request at all.
//
// HeadScan finds the end of a head as bytes arrive and refuses what no reading could repair: a bare LF, a folded line,
// a line or head beyond its limit. readHead() then checks the whole head with Boost.Beast and adds the refusals Beast
// does not make: any Transfer-Encoding, an absent or repeated Host, repeated Content-Length or other single fields,
// absolute URIs, more than 100 fields. After a refusal the place of the next request is unknown: close the connection.
//
// Pure; the one file that sees Beast is framing.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "adapters/http/exchange.hpp"

namespace buono::http {

inline constexpr std::size_t kHeadMax = 32 * 1024;
inline constexpr std::size_t kLineMax = 8 * 1024;
inline constexpr std::size_t kFieldsMax = 100;

struct Head {
    std::string method;
    std::string target;  ///< Origin form, as sent: "/v1/enti?limit=2".
    Fields headers;      ///< Names in lower case.
    std::uint64_t body_bytes = 0;
    bool keep_alive = true;
    bool expects_continue = false;
};

class HeadScan {
public:
    /// Looks on from where it stopped. @param bytes all of the request so far, from its first byte.
    /// Answers the size of the whole head with its empty line, or 0 while it is not whole.
    Result<std::size_t> look(std::string_view bytes);

private:
    std::size_t place_ = 0;
    std::size_t line_ = 0;  ///< Where the line being read starts.
};

/// @param head a whole head, as HeadScan measured it.
Result<Head> readHead(std::string_view head);

}  // namespace buono::http
