#include "camt.hpp"

#include <gmock/gmock.h>

#include "bank_file.hpp"
#include "reference.hpp"

namespace sepa {
namespace {

using tests::bankFile;
using tests::versions;

TEST(Camt, BothMessagesInBothVersionsSayTheSame) {
    const auto reference = referenceOf("a", 0);
    for (const auto& version : versions()) {
        SCOPED_TRACE(version);
        const auto read = readCamt(bankFile(version, {{.amount = "12.5", .structured = reference},
                                                      {.unstructured = "nuoto",
                                                       .id = "B-2",
                                                       .direction = "DBIT",
                                                       .status = "PDNG",
                                                       .currency = "CHF",
                                                       .returned = true}}));
        EXPECT_EQ(read.refusal, "");
        ASSERT_EQ(read.all.size(), 2U);
        const auto& one = read.all[0];
        EXPECT_TRUE(one.credit && one.booked && !one.undone);
        EXPECT_EQ(one.amount_minor, 1250);
        EXPECT_EQ(one.currency, "EUR");
        EXPECT_EQ(one.account, "IT60X0542811101000000123456");
        EXPECT_EQ(one.value_date, "2026-03-03");
        EXPECT_EQ(one.id, "B-1");
        EXPECT_THAT(one.references, ::testing::ElementsAre(reference));
        EXPECT_TRUE(!read.all[1].credit && !read.all[1].booked && read.all[1].undone);
        EXPECT_EQ(read.all[1].currency, "CHF");
        EXPECT_THAT(read.all[1].references, ::testing::IsEmpty());
    }
}

TEST(Camt, WithoutABanksReferenceEqualPaymentsStayTwoAndTheSameInEveryReading) {
    const tests::Payment payment{.structured = referenceOf("a", 0), .id = ""};
    const auto once = readCamt(bankFile("camt.053.001.08", {payment, payment}));
    const auto again = readCamt(bankFile("camt.053.001.08", {payment, payment}));
    ASSERT_EQ(once.all.size(), 2U);
    EXPECT_NE(once.all[0].id, once.all[1].id);
    EXPECT_EQ(once.all[0].id, again.all[0].id);
    EXPECT_EQ(once.all[1].id, again.all[1].id);
}

TEST(Camt, ABatchWithoutAmountsHasNone) {
    auto bytes = bankFile("camt.053.001.02", {{.structured = referenceOf("a", 0)}});
    const std::string detail = "<TxDtls><RmtInf><Strd><CdtrRefInf><Ref>" + referenceOf("b", 0) +
                               "</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>";
    bytes.insert(bytes.find("</NtryDtls>"), detail);
    const auto read = readCamt(bytes);
    ASSERT_EQ(read.all.size(), 2U);
    EXPECT_EQ(read.all[0].amount_minor, 5000);
    EXPECT_FALSE(read.all[1].amount_minor);
}

TEST(Camt, AnotherKindOrVersionIsNamed) {
    EXPECT_EQ(readCamt(bankFile("camt.053.001.04", {})).refusal, "other_version");
    EXPECT_EQ(readCamt(bankFile("camt.052.001.08", {})).refusal, "not_a_camt");
    EXPECT_EQ(readCamt("<Document/>").refusal, "not_a_camt");
    EXPECT_EQ(readCamt("Data;Importo").refusal, "not_xml");
    const auto bytes = bankFile("camt.053.001.02", {{}});
    for (std::size_t length = 0; length < bytes.size() - 1; length += 7)
        EXPECT_EQ(readCamt(std::string_view{bytes}.substr(0, length)).refusal, "not_xml") << length;
}

TEST(Camt, AmountsAreCentsOrNothing) {
    for (const auto& [text, minor] :
         {std::pair{"12", 1200}, {"12.5", 1250}, {"0.01", 1}, {"12.50000", 1250}, {"007.00", 700}})
        EXPECT_EQ(minorUnits(text), minor) << text;
    for (const auto* text :
         {"", ".", "1.", ".5", "1.234", "-1.00", "1,00", "1e3", " 1", "99999999999999999999", "1.2.3"})
        EXPECT_FALSE(minorUnits(text)) << text;
}

}  // namespace
}  // namespace sepa
