// Bytes as the journal and the databases give them: big-endian numbers, hexadecimal text. Values only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audit {

using Bytes = std::span<const std::uint8_t>;

inline std::uint64_t bigEndian(Bytes bytes) {
    std::uint64_t value = 0;
    for (const auto byte : bytes) value = value << 8 | byte;
    return value;
}

inline std::uint64_t number64(const std::uint8_t* at) {
    std::uint64_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return __builtin_bswap64(value);
}

inline std::string hex(Bytes bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto byte : bytes) out.append({kDigits[byte >> 4], kDigits[byte & 15]});
    return out;
}

/// Lower-case digits, two a byte; none for anything else.
std::optional<std::string> fromHex(std::string_view text);

inline Bytes bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace audit
