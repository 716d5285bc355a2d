#include "core/people/code.hpp"

#include <cstdint>

#include <buono/check.hpp>

namespace buono::people {
namespace {

constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kGroup = 4;

char canonical(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return c;
}

}  // namespace

std::string handedCode(std::span<const unsigned char> bytes) {
    BUONO_CHECK(!bytes.empty() && bytes.size() % 5 == 0);
    std::string code;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bits = bits << 8 | bytes[i];
        if (i % 5 != 4) continue;
        for (int shift = 35; shift >= 0; shift -= 5) code += kSymbols[bits >> shift & 31];
        bits = 0;
    }
    return code;
}

std::string groupedHandedCode(std::string_view canonical) {
    std::string out;
    for (std::size_t i = 0; i < canonical.size(); ++i) {
        if (i > 0 && i % kGroup == 0) out += '-';
        out += canonical[i];
    }
    return out;
}

std::optional<std::string> readHandedCode(std::string_view typed, std::size_t symbols) {
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        const char symbol = canonical(c);
        if (code.size() == symbols || kSymbols.find(symbol) == std::string_view::npos) return std::nullopt;
        code += symbol;
    }
    return code.size() == symbols ? std::optional{code} : std::nullopt;
}

}  // namespace buono::people
