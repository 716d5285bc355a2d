#include "reference.hpp"

#include <algorithm>

namespace sepa {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isCapital(char c) { return c >= 'A' && c <= 'Z'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// What the text, its first four characters moved to the end and letters read as 10 to 35, leaves over 97.
int remainder(std::string_view text) {
    int rest = 0;
    const auto add = [&](char c) {
        rest = isDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    };
    std::ranges::for_each(text.substr(4), add);
    std::ranges::for_each(text.substr(0, 4), add);
    return rest;
}

/// The kOurLength letters and digits from here on, blanks left out; fewer when the text ends or holds another sign.
std::string taken(std::string_view text) {
    std::string out;
    for (const char sign : text) {
        const char c = capital(sign);
        if (isBlank(c)) continue;
        if ((!isDigit(c) && !isCapital(c)) || out.size() == kOurLength) break;
        out += c;
    }
    return out;
}

}  // namespace

std::string creditorReference(std::string_view body) {
    const auto draft = "RF00" + std::string{body};
    const int check = 98 - remainder(draft);
    return "RF" + std::string{static_cast<char>('0' + check / 10), static_cast<char>('0' + check % 10)} +
           std::string{body};
}

bool isCreditorReference(std::string_view text) {
    if (text.size() < 5 || text.size() > 25 || !text.starts_with("RF")) return false;
    if (!isDigit(text[2]) || !isDigit(text[3])) return false;
    const auto allowed = [](char c) { return isDigit(c) || isCapital(c); };
    return std::ranges::all_of(text, allowed) && remainder(text) == 1;
}

std::string digestOf(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a: nobody gains by making two the same.
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93U;
    hash ^= hash >> 32;
    std::string out;
    for (int i = 0; i < 13; ++i, hash >>= 5) out += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[hash & 31];  // No I, L, O, U.
    return out;
}

std::string referenceOf(std::string_view operation, int turn) {
    return creditorReference(digestOf(std::string{operation} + (turn == 0 ? "" : "#" + std::to_string(turn))));
}

void findReferences(std::string_view text, std::vector<std::string>& found) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (capital(text[at]) != 'R' || capital(text[at + 1]) != 'F') continue;
        auto one = taken(text.substr(at, 4 * kOurLength));
        if (one.size() != kOurLength || !isCreditorReference(one)) continue;
        if (std::ranges::find(found, one) == found.end()) found.push_back(std::move(one));
    }
}

}  // namespace sepa
