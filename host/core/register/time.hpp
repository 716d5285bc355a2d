// Time as the business sees it: instants, civil dates, and the two ports that tell them.
//
// Instants are microseconds UTC. Within the platform they never go back: Clock answers the later of the wall
// and the last instant it gave. Deadlines of the law are civil dates of the city (city.time_zone).
// Values are copied freely; a port is used on the thread it was given to.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buono::registers {

struct Instant {
    std::int64_t us = 0;  ///< Microseconds since 1970-01-01T00:00:00Z.
    auto operator<=>(const Instant&) const = default;

    /// RFC 3339 UTC with microseconds: "2026-03-01T08:00:00.000000Z".
    std::string text() const;
};

using Date = std::chrono::year_month_day;

/// "2026-03-01"
std::string text(Date date);
/// Accepts only YYYY-MM-DD of a day that exists, 1900..2199.
std::optional<Date> parseDate(std::string_view text);

/// Whole years from `born` to `day`; a birthday on 29 February falls on 1 March in other years.
int ageOn(Date born, Date day);

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
    /// False while nobody knows whether the machine's clock is right (WatchedClock): then nothing may expire.
    virtual bool isSure() const { return true; }
};

/// Civil dates of the city.
class Calendar {
public:
    virtual ~Calendar() = default;
    virtual Date dateOf(Instant) const = 0;
    /// The first instant that is no longer `date` in the city.
    virtual Instant endOf(Date date) const = 0;
};

}  // namespace buono::registers
