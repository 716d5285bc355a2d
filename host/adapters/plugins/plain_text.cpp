#include "adapters/plugins/plain_text.hpp"

#include <cstdint>

namespace buono::plugins {
namespace {

/// Bytes of the character that `text` begins with; 0 when it begins with none (RFC 3629: shortest form, no surrogates).
std::size_t firstCharacter(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const auto lead = byte(0);
    if (lead < 0x80) return lead >= 0x20 && lead != 0x7f ? 1 : 0;
    const std::size_t length = lead >= 0xc2 && lead < 0xe0   ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0U) != 0x80) return 0;
    const auto second = byte(1);
    const bool wrong = (lead == 0xc2 && second < 0xa0) || (lead == 0xe0 && second < 0xa0) ||
                       (lead == 0xed && second >= 0xa0) || (lead == 0xf0 && second < 0x90) ||
                       (lead == 0xf4 && second >= 0x90);
    return wrong ? 0 : length;
}

}  // namespace

bool isPlainText(std::string_view text) {
    while (!text.empty()) {
        const auto length = firstCharacter(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string plainText(std::string_view text, std::size_t bytes_max) {
    std::string plain;
    while (!text.empty()) {
        const auto length = firstCharacter(text);
        if (plain.size() + (length == 0 ? 1 : length) > bytes_max) break;
        plain += length == 0 ? "?" : text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return plain;
}

}  // namespace buono::plugins
