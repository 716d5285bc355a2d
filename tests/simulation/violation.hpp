// Violation: a law that does not hold. Thrown by whatever noticed it, through the core where need be, to the program
// that names seed and operation.
#pragma once

#include <string>

#include "core/register/id.hpp"

namespace buono::simulation {

struct Violation {
    std::string what;
};

/// @param law  as in the reliability goals, "I3", and what it says in a few words.
[[noreturn]] inline void fail(std::string law, const std::string& detail = {}) {
    throw Violation{std::move(law) + (detail.empty() ? "" : ": " + detail)};
}
[[noreturn]] inline void fail(std::string law, const registers::Id& about, const std::string& detail = {}) {
    fail(std::move(law), about.text() + (detail.empty() ? "" : ", " + detail));
}

inline void require(bool holds, const char* law) {
    if (!holds) fail(law);
}
inline void require(bool holds, const char* law, const registers::Id& about) {
    if (!holds) fail(law, about);
}

}  // namespace buono::simulation
