// CityCalendar: civil dates of the city, from the machine's time zone data (IANA name, settings city.time_zone).
//
// A day has 23 or 25 hours twice a year; endOf() is the first instant of the next one, whatever its length. Any thread.
#pragma once

#include <string>

#include <buono/result.hpp>

#include "core/register/time.hpp"

namespace date {
class time_zone;
}

namespace buono::system {

class CityCalendar final : public registers::Calendar {
public:
    /// Refused (field city.time_zone) when the machine knows no zone of this name.
    static Result<CityCalendar> of(const std::string& time_zone);

    registers::Date dateOf(registers::Instant at) const override;
    registers::Instant endOf(registers::Date date) const override;

private:
    explicit CityCalendar(const date::time_zone& zone) : zone_{&zone} {}

    const date::time_zone* zone_;  ///< The library owns it until the process ends.
};

}  // namespace buono::system
