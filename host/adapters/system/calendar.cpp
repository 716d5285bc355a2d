#include "adapters/system/calendar.hpp"

#include <date/tz.h>
#include <unistd.h>
#include <stdexcept>

#include "core/register/codes.hpp"

namespace buono::system {
namespace {

using std::chrono::microseconds;

registers::Date standard(date::year_month_day day) {
    return {std::chrono::year{int{day.year()}}, std::chrono::month{unsigned{day.month()}},
            std::chrono::day{unsigned{day.day()}}};
}

date::local_days local(registers::Date day) { return date::local_days{std::chrono::sys_days{day}.time_since_epoch()}; }

}  // namespace

Result<CityCalendar> CityCalendar::of(const std::string& time_zone) {
    try {
        return CityCalendar{*date::locate_zone(time_zone)};
    } catch (const std::runtime_error&) {  // The library's only way to say so.
        const bool is_there = ::access(("/usr/share/zoneinfo/" + time_zone).c_str(), R_OK) == 0;
        return Error{is_there ? codes::kInternalError : ErrorCode::InvalidValue, "city.time_zone",
                     "this machine knows no time zone of this name: write one like Europe/Rome, and install tzdata"};
    }
}

registers::Date CityCalendar::dateOf(registers::Instant at) const {
    const auto there = zone_->to_local(date::sys_time<microseconds>{microseconds{at.us}});
    return standard(date::year_month_day{date::floor<date::days>(there)});
}

registers::Instant CityCalendar::endOf(registers::Date day) const {
    // Where a zone skips midnight, the next day begins with the change itself: the earliest answer is that instant.
    const auto end = zone_->to_sys(local(day) + date::days{1} + microseconds{0}, date::choose::earliest);
    return {end.time_since_epoch().count()};
}

}  // namespace buono::system
