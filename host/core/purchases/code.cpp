#include "core/purchases/code.hpp"

#include <cstdint>

#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // No I, L, O, U.
constexpr std::size_t kPayloadBytes = 10;
// A code, read as a number in base 32, leaves 1 when divided by this prime. No difference of two symbols and no
// swap of neighbours, (a - b) * 31 * 32^k, is a multiple of it.
constexpr unsigned kPrime = 1021;

unsigned symbolOf(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    return static_cast<unsigned>(kSymbols.find(c));  // npos becomes a number no symbol has.
}

unsigned remainder(std::string_view symbols) {
    unsigned rest = 0;
    for (const char c : symbols) rest = (rest * 32 + symbolOf(c)) % kPrime;
    return rest;
}

std::string encode(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<std::uint8_t>(byte);
        for (held += 8; held >= 5; held -= 5) text += kSymbols[bits >> (held - 5) & 31];
    }
    return text;
}

/// The two symbols after which the whole number leaves 1.
std::string checkSymbols(std::string_view payload) {
    const auto shifted = remainder(payload) * (32 * 32 % kPrime) % kPrime;
    const auto check = (1 + kPrime - shifted) % kPrime;
    return {kSymbols[check / 32], kSymbols[check % 32]};
}

}  // namespace

std::optional<std::string> readCode(std::string_view typed) {
    constexpr std::size_t kTypedMax = 64;
    if (typed.size() > kTypedMax) return std::nullopt;
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        const auto symbol = symbolOf(c);
        if (symbol >= kSymbols.size()) return std::nullopt;
        code += kSymbols[symbol];
    }
    if (code.size() != kCodeSymbols) return std::nullopt;
    // Compared as symbols: a remainder alone would also accept a check beyond the prime.
    const auto payload = std::string_view{code}.substr(0, kCodeSymbols - 2);
    if (code.substr(kCodeSymbols - 2) != checkSymbols(payload)) return std::nullopt;
    return code;
}

std::string groupedCode(std::string_view canonical) {
    BUONO_CHECK(canonical.size() == kCodeSymbols);
    return std::string{canonical.substr(0, 6)} + "-" + std::string{canonical.substr(6, 6)} + "-" +
           std::string{canonical.substr(12)};
}

Result<registers::Sha256> CodeMaker::read(std::string_view typed) const {
    const auto code = readCode(typed);
    if (!code) return Error{codes::kCodeMistyped, "/code", "a code has 18 letters and digits, and checks itself"};
    return hash(*code);
}

std::string CodeMaker::code(CodeKind kind, const Id& subject, std::int64_t issue) const {
    const auto name = std::to_string(static_cast<int>(kind)) + ":" + subject.text() + ":" + std::to_string(issue);
    const auto mark = seal_.mark("code", name);
    const auto payload = encode({reinterpret_cast<const char*>(mark.data()), kPayloadBytes});
    return payload + checkSymbols(payload);
}

}  // namespace buono::purchases
