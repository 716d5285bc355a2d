// Keys: the city's secret keys, all derived from one master key in the data directory (HKDF-SHA256, RFC 5869).
//
// One purpose, one key: who learns one learns no other. The file `master.key` holds 32 random bytes, is made 0600 and
// durable before anything is sealed with it, and is refused when others could read it. It is not in the database, nor
// in any backup of it; without it the protected columns stay ciphertext for ever. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include <buono/result.hpp>

namespace buono::system {

using Key = std::array<std::uint8_t, 32>;

/// What to do where there is no master key: a city that holds data must not start with a new one.
enum class Missing : std::uint8_t { Refuse, Create };

class Keys {
public:
    static Result<Keys> open(const std::filesystem::path& data_directory, Missing missing);

    Keys(const Keys&) = default;
    Keys& operator=(const Keys&) = default;
    ~Keys();

    /// The key of a purpose, e.g. "vault wrapping". The same for ever.
    Key of(std::string_view purpose) const;

private:
    explicit Keys(const Key& master) : master_{master} {}

    Key master_;
};

}  // namespace buono::system
