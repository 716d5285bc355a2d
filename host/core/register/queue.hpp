// Queue: the outbox as the courier sees it: rows that wait, in the order they are due.
//
// Only reads. A row ends, or moves to a later instant, in the change its errand leads to (Outbox, in register.hpp):
// whoever only looks can lose nothing. Implemented by adapters/store on the courier's own reading connection.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/register/register.hpp"

namespace buono::registers {

class Queue {
public:
    virtual ~Queue() = default;
    /// Rows due at `now` or before, the earliest first and then by number; at most `limit`.
    virtual std::vector<Errand> due(Instant now, std::size_t limit) const = 0;
    /// When the first row after `now` is due; none when nothing else waits.
    virtual std::optional<Instant> nextAfter(Instant now) const = 0;
};

}  // namespace buono::registers
