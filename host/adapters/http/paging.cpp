#include "adapters/http/paging.hpp"

#include <array>
#include <charconv>

namespace buono::http {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kCursorMax = 256;

}  // namespace

std::string base64url(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 4 / 3 + 3);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (held += 8; held >= 6; held -= 6) out += kAlphabet[bits >> (held - 6) & 63];
    }
    if (held > 0) out += kAlphabet[bits << (6 - held) & 63];
    return out;
}

std::optional<std::string> fromBase64url(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const auto digit = kAlphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>(bits >> held & 255);
    }
    const bool whole = held < 6 && (bits & ((1U << held) - 1)) == 0;
    return whole ? std::optional{out} : std::nullopt;
}

std::string cursorOf(std::string_view position) { return base64url(position); }

Result<Slice> readSlice(const Request& request) {
    Slice slice;
    if (const auto limit = request.argument("limit"); request.query.has("limit")) {
        const auto [end, wrong] = std::from_chars(limit.data(), limit.data() + limit.size(), slice.limit);
        if (wrong != std::errc{} || end != limit.data() + limit.size() || slice.limit < 1 || slice.limit > 200)
            return Error{ErrorCode::InvalidValue, "limit", "limit is a whole number from 1 to 200"};
    }
    if (const auto cursor = request.argument("cursor"); !cursor.empty()) {
        auto after = cursor.size() <= kCursorMax ? fromBase64url(cursor) : std::nullopt;
        if (!after || after->empty())
            return Error{ErrorCode::InvalidValue, "cursor", "use a next_cursor as it was given"};
        slice.after = std::move(*after);
    }
    return slice;
}

}  // namespace buono::http
