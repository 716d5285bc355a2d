// Request and Response: one exchange as a handler sees it, after the server has framed it and before it is sent.
//
// Values of one request; they live on the handler's thread. No socket, cookie or header parsing happens past here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/people/caller.hpp"
#include "core/register/register.hpp"

namespace buono::http {

enum class Language : std::uint8_t { Italian, English };

struct Request {
    std::string method;
    std::string path;                                         ///< Decoded, without the query.
    std::map<std::string, std::string, std::less<>> parameters;  ///< Path parameters, by the name in openapi.yaml.
    std::map<std::string, std::string, std::less<>> query;       ///< Decoded; a repeated name is refused before.
    std::map<std::string, std::string, std::less<>> headers;     ///< Lower-case names.
    std::string body;
    std::string operation;                                    ///< The operationId.
    std::string request_id;
    people::Caller caller;
    Language language = Language::Italian;
    std::uint64_t as_of = 0;                                  ///< Ledger seq the reading rooms are at, for reads.

    std::string_view parameter(std::string_view name) const;  ///< "" when absent.
    std::string_view argument(std::string_view name) const;   ///< Query argument; "" when absent.
    std::string_view header(std::string_view name) const;     ///< "" when absent.
};

struct Response {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers{};
};

}  // namespace buono::http
