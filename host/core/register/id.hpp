// Id: the 16 bytes that name an object (UUIDv7), and the port that makes new ones.
//
// UUIDv7 starts with the time, so every unique index grows at one end. An Id says nothing about a person.
// Id is a value type. Ids is used on the thread that owns the change.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace buono::registers {

struct Id {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Id&) const = default;
    bool isNil() const { return *this == Id{}; }

    /// "0192f3a0-7c1e-7abc-8def-0123456789ab"
    std::string text() const;
    /// Accepts only the form text() writes.
    static std::optional<Id> parse(std::string_view text);
};

struct IdHash {
    std::size_t operator()(const Id& id) const {
        std::uint64_t low;  // The random half.
        std::memcpy(&low, id.bytes.data() + 8, sizeof low);
        return low;
    }
};

class Ids {
public:
    virtual ~Ids() = default;
    /// A new Id, greater than every one before it from the same port.
    virtual Id next() = 0;
};

}  // namespace buono::registers
