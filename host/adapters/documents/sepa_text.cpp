#include "adapters/documents/sepa_text.hpp"

#include <array>
#include <cstdint>

namespace buono::documents {
namespace {

constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ";

/// U+00C0 to U+017F: the letters of European names.
constexpr std::array<const char*, 192> kLetters{
    "A", "A", "A", "A", "A", "A", "AE", "C", "E", "E", "E", "E", "I", "I", "I", "I",   //
    "D", "N", "O", "O", "O", "O", "O",  ".", "O", "U", "U", "U", "U", "Y", "T", "ss",  //
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",   //
    "d", "n", "o", "o", "o", "o", "o",  ".", "o", "u", "u", "u", "u", "y", "t", "y",   //
    "A", "a", "A", "a", "A", "a", "C",  "c", "C", "c", "C", "c", "C", "c", "D", "d",   //
    "D", "d", "E", "e", "E", "e", "E",  "e", "E", "e", "E", "e", "G", "g", "G", "g",   //
    "G", "g", "G", "g", "H", "h", "H",  "h", "I", "i", "I", "i", "I", "i", "I", "i",   //
    "I", "i", "I", "i", "J", "j", "K",  "k", "k", "L", "l", "L", "l", "L", "l", "L",   //
    "l", "L", "l", "N", "n", "N", "n",  "N", "n", "n", "N", "n", "O", "o", "O", "o",   //
    "O", "o", "O", "o", "R", "r", "R",  "r", "R", "r", "S", "s", "S", "s", "S", "s",   //
    "S", "s", "T", "t", "T", "t", "T",  "t", "U", "u", "U", "u", "U", "u", "U", "u",   //
    "U", "u", "U", "u", "W", "w", "Y",  "y", "Y", "Z", "z", "Z", "z", "Z", "z", "s",   //
};

/// The next code point, and past it; malformed bytes count one each.
char32_t next(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0;
    };
    const auto first = byte(at++);
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    std::uint32_t point = more == 0 ? first : first & (0x3FU >> more);
    for (int i = 0; i < more && (byte(at) & 0xC0U) == 0x80U; ++i) point = point << 6 | (byte(at++) & 0x3FU);
    return more > 0 && point < 0x80 ? 0xFFFD : point;  // Overlong or cut short.
}

std::string_view standIn(char32_t point) {
    if (point >= 0xC0 && point < 0xC0 + kLetters.size()) return kLetters[point - 0xC0];
    switch (point) {
        case '&': return "+";
        case '_':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014: return "-";
        case '`':
        case '"':
        case 0xB4:
        case 0x2018:
        case 0x2019:
        case 0x201C:
        case 0x201D: return "'";
        case '\t':
        case '\n':
        case 0xA0: return " ";
        case '@': return "(at)";
        case 0x20AC: return "EUR";
        default: return ".";
    }
}

}  // namespace

std::string sepaText(std::string_view utf8, std::size_t longest) {
    std::string text;
    for (std::size_t at = 0; at < utf8.size() && text.size() < longest;) {
        const auto from = at;
        const auto point = next(utf8, at);
        const bool allowed = point < 0x80 && kAllowed.find(static_cast<char>(point)) != std::string_view::npos;
        text += allowed ? utf8.substr(from, 1) : standIn(point);
    }
    if (text.size() > longest) text.resize(longest);
    return text;
}

}  // namespace buono::documents
