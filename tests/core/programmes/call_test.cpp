#include "core/programmes/call.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using test::cents;
using test::dateOf;
using test::euro;
using test::smallCall;

TEST(CallCheck, AcceptsACallWithNothingWrong) {
    const auto fits = check(smallCall());
    EXPECT_TRUE(fits) << fits.error().field << fits.error().detail;
}

// One row a rule, in the order of the checks.
TEST(CallCheck, NamesTheFaultAndItsPlace) {
    struct Fault {
        const char* pointer;
        ErrorCode code;
        void (*spoil)(Call&);
    };
    const Fault faults[] = {
        {"/slug", ErrorCode::InvalidValue, [](Call& c) { c.slug = "Wish Mi"; }},
        {"/slug", ErrorCode::InvalidValue, [](Call& c) { c.slug = "-wish"; }},
        {"/sources", ErrorCode::InvalidValue, [](Call& c) { c.sources.clear(); }},
        {"/brackets", ErrorCode::InvalidValue, [](Call& c) { c.brackets.clear(); }},
        {"/sources/0/code", ErrorCode::InvalidValue, [](Call& c) { c.sources[0].code = "U I A"; }},
        {"/sources/0/cup", codes::kCallCupWrong, [](Call& c) { c.sources[0].cup.clear(); }},
        {"/sources/0/cup", codes::kCallCupWrong, [](Call& c) { c.sources[0].cup = "B40A0000000000"; }},
        {"/sources/1/cup", codes::kCallCupWrong, [](Call& c) { c.sources[1].cup = "B40a00000000002"; }},
        {"/sources/1/code", codes::kCallCodeTwice, [](Call& c) { c.sources[1].code = "UIA"; }},
        {"/sources/1/cup", codes::kCallCodeTwice, [](Call& c) { c.sources[1].cup = c.sources[0].cup; }},
        {"/sources/1/amount", codes::kCallSourceTooSmall, [](Call& c) { c.sources[1].amount = cents(99'99); }},
        {"/voucher_min", ErrorCode::InvalidAmount, [](Call& c) { c.amount_min = Money{}; }},
        {"/voucher_max", codes::kCallAmountWrong, [](Call& c) { c.amount_max = cents(99'99); }},
        {"/brackets/2/code", ErrorCode::InvalidValue, [](Call& c) { c.brackets[2].code.clear(); }},
        {"/brackets/2/code", codes::kCallCodeTwice, [](Call& c) { c.brackets[2].code = "B1"; }},
        {"/brackets/0/from", codes::kCallBracketsWrong, [](Call& c) { c.brackets[0].from = cents(1); }},
        {"/brackets/1/from", codes::kCallBracketsWrong, [](Call& c) { c.brackets[1].from = euro(7'000); }},
        {"/brackets/1/from", codes::kCallBracketsWrong, [](Call& c) { c.brackets[1].from = cents(7'000'02); }},
        {"/brackets/1/to", codes::kCallBracketsWrong, [](Call& c) { c.brackets[1].to = euro(7'000); }},
        {"/brackets/0/amount", codes::kCallAmountWrong, [](Call& c) { c.brackets[0].amount = cents(400'01); }},
        {"/brackets/3/amount", codes::kCallAmountWrong,
         [](Call& c) { c.brackets[3].amount = cents(99'99), c.sources[1].amount = euro(500); }},
        {"/sources/1/amount", ErrorCode::AmountOverflow,
         [](Call& c) { c.sources[0].amount = c.sources[1].amount = *Money::ofCents(Money::kCentsMax / 2 + 1); }},
        {"/isee_max", codes::kCallBracketsWrong, [](Call& c) { c.isee_max = cents(27'000'01); }},
        {"/apply_by", codes::kCallDatesWrong, [](Call& c) { c.apply_by = dateOf("2026-02-28"); }},
        {"/buy_by", codes::kCallDatesWrong, [](Call& c) { c.buy_by = c.apply_by; }},
        {"/service_ends_by", codes::kCallDatesWrong, [](Call& c) { c.service_ends_by = dateOf("2026-07-30"); }},
        {"/claim_by", codes::kCallDatesWrong, [](Call& c) { c.claim_by = dateOf("2026-08-30"); }},
        {"/days_to_spend_min", codes::kCallDatesWrong, [](Call& c) { c.days_to_spend_min = 122; }},
        {"/child_age_below", ErrorCode::InvalidValue, [](Call& c) { c.child_age_below = 0; }},
        {"/areas", ErrorCode::InvalidValue, [](Call& c) { c.areas.clear(); }},
        {"/areas/0", codes::kCallCodeTwice, [](Call& c) { c.areas[1] = "sport"; }},
        {"/vat_kind", codes::kCallVatWrong, [](Call& c) { c.vat_kind = VatKind::SinglePurpose; }},
    };
    for (const auto& fault : faults) {
        auto call = smallCall();
        fault.spoil(call);
        const auto fits = check(call);
        ASSERT_FALSE(fits) << fault.pointer;
        EXPECT_EQ(fits.error().field, fault.pointer);
        EXPECT_EQ(fits.error().code, fault.code) << fault.pointer << ": " << fits.error().detail;
        EXPECT_FALSE(fits.error().detail.empty()) << fault.pointer;
    }
}

TEST(CallCheck, SaysWhetherBracketsOverlapOrLeaveAGap) {
    auto call = smallCall();
    call.brackets[1].from = euro(6'000);
    EXPECT_NE(check(call).error().detail.find("overlaps"), std::string::npos);
    call.brackets[1].from = euro(8'000);
    EXPECT_NE(check(call).error().detail.find("gap"), std::string::npos);
    EXPECT_NE(check(call).error().detail.find("7000.01"), std::string::npos);  // What to write instead.
}

}  // namespace
}  // namespace buono::programmes
