#include "core/welfare/threshold.hpp"

#include <array>

namespace buono::welfare {
namespace {

struct Years {
    int from;
    int to;
    Threshold threshold;
};

// A new budget law is a new row.
constexpr std::array<Years, 2> kYears{{
    {2024, 2024, {Money::fixed(1'000'00), Money::fixed(2'000'00), "L. 213/2023 art. 1 c. 16-17"}},
    {2025, 2027, {Money::fixed(1'000'00), Money::fixed(2'000'00), "L. 207/2024 art. 1 c. 390-391"}},
}};
constexpr Threshold kOrdinary{Money::fixed(258'23), Money::fixed(258'23), "TUIR art. 51 c. 3"};

}  // namespace

Threshold thresholdOf(int year) {
    for (const auto& years : kYears) {
        if (years.from <= year && year <= years.to) return years.threshold;
    }
    return kOrdinary;
}

bool countsIn(int year, registers::Date day) {
    using namespace std::chrono;
    const auto first = std::chrono::year{year} / January / 1;
    const auto last = std::chrono::year{year + 1} / January / 12;
    return first <= day && day <= last;
}

}  // namespace buono::welfare
