#include "core/people/person.hpp"

#include "core/register/codes.hpp"

namespace buono::people {
namespace {

/// 1 to kNameBytesMax bytes, no control character, and not only spaces.
bool isName(std::string_view name) {
    if (name.empty() || name.size() > kNameBytesMax) return false;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    }
    return name.find_first_not_of(' ') != std::string_view::npos;
}

/// Small letters, single spaces: "DE  Rossi " is "de rossi". Of the letters beyond ASCII, those Italian names have
/// (U+00C0-U+00DE) lose their capitals too.
std::string plain(std::string_view name) {
    std::string out;
    bool latin = false;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
        const bool capital = (c >= 'A' && c <= 'Z') || (latin && byte >= 0x80 && byte <= 0x9e && byte != 0x97);
        out += capital ? static_cast<char>(byte + 0x20) : c;
        latin = byte == 0xc3;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace

Result<TaxCode> checkPerson(const Person& person) {
    auto code = TaxCode::parse(person.tax_code);
    if (!code) return code.error();
    if (!fits(*code, person.born))
        return Error{codes::kBirthDateDiffers, "/birth_date", "the tax code says another day of birth"};
    if (!isName(person.given_name)) return Error{ErrorCode::InvalidValue, "/given_name", "a name of 1 to 120 bytes"};
    if (!isName(person.family_name)) return Error{ErrorCode::InvalidValue, "/family_name", "a name of 1 to 120 bytes"};
    return code;
}

bool sameData(const Person& a, const Person& b) {
    return a.tax_code == b.tax_code && a.born == b.born && plain(a.given_name) == plain(b.given_name) &&
           plain(a.family_name) == plain(b.family_name);
}

}  // namespace buono::people
