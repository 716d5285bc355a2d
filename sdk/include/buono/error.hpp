// Error: why an operation was refused.
//
// A code is a number that never changes its meaning; the SDK knows only the 100s, which speak of values and
// requests. The host's own codes (200 and up, by room) are generated from schemas/http/errors.json, and
// ErrorCode carries them too: an enumeration with a fixed underlying type holds any of its numbers.
//
// A value type: copy it, compare it, send it between threads.
#pragma once

#include <cstdint>
#include <string>

namespace buono {

enum class ErrorCode : std::uint16_t {
    // The request is wrong. Sending it again gives the same answer.
    InvalidAmount = 100,
    AmountOverflow = 101,
    InvalidValue = 102,
    UnknownMember = 103,
    MissingMember = 104,
    TooLarge = 105,
    Malformed = 106,
};

struct Error {
    ErrorCode code;
    std::string field;   ///< JSON pointer, column or setting that is wrong; empty when no single one is.
    std::string detail;  ///< One English sentence for the client. Never personal data, never parsed.

    bool operator==(const Error&) const = default;
};

}  // namespace buono
