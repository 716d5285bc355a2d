// The host's side of a bank file, over the plugin as it ships.
#include "adapters/plugins/bank_files.hpp"

#include <gmock/gmock.h>

#include "adapters/plugins/bench.hpp"
#include "bank_file.hpp"
#include "core/register/codes.hpp"
#include "reference.hpp"

namespace buono::plugins {
namespace {

using ::sepa::referenceOf;
using ::sepa::tests::bankFile;

const registers::Id kEnte = *registers::Id::parse("0190a000-0000-7000-8000-0000000000e1");
constexpr const char* kIban = "IT60X0542811101000000123456";

std::string idOf(int number) { return "0190a000-0000-7000-8000-" + std::to_string(100'000'000'000 + number); }

class BankFiles : public PluginBench {
protected:
    void expect(int number) {
        auto call = about(BUONO_OP_AUTHORIZE, idOf(number), 5000);
        call.data = "{\"ente\":\"" + kEnte.text() + "\",\"iban\":\"" + kIban + "\"}";
        EXPECT_EQ(host_->call("sepa_transfer", call).outcome, BUONO_PENDING);
    }
    Result<purchases::BankReading> read(const std::string& bytes, const char* method = "sepa_transfer") {
        return PluginBankFiles{*host_}.read(method, {kEnte, kIban}, bytes);
    }

    std::unique_ptr<Supervisor> host_ = hostWith({"sepa_transfer", BUONO_PLUGINS "/payments/sepa_transfer.so", "", {}});
};

TEST_F(BankFiles, AreReadWholePartByPart) {
    std::vector<::sepa::tests::Payment> entries;
    for (int i = 0; i < 130; ++i) {
        expect(i);
        entries.push_back({.structured = referenceOf(idOf(i), 0), .id = "B-" + std::to_string(i)});
    }
    entries.push_back({.id = "X", .direction = "DBIT"});
    const auto reading = read(bankFile("camt.053.001.02", entries));
    ASSERT_TRUE(reading) << reading.error().detail;
    ASSERT_EQ(reading->lines.size(), 130U);
    EXPECT_EQ(reading->entries, 131);
    EXPECT_EQ(reading->debits, 1);
    EXPECT_EQ(reading->lines[99].operation.text(), idOf(99));
    EXPECT_EQ(reading->lines[99].kind, "settled");
    EXPECT_EQ(reading->lines[99].amount->cents(), 5000);
    EXPECT_EQ(reading->lines[99].entry, "B-99");
    EXPECT_EQ(reading->lines[99].value_date, "2026-03-03");
}

TEST_F(BankFiles, AFileThatIsNoneAndAMethodThatIsSilentAreToldApart) {
    EXPECT_EQ(read("Data;Importo\n").error().code, codes::kBankFileUnreadable);
    EXPECT_EQ(read("", "nobody").error().code, codes::kBankFileNotRead);
    std::vector<::sepa::tests::Payment> many(2'001, {.structured = referenceOf("a", 0), .id = ""});
    EXPECT_EQ(read(bankFile("camt.053.001.08", many)).error().code, codes::kBankFileUnreadable);
}

TEST(BankEvent, OnlyWhatIsPlainIsTaken) {
    const std::string good =
        R"({"kind":"short","reference":"RF18539007547034","op":"","entry":"B-1","amount_minor":4999,"currency":"EUR"})";
    purchases::BankReading reading;
    EXPECT_TRUE(addBankEvent(good, reading));
    EXPECT_EQ(reading.lines.at(0).amount->cents(), 4999);
    for (const auto& [from, to] : {std::pair{"short", "paid"},
                                   {"RF18", "RF17"},
                                   {"B-1", "B<1>"},
                                   {"\"kind\":", "\"kin\":"},
                                   {"\"short\"", "7"},
                                   {"{", "[{"},
                                   {"}", ""}}) {
        auto bad = good;
        bad.replace(bad.find(from), std::string_view{from}.size(), to);
        EXPECT_FALSE(addBankEvent(bad, reading)) << bad;
    }
    EXPECT_EQ(reading.lines.size(), 1U);
}

}  // namespace
}  // namespace buono::plugins
