#include "core/register/time.hpp"

#include <array>
#include <utility>

namespace buono::registers {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

void appendNumber(std::string& out, std::int64_t value, int width) {
    std::array<char, 20> digits{};
    for (int i = width - 1; i >= 0; --i, value /= 10)
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    out.append(digits.data(), static_cast<std::size_t>(width));
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::string text(Date date) {
    std::string out;
    appendNumber(out, static_cast<int>(date.year()), 4);
    out += '-';
    appendNumber(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    appendNumber(out, static_cast<unsigned>(date.day()), 2);
    return out;
}

std::string Instant::text() const {
    constexpr std::int64_t kDayUs = 86'400'000'000;
    std::int64_t day = us / kDayUs, rest = us % kDayUs;
    if (rest < 0) rest += kDayUs, --day;
    std::string out = registers::text(Date{sys_days{days{day}}});
    out += 'T';
    appendNumber(out, rest / 3'600'000'000, 2);
    out += ':';
    appendNumber(out, rest / 60'000'000 % 60, 2);
    out += ':';
    appendNumber(out, rest / 1'000'000 % 60, 2);
    out += '.';
    appendNumber(out, rest % 1'000'000, 6);
    out += 'Z';
    return out;
}

std::optional<Date> parseDate(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
    if (!year || !month || !day || *year < 1900 || *year > 2199) return std::nullopt;
    const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

int ageOn(Date born, Date day) {
    const int years = static_cast<int>(day.year()) - static_cast<int>(born.year());
    const bool before = std::pair{day.month(), day.day()} < std::pair{born.month(), born.day()};
    return before ? years - 1 : years;
}

}  // namespace buono::registers
