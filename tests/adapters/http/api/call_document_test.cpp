#include "adapters/http/api/call_document.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "core/register/codes.hpp"

namespace buono::http {
namespace {

std::string wishMi() {
    std::ifstream file{BUONO_SOURCE "/schemas/programme/wish-mi.json", std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string with(const std::string& from, const std::string& to) {
    auto text = wishMi();
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(CallDocument, TheBuiltInCallIsReadAndHasNothingWrong) {
    const auto call = readCall(wishMi());
    ASSERT_TRUE(call) << call.error().field << ": " << call.error().detail;
    const auto fits = programmes::check(*call);
    EXPECT_TRUE(fits) << fits.error().field << ": " << fits.error().detail;
    ASSERT_EQ(call->sources.size(), 2U);
    EXPECT_EQ(call->sources[0].amount.text(), "170000.00");
    EXPECT_EQ(call->sources[1].amount.text(), "89834.00");
    EXPECT_EQ(budgetOf(*call).text(), "259834.00");
    ASSERT_EQ(call->brackets.size(), 4U);
    EXPECT_EQ(call->brackets.back().to.text(), "27000.00");
    EXPECT_EQ(call->child_age_below, 18);
    EXPECT_EQ(call->vat_kind, programmes::VatKind::MultiPurpose);
    EXPECT_EQ(call->payment_nature, programmes::PaymentNature::Price);
    EXPECT_FALSE(call->assumptions.empty());  // The bracket table and "per child" are ours, and it says so.
}

TEST(CallDocument, NamesTheMemberThatIsWrong) {
    struct Fault {
        const char* pointer;
        ErrorCode code;
        std::string text;
    };
    const Fault faults[] = {
        {"", ErrorCode::Malformed, wishMi().substr(0, 400)},
        {"/slug", ErrorCode::MissingMember, with("\"slug\": \"wish-mi\",", "")},
        {"/isee", ErrorCode::UnknownMember, with("\"slug\"", "\"isee\": 1, \"slug\"")},
        {"/sources/0/amount/amount", ErrorCode::InvalidAmount, with("\"170000.00\"", "\"170000,00\"")},
        {"/sources/0/amount/amount", ErrorCode::InvalidAmount, with("\"170000.00\"", "\"170000.0\"")},
        {"/sources/0/amount/amount", ErrorCode::InvalidAmount, with("\"170000.00\"", "170000.00")},
        {"/apply_by", ErrorCode::InvalidValue, with("2027-02-12", "2027-02-30")},
        {"/per_child", ErrorCode::InvalidValue, with("\"per_child\": true", "\"per_child\": false")},
        {"/ranking/order", ErrorCode::InvalidValue, with("bracket_then_draw", "first_come")},
        {"/straddle", ErrorCode::InvalidValue, with("\"straddle\": \"no\"", "\"straddle\": \"yes\"")},
        {"/vat_kind", ErrorCode::InvalidValue, with("multi_purpose", "none")},
    };
    for (const auto& fault : faults) {
        SCOPED_TRACE(fault.pointer);
        const auto call = readCall(fault.text);
        ASSERT_FALSE(call);
        EXPECT_EQ(call.error().code, fault.code) << call.error().field << ": " << call.error().detail;
        EXPECT_TRUE(*fault.pointer == '\0' || call.error().field == fault.pointer) << call.error().field;
    }
}

}  // namespace
}  // namespace buono::http
