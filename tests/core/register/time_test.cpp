#include "core/register/time.hpp"

#include <gtest/gtest.h>

namespace buono::registers {
namespace {

using namespace std::chrono_literals;

TEST(Time, AnInstantIsWrittenInRfc3339WithMicroseconds) {
    EXPECT_EQ(Instant{0}.text(), "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(Instant{1'772'352'000'000'001}.text(), "2026-03-01T08:00:00.000001Z");
    EXPECT_EQ(Instant{-1}.text(), "1969-12-31T23:59:59.999999Z");
}

TEST(Time, ADateIsReadOnlyInItsOneFormAndOnlyIfItExists) {
    EXPECT_EQ(parseDate("2026-02-28"), Date(2026y, std::chrono::February, 28d));
    for (const auto* wrong : {"2026-02-29", "2026-2-28", "26-02-28", "2026/02/28", "2026-13-01", "2026-00-10",
                              "1899-01-01", "2026-01-0x"}) {
        EXPECT_FALSE(parseDate(wrong)) << wrong;
    }
}

TEST(Time, AChildIsEighteenOnItsBirthdayAndNotTheDayBefore) {
    const Date born{2008y, std::chrono::March, 15d};
    EXPECT_EQ(ageOn(born, Date(2026y, std::chrono::March, 14d)), 17);
    EXPECT_EQ(ageOn(born, Date(2026y, std::chrono::March, 15d)), 18);
}

TEST(Time, ABirthdayOnTheLeapDayFallsOnTheFirstOfMarch) {
    const Date born{2008y, std::chrono::February, 29d};
    EXPECT_EQ(ageOn(born, Date(2026y, std::chrono::February, 28d)), 17);
    EXPECT_EQ(ageOn(born, Date(2026y, std::chrono::March, 1d)), 18);
}

}  // namespace
}  // namespace buono::registers
