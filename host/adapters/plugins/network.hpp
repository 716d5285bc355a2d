// Network: the one way out of this machine for a plugin's request. The host decides what is granted and fills in
// secrets.
//
// On the thread of the call. A request counts as released unless the answer is NOT_SENT.
#pragma once

#include <buono/plugin/abi.h>

#include <optional>
#include <string>
#include <string_view>

#include "adapters/plugins/manifest.hpp"

namespace buono::plugins {

/// As the plugin wrote it.
struct Request {
    std::string method;
    std::string url;
    std::string headers;
    std::string body;
    std::int64_t timeout_ms = 0;
};
struct Exchange {
    buono_http_transport transport = BUONO_HTTP_NOT_SENT;
    int code = 0;
    std::string body;
};

class Network {
public:
    virtual ~Network() = default;
    virtual Exchange send(const Manifest& who, const Request& request) = 0;
    /// Hexadecimal; nothing when the secret is not granted.
    virtual std::optional<std::string> sign(const Manifest& who, std::string_view secret, std::string_view algorithm,
                                            std::string_view data) = 0;
};

}  // namespace buono::plugins
