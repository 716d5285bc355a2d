// What is said of a purchase, to whom: the payer sees whole shares, an ente sees who pays it how much and nothing more.
#include "adapters/http/api/shopping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/market.hpp"

namespace buono::http {
namespace {

using test::Market;
using testing::HasSubstr;
using testing::Not;

template <class Write>
std::string written(const Write& write) {
    json::Writer out;
    out.beginObject();
    write(out);
    out.endObject();
    return out.take();
}

TEST(QuoteAnswer, SaysWhoPaysWhatAndWhy) {
    Market market;
    const auto quote = market.quoteStory();
    ASSERT_TRUE(quote);
    const auto text = written([&](json::Writer& out) { writeQuote(out, *quote); });
    EXPECT_THAT(
        text,
        HasSubstr(R"("total":{"amount":"240.00","currency":"EUR"},"direct":{"amount":"10.00","currency":"EUR"})"));
    EXPECT_THAT(
        text, HasSubstr(R"({"kind":"voucher","paid_by":"city","instrument_id":"00000000-0000-0000-0000-000000000001",)"
                        R"("label":"WISH MI","amount":{"amount":"200.00","currency":"EUR"}})"));
    EXPECT_THAT(text,
                HasSubstr(R"({"kind":"direct","paid_by":"family","amount":{"amount":"10.00","currency":"EUR"}})"));
    EXPECT_THAT(text, HasSubstr(R"("label":"Welfare 2027","why":"nothing_left")"));
    EXPECT_THAT(text, HasSubstr(R"("token":"q1.)"));
}

TEST(PurchaseAnswer, ShowsWhatTheTillWaitsForAndNoCodeBeforeItIsPaid) {
    Market market;
    const auto purchase = market.boughtStory();
    const auto payment = market.payment(purchase);
    const auto text = written([&](json::Writer& out) { writePurchase(out, purchase, &payment); });
    EXPECT_THAT(text, HasSubstr(R"("state":"reserving")"));
    EXPECT_THAT(text, HasSubstr(R"("progress":"asking")"));
    EXPECT_THAT(text, HasSubstr("\"reference\":\"" + reference(payment) + "\""));
    EXPECT_THAT(text, HasSubstr("\"pay_by\":\"" + payment.pay_by.text() + "\""));
    EXPECT_THAT(text, Not(HasSubstr("code_issue")));
    EXPECT_EQ(withCode(text, purchases::CodeKind::Purchase, market.codes), text);
}

TEST(PurchaseAnswer, TheCodeIsAddedToAKeptReplyAndIsTheSameForEver) {
    Market market;
    const auto purchase = market.boughtWholly();
    const auto kept = written([&](json::Writer& out) { writePurchase(out, purchase, nullptr); });
    EXPECT_THAT(kept, Not(HasSubstr("\"code\"")));
    const auto sent = withCode(kept, purchases::CodeKind::Purchase, market.codes);
    EXPECT_THAT(sent, HasSubstr("\"code\":\"" + purchases::groupedCode(market.codeOf(purchase)) + "\"}"));
    // The code was issued again since: the old reply still gets its own bytes.
    const auto renewed = market.reissue_code.purchase(test::kParent, purchase.id);
    ASSERT_TRUE(renewed);
    EXPECT_EQ(withCode(kept, purchases::CodeKind::Purchase, market.codes), sent);
    EXPECT_FALSE(market.redeemed(market.codeOf(purchase)));
}

TEST(RedemptionAnswer, AddsUpByKindOfDebtorAndNamesNoneOfThem) {
    Market market;
    const auto purchase = market.boughtWholly();  // Two vouchers, a credit.
    const auto redemption = market.redeemed(market.codeOf(purchase));
    ASSERT_TRUE(redemption);
    const auto text = written([&](json::Writer& out) { writeRedemption(out, *redemption); });
    EXPECT_THAT(text, HasSubstr(R"("shares":[{"paid_by":"city","amount":{"amount":"210.00","currency":"EUR"}},)"
                                R"({"paid_by":"employer","amount":{"amount":"30.00","currency":"EUR"}}])"));
    EXPECT_THAT(text, HasSubstr(R"("lines":[{"line":0},{"line":1}])"));
    for (const auto& secret :
         {test::CountedIds::of(2001), test::CountedIds::of(2002), test::CountedIds::of(1), test::kParent, test::kChild})
        EXPECT_THAT(text, Not(HasSubstr(secret.text())));
}

TEST(SpendingCodeAnswer, KeepsTheCodeOutOfTheReply) {
    Market market;
    const auto code = market.issue_spending_code(
        {test::kParent, test::CountedIds::of(1), Money::fixed(50'00), market.ente, {}, {}}, market.clock.at);
    ASSERT_TRUE(code);
    const auto kept = written([&](json::Writer& out) { writeSpendingCode(out, *code, Money::fixed(20'00)); });
    EXPECT_THAT(kept, HasSubstr(R"("spent":{"amount":"30.00","currency":"EUR"})"));
    EXPECT_THAT(kept, Not(HasSubstr("\"code\"")));
    EXPECT_THAT(withCode(kept, purchases::CodeKind::Spending, market.codes),
                HasSubstr(purchases::groupedCode(market.codeOf(*code))));
}

}  // namespace
}  // namespace buono::http
