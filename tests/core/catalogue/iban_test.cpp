#include "core/catalogue/iban.hpp"

#include "core/catalogue/tax_id.hpp"

namespace buono::catalogue {
namespace {

struct Row {
    const char* iban;
    const char* detail;  ///< "" accepts.
};

// One row per rule, in the order of the rules.
constexpr Row kIbans[] = {
    {"IT60 X054 2811 1010 0000 0123 456", "an IBAN has capitals and digits only, no spaces"},
    {"it60x0542811101000000123456", "an IBAN has capitals and digits only, no spaces"},
    {"", "an IBAN starts with a country of the SEPA area"},
    {"IT6", "an IBAN starts with a country of the SEPA area"},
    {"US60X0542811101000000123456", "an IBAN starts with a country of the SEPA area"},
    {"IT60X054281110100000012345", "the IBAN has not the length of its country"},
    {"IT61X0542811101000000123456", "the check digits of the IBAN do not fit"},
    {"ITAAX0542811101000000123456", "the check digits of the IBAN do not fit"},
    {"DE00370400440000000060", "the check digits of the IBAN do not fit"},  // 97, written as it is never given.
    {"IT60X0542811101000000123465", "the check digits of the IBAN do not fit"},
    {"IT2910542811101000000123456", "an Italian IBAN has a letter, ten digits and the account"},
    {"IT64Y0542811101000000123456", "the control letter (CIN) of the IBAN does not fit"},
    {"IT60X0542811101000000123456", ""},
    {"SM86U0322509800000000270100", ""},
    {"DE97370400440000000060", ""},
    {"DE89370400440532013000", ""},
    {"VA59001123000012345678", ""},
    {"FR1420041010050500013M02606", ""},
};

TEST(Iban, EveryRuleHasItsAnswer) {
    for (const auto& row : kIbans) {
        SCOPED_TRACE(row.iban);
        const auto checked = checkIban(row.iban);
        EXPECT_EQ(checked ? "" : checked.error().detail, row.detail);
    }
}

TEST(Iban, NoSingleWrongSignPasses) {
    const std::string good = "IT60X0542811101000000123456";
    for (std::size_t i = 2; i < good.size(); ++i) {
        for (const char c : std::string{"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}) {
            auto bent = good;
            bent[i] = c;
            EXPECT_EQ(bool{checkIban(bent)}, bent == good) << bent;
        }
    }
}

TEST(TaxId, ElevenDigitsThatCheckThemselves) {
    EXPECT_TRUE(checkTaxId("01199250158"));  // Comune di Milano.
    EXPECT_TRUE(checkTaxId("00743110157"));
    for (const auto* wrong : {"", "01199250159", "1199250158", "0119925015A", "00000000000", "011992501580"}) {
        EXPECT_FALSE(checkTaxId(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace buono::catalogue
