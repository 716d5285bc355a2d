#include "core/register/id.hpp"

namespace buono::registers {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool isHyphen(std::size_t place) { return place == 8 || place == 13 || place == 18 || place == 23; }

}  // namespace

std::string Id::text() const {
    std::string out;
    out.reserve(36);
    for (const auto byte : bytes) {
        if (isHyphen(out.size())) out += '-';
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
    return out;
}

std::optional<Id> Id::parse(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Id id;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isHyphen(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const auto digit = kHex.find(text[i]);
        if (digit == std::string_view::npos) return std::nullopt;
        id.bytes[nibble / 2] = static_cast<std::uint8_t>(id.bytes[nibble / 2] << 4 | digit);
        ++nibble;
    }
    return id;
}

}  // namespace buono::registers
