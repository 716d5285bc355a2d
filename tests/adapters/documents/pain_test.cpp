#include "adapters/documents/pain.hpp"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "adapters/documents/sepa_text.hpp"

namespace buono::documents {
namespace {

using settlement::PaymentOrder;

PaymentOrder order() {
    return {"0192f3a07c1e7abc8def0123456789ab",
            {1'772'352'000'123'456},
            *registers::parseDate("2026-03-05"),
            {"Comune di Milano – Tesoreria", "IT60X0542811101000000123456"},
            {{"0192f3a07c1e7abc8def000000000001",
              {"Società Cooperativa \"L'Età\" & Figli <S.C.S.>", "DE89370400440532013000"},
              *Money::ofCents(20'000),
              "CUP B41J24000010001 liquidazione 1 rendiconto 00000001"},
             {"0192f3a07c1e7abc8def000000000002",
              {"Circolo Ångström", "FR1420041010050500013M02606"},
              *Money::ofCents(1),
              "liquidazione 1 rendiconto 00000002"}}};
}

/// The text at an XPath of the file, with `p:` for its namespace.
std::string at(const std::string& xml, const std::string& path) {
    const auto document = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "file.xml", nullptr, XML_PARSE_NONET);
    if (document == nullptr) return "no XML";
    const auto context = xmlXPathNewContext(document);
    xmlXPathRegisterNs(context, BAD_CAST "p", BAD_CAST "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09");
    const auto found =
        xmlXPathEvalExpression(reinterpret_cast<const xmlChar*>(("string(" + path + ")").c_str()), context);
    std::string text{reinterpret_cast<const char*>(found->stringval)};
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(document);
    return text;
}

std::filesystem::path schema() {
    const auto* named = std::getenv("BUONO_CONTRACTS");
    const auto folder = named != nullptr ? std::filesystem::path{named}
                                         : std::filesystem::path{BUONO_SOURCE} / ".." / "shared" / "contracts";
    return folder / "iso20022" / "pain.001.001.09.xsd";
}

bool isValid(const std::string& xml) {
    const auto file = std::filesystem::temp_directory_path() / ("buono-pain-" + std::to_string(::getpid()) + ".xml");
    std::ofstream{file} << xml;
    const auto command = "xmllint --nonet --noout --schema '" + schema().string() + "' '" + file.string() + "'";
    const bool valid = std::system(command.c_str()) == 0;
    std::filesystem::remove(file);
    return valid;
}

TEST(Pain, SaysWhoPaysWhomHowMuchAndWhy) {
    const auto xml = Pain{}.write(order());
    const std::string instruction = "//p:PmtInf";
    EXPECT_EQ(at(xml, "//p:GrpHdr/p:MsgId"), "0192f3a07c1e7abc8def0123456789ab");
    EXPECT_EQ(at(xml, "//p:GrpHdr/p:CreDtTm"), "2026-03-01T08:00:00Z");
    EXPECT_EQ(at(xml, "//p:GrpHdr/p:NbOfTxs"), "2");
    EXPECT_EQ(at(xml, "//p:GrpHdr/p:CtrlSum"), "200.01");
    EXPECT_EQ(at(xml, instruction + "/p:CtrlSum"), "200.01");
    EXPECT_EQ(at(xml, instruction + "/p:ReqdExctnDt/p:Dt"), "2026-03-05");
    EXPECT_EQ(at(xml, instruction + "/p:Dbtr/p:Nm"), "Comune di Milano - Tesoreria");
    EXPECT_EQ(at(xml, instruction + "/p:DbtrAcct/p:Id/p:IBAN"), "IT60X0542811101000000123456");
    EXPECT_EQ(at(xml, "count(" + instruction + "/p:CdtTrfTxInf)"), "2");
    const auto first = instruction + "/p:CdtTrfTxInf[1]";
    EXPECT_EQ(at(xml, first + "/p:PmtId/p:EndToEndId"), "0192f3a07c1e7abc8def000000000001");
    EXPECT_EQ(at(xml, first + "/p:Amt/p:InstdAmt"), "200.00");
    EXPECT_EQ(at(xml, first + "/p:Amt/p:InstdAmt/@Ccy"), "EUR");
    EXPECT_EQ(at(xml, first + "/p:Cdtr/p:Nm"), "Societa Cooperativa 'L'Eta' + Figli .S.C.S..");
    EXPECT_EQ(at(xml, first + "/p:CdtrAcct/p:Id/p:IBAN"), "DE89370400440532013000");
    EXPECT_EQ(at(xml, first + "/p:RmtInf/p:Ustrd"), "CUP B41J24000010001 liquidazione 1 rendiconto 00000001");
}

TEST(Pain, TheSameOrderGivesTheSameBytes) { EXPECT_EQ(Pain{}.write(order()), Pain{}.write(order())); }

TEST(Pain, IsValidAgainstTheSchemaAndSumsToTheCent) {
    if (!std::filesystem::exists(schema())) {
        GTEST_SKIP() << "no " << schema() << ": set BUONO_CONTRACTS to the folder that has iso20022/";
    }
    EXPECT_TRUE(isValid(Pain{}.write(order())));
    auto many = order();
    many.payer.name = std::string(200, 'x');
    std::mt19937_64 random{20'260'301};
    std::int64_t total_cents = 0;
    many.payments.clear();
    for (int i = 0; i < 1'000; ++i) {
        const auto cents = static_cast<std::int64_t>(random() % 1'000'000) + 1;
        total_cents += cents;
        auto payment = order().payments[static_cast<std::size_t>(i % 2)];
        payment.id = std::to_string(i);
        payment.amount = *Money::ofCents(cents);
        many.payments.push_back(payment);
    }
    const auto xml = Pain{}.write(many);
    EXPECT_TRUE(isValid(xml));
    EXPECT_EQ(at(xml, "//p:GrpHdr/p:CtrlSum"), Money::ofCents(total_cents)->text());
    EXPECT_EQ(at(xml, "//p:GrpHdr/p:NbOfTxs"), "1000");
}

struct Row {
    const char* text;
    const char* sepa;
};
constexpr Row kTexts[] = {
    {"Cooperativa 7/bis (Milano), d'arte: + - ?", "Cooperativa 7/bis (Milano), d'arte: + - ?"},
    {"Però perché è così", "Pero perche e cosi"},
    {"Škoda Łódź Ærø straße", "Skoda Lodz AEro strasse"},
    {"a&b_c@d–e’f\"g", "a+b-c(at)d-e'f'g"},
    {"10 €", "10 EUR"},
    {"<x>; 東京", ".x.. .."},
    {"\xff\xc3\xe0\xa0", "..."},
    {"", ""},
};

TEST(SepaText, EveryTextBecomesOneThatABankTakes) {
    for (const auto& row : kTexts) EXPECT_EQ(sepaText(row.text, 140), row.sepa) << row.text;
    EXPECT_EQ(sepaText("ÆÆ", 3), "AEA");
}

}  // namespace
}  // namespace buono::documents
