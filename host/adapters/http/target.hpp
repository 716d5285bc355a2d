// Reading of targets and forms: percent-decoding under bounds, into valid UTF-8 without control characters.
//
// Pure. A refusal names what is wrong and never repeats what was sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <buono/result.hpp>

#include "adapters/http/exchange.hpp"

namespace buono::http {

struct Target {
    std::string path;                   ///< Decoded.
    std::vector<std::string> segments;  ///< Decoded; of "/" none. None is empty, "." or "..", or holds a '/'.
    Fields query;
};

Result<Target> readTarget(std::string_view target);

/// The body of a page's form: application/x-www-form-urlencoded. A name may stand more than once.
Result<Fields> readForm(std::string_view body);

bool isUtf8(std::string_view text);

}  // namespace buono::http
