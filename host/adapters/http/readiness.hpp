// Readiness: can this host commit? Proved by a real durable write, at most once a second for all who ask.
//
// Any thread may ask; one of them writes, the others get the last answer.
#pragma once

#include <cstdint>
#include <mutex>

#include "core/register/register.hpp"

namespace buono::http {

class Readiness {
public:
    /// True if a write succeeded within the last second. Throws what the register throws.
    bool canCommit(registers::Register& registry, registers::Ids& ids);

private:
    std::mutex asking_;
    std::int64_t proved_ms_ = 0;  ///< Steady clock; 0 before the first proof.
};

}  // namespace buono::http
