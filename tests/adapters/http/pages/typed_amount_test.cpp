#include "adapters/http/pages/page.hpp"

namespace buono::http::pages {
namespace {

struct Row {
    const char* typed;
    const char* amount;  ///< "" is refused.
};

constexpr Row kRows[] = {
    {"12", "12.00"},
    {"12,5", ""},
    {"12,50", "12.50"},
    {"12.50", "12.50"},
    {"5.000,00", "5000.00"},
    {"5.000", ""},
    {"1.234.567,89", "1234567.89"},
    {"1.234567,89", ""},
    {"5.0,00", ""},
    {"5,000.00", ""},
    {"", ""},
    {"-1", ""},
    {"1e3", ""},
    {"10 €", ""},
    {",", ""},
    {"0,01", "0.01"},
    {".000,00", ""},
    {"12,50,00", ""},
    {"99999999999999999999", ""},
};

TEST(TypedAmount, ReadsWhatPeopleTypeAndGuessesNothing) {
    for (const auto& row : kRows) {
        const auto amount = typedAmount(row.typed);
        EXPECT_EQ(amount ? amount->text() : "", row.amount) << row.typed;
    }
}

}  // namespace
}  // namespace buono::http::pages
