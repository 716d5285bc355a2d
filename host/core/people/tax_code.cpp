#include "core/people/tax_code.hpp"

#include <algorithm>
#include <array>

#include "core/register/codes.hpp"

namespace buono::people {
namespace {

// RSSMRA 80 A 01 H 501 U: names, year, month, day (+40 for women), place and its number, check letter.
constexpr std::size_t kYear = 6, kMonth = 8, kDay = 9, kPlace = 11, kCheck = 15;
constexpr std::array<std::size_t, 7> kNumberPlaces{6, 7, 9, 10, 12, 13, 14};
constexpr std::string_view kDigitLetters = "LMNPQRSTUV";  // 0-9, where two people would share a code.
constexpr std::string_view kMonths = "ABCDEHLMPRST";
constexpr int kFemale = 40;

// What a character of an odd place (the first is odd) adds to the check sum, by its value: 0-9, or A-Z from 0.
constexpr std::array<int, 26> kOdd{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                   20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

bool isLetter(char c) { return c >= 'A' && c <= 'Z'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool standsForDigit(char c) { return isDigit(c) || kDigitLetters.find(c) != std::string_view::npos; }
bool isNumberPlace(std::size_t place) {
    return std::find(kNumberPlaces.begin(), kNumberPlaces.end(), place) != kNumberPlaces.end();
}

int digit(char c) { return isDigit(c) ? c - '0' : static_cast<int>(kDigitLetters.find(c)); }
int value(char c) { return isDigit(c) ? c - '0' : c - 'A'; }

std::string capitals(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

char checkLetter(std::string_view code) {
    int sum = 0;
    for (std::size_t i = 0; i < kCheck; ++i) {
        sum += i % 2 == 0 ? kOdd[static_cast<std::size_t>(value(code[i]))] : value(code[i]);
    }
    return static_cast<char>('A' + sum % 26);
}

bool hasForm(std::string_view code) {
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (isNumberPlace(i) ? !standsForDigit(code[i]) : !isLetter(code[i])) return false;
    }
    return true;
}

unsigned month(std::string_view code) { return static_cast<unsigned>(kMonths.find(code[kMonth])) + 1; }

// The longest a month may be: the century, and so a 29 February, is not known here.
bool isDay(unsigned month, int day) {
    constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day >= 1 && day <= kDays[month - 1];
}

Error wrong(const char* what) { return {codes::kTaxCodeInvalid, "/tax_code", what}; }

}  // namespace

Result<TaxCode> TaxCode::parse(std::string_view text) {
    if (text.size() != kLength) return wrong("a tax code has 16 characters");
    TaxCode code{capitals(text)};
    if (!hasForm(code.text_))
        return wrong("six letters, two digits, a letter, two digits, a letter, three digits, a letter");
    if (kMonths.find(code.text_[kMonth]) == std::string_view::npos) return wrong("the ninth character is no month");
    const int day = code.number(kDay, 2);
    if (!isDay(month(code.text_), day > kFemale ? day - kFemale : day)) return wrong("the month has no such day");
    const int year = code.number(kYear, 2);
    const bool leap_day = month(code.text_) == 2 && day % kFemale == 29;
    if (leap_day && year % 4 != 0) return wrong("that year has no 29 February");
    if (checkLetter(code.text_) != code.text_[kCheck])
        return wrong("the check letter does not fit: one character is mistyped");
    return code;
}

int TaxCode::number(std::size_t from, std::size_t digits) const {
    int number = 0;
    for (std::size_t i = from; i < from + digits; ++i) number = number * 10 + digit(text_[i]);
    return number;
}

Date TaxCode::born(int century_pivot_year) const {
    const int year = number(kYear, 2);
    const int back = ((century_pivot_year - year) % 100 + 100) % 100;
    const int day = number(kDay, 2);
    return Date{std::chrono::year{century_pivot_year - back}, std::chrono::month{month(text_)},
                std::chrono::day{static_cast<unsigned>(day > kFemale ? day - kFemale : day)}};
}

bool TaxCode::female() const { return number(kDay, 2) > kFemale; }

bool TaxCode::isOmocodia() const {
    return std::any_of(kNumberPlaces.begin(), kNumberPlaces.end(), [&](std::size_t i) { return isLetter(text_[i]); });
}

bool fits(const TaxCode& code, Date born) { return born.ok() && code.born(static_cast<int>(born.year())) == born; }

}  // namespace buono::people
