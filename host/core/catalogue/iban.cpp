#include "core/catalogue/iban.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace buono::catalogue {
namespace {

/// Countries of the SEPA area and the length of their IBANs (EPC409-09).
constexpr std::array<std::pair<std::string_view, std::size_t>, 42> kLengths{{
    {"AD", 24}, {"AL", 28}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27}, {"GB", 22}, {"GI", 23}, {"GR", 27}, {"HR", 21},
    {"HU", 28}, {"IE", 22}, {"IS", 26}, {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27},
    {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24},
    {"RS", 22}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"VA", 22},
}};

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isCapital(char c) { return c >= 'A' && c <= 'Z'; }

std::size_t lengthOf(std::string_view country) {
    const auto at =
        std::find_if(kLengths.begin(), kLengths.end(), [&](const auto& one) { return one.first == country; });
    return at == kLengths.end() ? 0 : at->second;
}

int remainder97(std::string_view iban) {
    int rest = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];  // Country and check digits count last.
        rest = isDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
    return rest;
}

/// The control letter of an Italian account: odd places weigh as in the tax code of a person, even ones their value.
char cinOf(std::string_view bban) {
    constexpr std::array<int, 26> kOdd{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                       20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    int sum = 0;
    for (std::size_t i = 0; i < bban.size(); ++i) {
        const auto value = static_cast<std::size_t>(isDigit(bban[i]) ? bban[i] - '0' : bban[i] - 'A');
        sum += i % 2 == 0 ? kOdd[value] : static_cast<int>(value);
    }
    return static_cast<char>('A' + sum % 26);
}

/// CIN, then ABI and CAB of five digits each, then twelve signs of the account.
bool isItalianForm(std::string_view rest) {
    return isCapital(rest[0]) && std::all_of(rest.begin() + 1, rest.begin() + 11, isDigit);
}

}  // namespace

Status checkIban(std::string_view iban) {
    const auto wrong = [](const char* detail) { return Error{ErrorCode::InvalidValue, {}, detail}; };
    const auto known = [](char c) { return isDigit(c) || isCapital(c); };
    if (!std::all_of(iban.begin(), iban.end(), known)) return wrong("an IBAN has capitals and digits only, no spaces");
    const auto length = iban.size() < 4 ? 0 : lengthOf(iban.substr(0, 2));
    if (length == 0) return wrong("an IBAN starts with a country of the SEPA area");
    if (iban.size() != length) return wrong("the IBAN has not the length of its country");
    // 00, 01 and 99 leave the rest of 97, 98 and 02, and are never given out (ISO 13616).
    const auto check = iban.substr(2, 2);
    const bool given = isDigit(check[0]) && isDigit(check[1]) && check >= "02" && check <= "98";
    if (!given || remainder97(iban) != 1) return wrong("the check digits of the IBAN do not fit");
    const auto country = iban.substr(0, 2);
    if (country != "IT" && country != "SM") return kOk;
    const auto rest = iban.substr(4);
    if (!isItalianForm(rest)) return wrong("an Italian IBAN has a letter, ten digits and the account");
    if (rest[0] != cinOf(rest.substr(1))) return wrong("the control letter (CIN) of the IBAN does not fit");
    return kOk;
}

}  // namespace buono::catalogue
