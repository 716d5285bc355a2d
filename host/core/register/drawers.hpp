// Drawers: what the host keeps for somebody who may keep nothing of their own (a plugin): small values by key.
//
// Each owner has a drawer and never sees another's. find() works on any connection; put() within a change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buono::registers {

class Drawers {
public:
    struct Kept {
        std::string value;
        std::int64_t version = 0;  ///< From 1; each put raises it by one.
    };

    virtual ~Drawers() = default;
    virtual std::optional<Kept> find(std::string_view owner, std::string_view key) const = 0;
    /// Bytes of keys and values in this drawer.
    virtual std::int64_t size(std::string_view owner) const = 0;
    /// Replaces version `if_version` (0: there must be none); false, and nothing changed, when it is another.
    virtual bool put(std::string_view owner, std::string_view key, std::string_view value, std::int64_t if_version) = 0;
};

}  // namespace buono::registers
