#include "adapters/system/calendar.hpp"

#include <gtest/gtest.h>

namespace buono::test {
namespace {

using registers::Instant;
using registers::text;

constexpr std::int64_t kHourUs = 3'600'000'000;

registers::Date date(const char* written) { return *registers::parseDate(written); }

system::CityCalendar rome() { return *system::CityCalendar::of("Europe/Rome"); }

}  // namespace

TEST(CityCalendar, EndsEachDayWhereTheCityDoes) {
    struct Case {
        const char* day;
        const char* end;
        std::int64_t hours;
    };
    const Case cases[] = {
        {"2026-01-15", "2026-01-15T23:00:00.000000Z", 24}, {"2026-07-15", "2026-07-15T22:00:00.000000Z", 24},
        {"2026-03-28", "2026-03-28T23:00:00.000000Z", 24}, {"2026-03-29", "2026-03-29T22:00:00.000000Z", 23},
        {"2026-10-24", "2026-10-24T22:00:00.000000Z", 24}, {"2026-10-25", "2026-10-25T23:00:00.000000Z", 25},
        {"2026-12-31", "2026-12-31T23:00:00.000000Z", 24}, {"2028-02-28", "2028-02-28T23:00:00.000000Z", 24},
    };
    const auto calendar = rome();
    for (const auto& c : cases) {
        SCOPED_TRACE(c.day);
        const auto end = calendar.endOf(date(c.day));
        const registers::Date before{std::chrono::sys_days{date(c.day)} - std::chrono::days{1}};
        EXPECT_EQ(end.text(), c.end);
        EXPECT_EQ(end.us - calendar.endOf(before).us, c.hours * kHourUs);
        EXPECT_EQ(text(calendar.dateOf({end.us - 1})), c.day);
        EXPECT_NE(text(calendar.dateOf(end)), c.day);
    }
}

TEST(CityCalendar, AgreesWithItselfOnEveryDayOfACentury) {
    const auto calendar = rome();
    for (auto day = std::chrono::sys_days{date("2000-01-01")}; day < std::chrono::sys_days{date("2100-01-01")};
         day += std::chrono::days{1}) {
        const registers::Date today{day}, tomorrow{day + std::chrono::days{1}};
        const auto end = calendar.endOf(today);
        ASSERT_EQ(calendar.dateOf({end.us - 1}), today) << text(today);
        ASSERT_EQ(calendar.dateOf(end), tomorrow) << text(today);
    }
}

TEST(CityCalendar, BeginsTheNextDayWithTheChangeWhereMidnightIsSkipped) {
    const auto beirut = system::CityCalendar::of("Asia/Beirut");  // 27 March 2022: 00:00 became 01:00.
    ASSERT_TRUE(beirut);
    const auto end = beirut->endOf(date("2022-03-26"));
    EXPECT_EQ(end.text(), "2022-03-26T22:00:00.000000Z");
    EXPECT_EQ(text(beirut->dateOf(end)), "2022-03-27");
}

TEST(CityCalendar, RefusesAZoneTheMachineDoesNotKnow) {
    const auto nowhere = system::CityCalendar::of("Europe/Atlantis");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().field, "city.time_zone");
}

}  // namespace buono::test
