// The plugin as it ships, in its sandboxed process.
#include <gmock/gmock.h>

#include "adapters/plugins/bench.hpp"
#include "bank_file.hpp"
#include "reference.hpp"

namespace buono::plugins {
namespace {

using ::sepa::referenceOf;
using ::sepa::tests::bankFile;
using ::sepa::tests::versions;
using BankEntry = ::sepa::tests::Payment;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SepaTransfer : public PluginBench {
protected:
    std::unique_ptr<Supervisor> bank() {
        return hostWith({"sepa_transfer", BUONO_PLUGINS "/payments/sepa_transfer.so", "", {{"check_after_s", "60"}}});
    }
    Verdict ask(buono_op op, const std::string& id, std::int64_t cents = 5000, bool recorded = false) {
        auto call = about(op, id, cents);
        call.data = R"({"ente":"e1","iban":"IT60X0542811101000000123456","payee":"Nuoto \"Blu\""})";
        call.recorded = recorded;
        return host_->call("sepa_transfer", call);
    }
    Verdict read(const std::string& file, const std::string& ente = "e1", const std::string& from = "0") {
        Call call;
        call.op = BUONO_OP_SETTLEMENT_IN;
        call.op_id = "file";
        call.recorded = true;
        call.data = R"({"ente":")" + ente + R"(","iban":"IT60X0542811101000000123456","from":)" + from + "}\n" + file;
        return host_->call("sepa_transfer", call);
    }
    /// The kinds it tells, in order; "others" left out.
    std::vector<std::string> kinds(const std::vector<BankEntry>& entries, const std::string& ente = "e1",
                                   const std::string& version = "camt.053.001.08") {
        std::vector<std::string> out;
        const auto said = read(bankFile(version, entries), ente);
        EXPECT_EQ(said.outcome, BUONO_APPROVED) << said.why;
        for (const auto& line : said.emitted) {
            const auto kind = line.substr(9, line.find('"', 9) - 9);
            if (kind != "others") out.push_back(kind);
        }
        return out;
    }
    bool isPaid(const std::string& id = "a") {
        const auto said = ask(BUONO_OP_QUERY, id, 5000, true);
        EXPECT_TRUE(said.outcome == BUONO_APPROVED || said.outcome == BUONO_PENDING) << said.why;
        return said.outcome == BUONO_APPROVED;
    }
    BankEntry paying(std::string amount, std::string id = "B-1") {
        return {.amount = std::move(amount), .structured = referenceOf("a", 0), .id = std::move(id)};
    }

    std::unique_ptr<Supervisor> host_ = bank();
};

TEST_F(SepaTransfer, WaitsForATransferUnderOneReference) {
    for (int i = 0; i < 2; ++i) {
        const auto said = ask(BUONO_OP_AUTHORIZE, "a");
        EXPECT_EQ(said.outcome, BUONO_PENDING);
        EXPECT_EQ(said.said.reason, "bank_transfer");
        EXPECT_EQ(said.said.ref, referenceOf("a", 0));
        EXPECT_EQ(said.said.check_after_ms, 60'000);
    }
    EXPECT_EQ(ask(BUONO_OP_AUTHORIZE, "a", 4999).outcome, BUONO_INVALID);
    EXPECT_EQ(ask(BUONO_OP_QUERY, "a", 4999).outcome, BUONO_INVALID);
    EXPECT_NE(ask(BUONO_OP_AUTHORIZE, "b").said.ref, referenceOf("a", 0));
}

TEST_F(SepaTransfer, AnEnteWithoutAnAccountIsNotPaidThisWay) {
    auto call = about(BUONO_OP_AUTHORIZE, "a");
    call.data = R"({"ente":"e1","iban":""})";
    const auto said = host_->call("sepa_transfer", call);
    EXPECT_EQ(said.outcome, BUONO_INVALID);
    EXPECT_EQ(said.said.reason, "no_account");
}

TEST_F(SepaTransfer, TheExactAmountPaysInEveryVersionAndOnce) {
    for (const auto& version : versions()) {
        SCOPED_TRACE(version);
        const auto id = version;
        ask(BUONO_OP_AUTHORIZE, id);
        EXPECT_FALSE(isPaid(id));
        const BankEntry entry{.unstructured = "corso " + referenceOf(id, 0), .id = "B-" + version};
        EXPECT_THAT(kinds({entry}, "e1", version), ElementsAre("settled"));
        EXPECT_TRUE(isPaid(id));
        EXPECT_THAT(kinds({entry}, "e1", version), ElementsAre("settled"));  // The same file again: the same payment.
        EXPECT_TRUE(isPaid(id));
    }
}

TEST_F(SepaTransfer, ANotificationAndThenTheStatementAreOnePayment) {
    ask(BUONO_OP_AUTHORIZE, "a");
    EXPECT_THAT(kinds({paying("50.00")}, "e1", "camt.054.001.08"), ElementsAre("settled"));
    EXPECT_THAT(kinds({paying("50.00")}, "e1", "camt.053.001.02"), ElementsAre("settled"));
}

TEST_F(SepaTransfer, AnotherAmountPaysNothing) {
    ask(BUONO_OP_AUTHORIZE, "a");
    EXPECT_THAT(kinds({paying("49.99"), paying("50.01", "B-2"), paying("25.00", "B-3"), paying("25.00", "B-4")}),
                ElementsAre("short", "over", "short", "short"));
    EXPECT_FALSE(isPaid());
    EXPECT_THAT(kinds({paying("50.00", "B-5"), paying("50.00", "B-6")}), ElementsAre("settled", "twice"));
    EXPECT_TRUE(isPaid());
}

TEST_F(SepaTransfer, WhatIsNotBookedInEuroOnThisAccountPaysNothing) {
    ask(BUONO_OP_AUTHORIZE, "a");
    auto announced = paying("50.00"), debit = paying("50.00"), francs = paying("50.00"), two = paying("50.00");
    announced.status = "PDNG";
    debit.direction = "DBIT";
    francs.currency = "CHF";
    two.unstructured = referenceOf("b", 0);
    EXPECT_THAT(kinds({announced, debit, francs, two}), ElementsAre("currency", "several"));
    const auto elsewhere = read(bankFile("camt.053.001.02", {paying("50.00")}, "IT40S0542811101000000654321"));
    EXPECT_THAT(elsewhere.emitted.front(), HasSubstr("\"kind\":\"account\""));
    EXPECT_FALSE(isPaid());
}

TEST_F(SepaTransfer, AnotherEntesFilePaysNothingAndLearnsNothing) {
    ask(BUONO_OP_AUTHORIZE, "a");
    const auto said = read(bankFile("camt.053.001.08", {paying("50.00")}), "e2");
    EXPECT_THAT(said.emitted.front(),
                HasSubstr("\"kind\":\"unknown\",\"reference\":\"" + referenceOf("a", 0) + "\",\"op\":\"\""));
    EXPECT_FALSE(isPaid());
}

TEST_F(SepaTransfer, AReturnTakesItBackAndANewTransferPaysAgain) {
    ask(BUONO_OP_AUTHORIZE, "a");
    auto back = paying("50.00", "B-2");
    back.direction = "DBIT";
    back.returned = true;
    EXPECT_THAT(kinds({paying("50.00"), back}), ElementsAre("settled", "returned"));
    EXPECT_FALSE(isPaid());
    EXPECT_THAT(kinds({paying("50.00"), back}), ElementsAre("returned", "returned"));  // The same file changes nothing.
    EXPECT_FALSE(isPaid());
    EXPECT_THAT(kinds({paying("50.00", "B-3")}), ElementsAre("settled"));
    EXPECT_THAT(kinds({back}), ElementsAre("returned"));  // Known since long.
    EXPECT_TRUE(isPaid());
}

TEST_F(SepaTransfer, AReversalIsAReturnAndAReversedDebitIsNoPayment) {
    ask(BUONO_OP_AUTHORIZE, "a");
    auto credit = paying("50.00"), debit = paying("50.00", "B-2");
    credit.reversal = debit.reversal = true;
    debit.direction = "DBIT";
    EXPECT_THAT(kinds({credit}), ElementsAre("unclear"));
    EXPECT_FALSE(isPaid());
    EXPECT_THAT(kinds({paying("50.00", "B-3"), debit}), ElementsAre("settled", "returned"));
    EXPECT_FALSE(isPaid());
}

TEST_F(SepaTransfer, AVoidIsAFenceAlsoForMoney) {
    EXPECT_EQ(ask(BUONO_OP_QUERY, "a").outcome, BUONO_NOT_FOUND);
    EXPECT_EQ(ask(BUONO_OP_VOID, "a").outcome, BUONO_APPROVED);
    EXPECT_EQ(ask(BUONO_OP_AUTHORIZE, "a").outcome, BUONO_DECLINED);
    EXPECT_THAT(kinds({paying("50.00")}), ElementsAre("currency"));  // Never asked for in any.
    ask(BUONO_OP_AUTHORIZE, "b");
    EXPECT_EQ(ask(BUONO_OP_VOID, "b").outcome, BUONO_APPROVED);
    EXPECT_THAT(kinds({{.structured = referenceOf("b", 0)}}), ElementsAre("late"));
    EXPECT_EQ(ask(BUONO_OP_QUERY, "b").outcome, BUONO_DECLINED);
    ask(BUONO_OP_AUTHORIZE, "c");
    kinds({{.structured = referenceOf("c", 0)}});
    EXPECT_EQ(ask(BUONO_OP_VOID, "c").outcome, BUONO_DECLINED);
}

TEST_F(SepaTransfer, IsNotBelievedWithoutTheFileOfTheHost) {
    ask(BUONO_OP_AUTHORIZE, "a");
    kinds({paying("50.00")});
    EXPECT_EQ(ask(BUONO_OP_QUERY, "a").outcome, BUONO_UNKNOWN);
}

TEST_F(SepaTransfer, AFileOfManyIsReadInPartsAndWhole) {
    std::vector<BankEntry> entries{{.unstructured = "altro", .id = "X"}};
    for (int i = 0; i < 120; ++i) {
        const auto id = "op-" + std::to_string(i);
        if (i != 60) ask(BUONO_OP_AUTHORIZE, id);
        entries.push_back({.structured = referenceOf(id, 0), .id = "B-" + std::to_string(i)});
    }
    std::size_t settled = 0, unknown = 0, parts = 0;
    std::string last;
    for (std::string from = "0"; !from.empty(); ++parts) {
        const auto said = read(bankFile("camt.053.001.08", entries), "e1", from);
        ASSERT_EQ(said.outcome, BUONO_APPROVED) << said.why;
        for (const auto& line : said.emitted) {
            settled += line.find("\"settled\"") != std::string::npos;
            unknown += line.find("\"unknown\"") != std::string::npos;
            last = line;
        }
        from = said.said.ref;
    }
    EXPECT_EQ(settled, 119U);
    EXPECT_EQ(unknown, 1U);
    EXPECT_EQ(parts, 3U);
    EXPECT_EQ(last, R"({"kind":"others","entries":121,"announced":0,"debits":0,"without_reference":1})");
}

TEST_F(SepaTransfer, WhatIsNoBankFileIsRefusedWhole) {
    const auto good = bankFile("camt.053.001.08", {paying("50.00")});
    ask(BUONO_OP_AUTHORIZE, "a");
    std::string deep = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">";
    for (int i = 0; i < 500'000; ++i) deep += "<a>";
    const std::string laughs =
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + good.substr(good.find("<Document"));
    for (const auto& file : {std::string{}, std::string(1000, '\0'), good.substr(0, good.size() - 20), deep, laughs,
                             good + std::string(std::size_t{3} << 20, ' ') + "<a/>"}) {
        const auto said = read(file);
        EXPECT_EQ(said.outcome, BUONO_INVALID) << said.why;
        EXPECT_EQ(said.said.reason, "not_xml");
    }
    EXPECT_EQ(read(bankFile("camt.053.001.04", {})).said.reason, "other_version");
    EXPECT_FALSE(isPaid());
    EXPECT_EQ(host_->standings().front().faults, 0U);
}

}  // namespace
}  // namespace buono::plugins
