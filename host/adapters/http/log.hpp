// The log: one JSON object a line on standard error, written whole. Never personal data, paths, queries or addresses.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/people/caller.hpp"
#include "core/register/time.hpp"

namespace buono::http {

struct RequestLine {
    registers::Instant at;
    std::string_view request_id;
    std::string_view operation;  ///< "none" when no operation was found.
    int status = 0;
    std::int64_t duration_us = 0;
    people::Role role = people::Role::Anyone;
};

/// Kept until flushLog(), or until much is kept: a line a request is one write for many.
void logRequest(const RequestLine& line);
void flushLog();

/// Written at once. Something an operator must know: `event` is a fixed name, `what` a type or a number, never a
/// message of a library.
void logTrouble(registers::Instant at, std::string_view request_id, std::string_view event, std::string_view what);

}  // namespace buono::http
