#include "adapters/documents/plain_text.hpp"

#include <array>
#include <cstdint>

namespace buono::documents {
namespace {

constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";

std::uint8_t byteAt(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

// Bytes of the character that begins at `i`; 0 when none does.
std::size_t characterAt(std::string_view bytes, std::size_t i) {
    const auto first = byteAt(bytes, i);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || bytes.size() - i < length) return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byteAt(bytes, i + k) & 0xc0) != 0x80) return 0;
    const auto second = byteAt(bytes, i + 1);
    if (first == 0xe0 && second < 0xa0) return 0;   // Overlong.
    if (first == 0xed && second >= 0xa0) return 0;  // Surrogate.
    if (first == 0xf0 && second < 0x90) return 0;   // Overlong.
    if (first == 0xf4 && second >= 0x90) return 0;  // Beyond U+10FFFF.
    return length;
}

// 0x80..0x9f of Windows-1252; 0 where the page defines nothing.
constexpr std::array<std::uint16_t, 32> kWindows{0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                                 0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

void append(std::string& text, std::uint32_t point) {
    const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xc0 | point >> 6);
        put(0x80 | (point & 0x3f));
    } else {
        put(0xe0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3f));
        put(0x80 | (point & 0x3f));
    }
}

Result<std::string> fromWindows(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = byteAt(bytes, i);
        const std::uint32_t point = byte >= 0x80 && byte < 0xa0 ? kWindows[byte - 0x80] : byte;
        if (byte >= 0x80 && point == 0)
            return Error{ErrorCode::Malformed, {}, "the file is neither UTF-8 nor Windows-1252: save it as UTF-8"};
        append(text, point);
    }
    return text;
}

}  // namespace

bool isUtf8(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const auto length = characterAt(bytes, i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

Result<std::string> asUtf8(std::string_view bytes) {
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return Error{ErrorCode::Malformed, {}, "the file is UTF-16: save it as UTF-8"};
    if (bytes.starts_with(kUtf8Mark)) {
        bytes.remove_prefix(kUtf8Mark.size());
        if (!isUtf8(bytes)) return Error{ErrorCode::Malformed, {}, "the file says it is UTF-8 and is not"};
    }
    if (isUtf8(bytes)) return std::string{bytes};
    return fromWindows(bytes);
}

}  // namespace buono::documents
