#include "adapters/plugins/bench.hpp"

namespace buono::plugins {
namespace {

class Hostility : public PluginBench {
protected:
    Verdict doing(Supervisor& host, const std::string& what) {
        auto call = about(BUONO_OP_AUTHORIZE, "op-" + what);
        call.data = what;
        return host.call("hostile", call);
    }
    /// After whatever happened the host still gets an honest answer.
    void expectAlive(Supervisor& host) { EXPECT_EQ(doing(host, "http").said.reason, "not_sent"); }
};

TEST_F(Hostility, WhoeverDiesHangsOrTalksNonsenseIsUnknownAndTheNextCallWorks) {
    for (const char* what :
         {"crash", "abort", "exit", "kill", "hang", "spin", "throw", "throw_int", "flood_log", "flood_emit",
          "flood_keep", "garbage", "short", "wrong_amount", "wrong_currency", "nonsense", "not_found", "approve"}) {
        SCOPED_TRACE(what);
        const auto host = hostile();
        EXPECT_EQ(doing(*host, what).outcome, BUONO_UNKNOWN);
        expectAlive(*host);
    }
}

TEST_F(Hostility, ACallEndsAtItsDeadlineAndSaysHow) {
    const auto host = hostile();
    EXPECT_EQ(doing(*host, "hang").why, "the plugin did not answer in time");
    EXPECT_EQ(doing(*host, "crash").why, "the plugin died (signal 11)");
    EXPECT_EQ(host->standings().front().faults, 2U);
}

TEST_F(Hostility, AfterFiveFaultsThePluginRestsAndNothingIsSent) {
    const auto host = hostile();
    for (int i = 0; i < 50; ++i) doing(*host, "nonsense");
    EXPECT_EQ(doing(*host, "approve").outcome, BUONO_NOT_SENT);
}

TEST_F(Hostility, AShortPauseIsWaitedFor) {
    const auto host = hostile();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(doing(*host, "nonsense").outcome, BUONO_UNKNOWN);
    expectAlive(*host);  // 100 ms after the third.
    EXPECT_EQ(host->standings().front().calls, 4U);
}

TEST_F(Hostility, AnAbsentPluginSendsNothing) {
    const auto host = hostile();
    EXPECT_EQ(host->call("nobody", about(BUONO_OP_AUTHORIZE, "a")).outcome, BUONO_NOT_SENT);
}

class Installing : public PluginBench {
protected:
    std::string refusal(const Installation& plugin) {
        Supervisor host{ways(kHostile), shelf_};
        const auto done = host.install(plugin);
        return done ? "" : done.error().detail;
    }
};

TEST_F(Installing, AMissingFileIsNamedWithTheRemedy) {
    EXPECT_THAT(refusal({"x", "/nowhere/x.so", "", {}}), ::testing::HasSubstr("build the plugins"));
}

TEST_F(Installing, AnotherAbiNamesBothVersionsAndTheRemedy) {
    EXPECT_THAT(refusal({"other_abi", BUONO_HOSTILE "/other_abi.so", "", {}}),
                ::testing::HasSubstr("ABI 2.3; this host speaks 1.0: update the host, or use an older release"));
}

TEST_F(Installing, AnUnknownMemberOfTheManifestIsNamed) {
    EXPECT_THAT(refusal({"unknown_member", BUONO_HOSTILE "/unknown_member.so", "", {}}),
                ::testing::HasSubstr("\"surprise\""));
}

TEST_F(Installing, OnlyPluginsBuiltWithThisHostAreLoaded) {
    EXPECT_THAT(refusal({"cash_desk", BUONO_PLUGINS "/payments/cash_desk.so", "", {}}),
                ::testing::HasSubstr("was not built with this host"));
}

TEST_F(Installing, APluginFromElsewhereIsLoadedOnceItsHashIsGranted) {
    const std::string file = BUONO_PLUGINS "/payments/cash_desk.so";
    EXPECT_THAT(refusal({"cash_desk", file, "", {}}), ::testing::HasSubstr("sha256 = \"" + hashOf(file) + "\""));
    EXPECT_EQ(refusal({"cash_desk", file, hashOf(file), {}}), "");
}

TEST_F(Installing, AnotherBuildThanTheApprovedOneIsRefused) {
    EXPECT_THAT(refusal({"hostile", BUONO_HOSTILE "/hostile.so", std::string(64, '0'), {}}),
                ::testing::HasSubstr("not the one that was approved"));
}

TEST_F(Installing, AFileThatIsNoPluginIsRefused) {
    EXPECT_THAT(refusal({"x", "/bin/true", "", {}}), ::testing::HasSubstr("no Buono manifest"));
    EXPECT_THAT(refusal({"x", BUONO_SOURCE "/README.md", "", {}}), ::testing::HasSubstr("not an ELF file"));
}

class CashDesk : public PluginBench {
protected:
    Call receipt(std::int64_t cents = 1000) {
        auto call = about(BUONO_OP_WEBHOOK, "a");
        call.data = R"({"op_id":"a","receipt_number":"R \"7\"","amount_minor":)" + std::to_string(cents) + "}";
        return call;
    }
    Call query(std::int64_t cents = 1000, bool recorded = false) {
        auto call = about(BUONO_OP_QUERY, "a", cents);
        call.recorded = recorded;
        return call;
    }
};

TEST_F(CashDesk, WaitsAtTheTillUntilTheReceiptIsThere) {
    auto host = cashDesk();
    const auto asked = host->call("cash_desk", about(BUONO_OP_AUTHORIZE, "a"));
    EXPECT_EQ(asked.outcome, BUONO_PENDING);
    EXPECT_EQ(asked.said.reason, "pay_at_till");
    EXPECT_EQ(asked.said.check_after_ms, 60'000);
    EXPECT_GT(asked.said.valid_until_ms, 0);
    EXPECT_EQ(host->call("cash_desk", query()).outcome, BUONO_PENDING);
    EXPECT_THAT(host->call("cash_desk", receipt()).emitted, ::testing::ElementsAre("op=a"));
    const auto paid = cashDesk()->call("cash_desk", query(1000, true));  // In a new process.
    EXPECT_EQ(paid.outcome, BUONO_APPROVED);
    EXPECT_EQ(paid.said.ref, "R \"7\"");
}

TEST_F(CashDesk, IsNotBelievedWithoutAReceiptOfTheHost) {
    auto host = cashDesk();
    host->call("cash_desk", about(BUONO_OP_AUTHORIZE, "a"));
    host->call("cash_desk", receipt());
    EXPECT_EQ(host->call("cash_desk", query()).outcome, BUONO_UNKNOWN);
}

TEST_F(CashDesk, RepeatsItsAnswerAndRefusesAnotherAmount) {
    auto host = cashDesk();
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(host->call("cash_desk", about(BUONO_OP_AUTHORIZE, "a")).outcome, BUONO_PENDING);
    EXPECT_EQ(host->call("cash_desk", about(BUONO_OP_AUTHORIZE, "a", 999)).outcome, BUONO_INVALID);
    EXPECT_EQ(host->call("cash_desk", receipt(999)).outcome, BUONO_INVALID);
}

TEST_F(CashDesk, AVoidOfWhatItHasNeverSeenIsAFence) {
    auto host = cashDesk();
    EXPECT_EQ(host->call("cash_desk", query()).outcome, BUONO_NOT_FOUND);
    EXPECT_EQ(host->call("cash_desk", about(BUONO_OP_VOID, "a")).outcome, BUONO_APPROVED);
    EXPECT_EQ(host->call("cash_desk", about(BUONO_OP_AUTHORIZE, "a")).outcome, BUONO_DECLINED);
    EXPECT_EQ(host->call("cash_desk", receipt()).outcome, BUONO_INVALID);
}

TEST_F(CashDesk, GivesBackAtTheTillOnly) {
    EXPECT_EQ(cashDesk()->call("cash_desk", about(BUONO_OP_REFUND, "a")).outcome, BUONO_UNSUPPORTED);
}

class RegisterBook : public PluginBench {};

TEST_F(RegisterBook, NumbersEachRedemptionOnce) {
    EXPECT_EQ(registerBook()->call("register_book", about(BUONO_OP_REDEEM, "a")).said.ref, "RB-000001");
    auto host = registerBook();
    EXPECT_EQ(host->call("register_book", about(BUONO_OP_REDEEM, "a")).said.ref, "RB-000001");
    EXPECT_EQ(host->call("register_book", about(BUONO_OP_REDEEM, "b")).said.ref, "RB-000002");
    EXPECT_EQ(host->call("register_book", about(BUONO_OP_STATUS, "b")).outcome, BUONO_APPROVED);
    EXPECT_EQ(host->call("register_book", about(BUONO_OP_REDEEM, "a", 5)).outcome, BUONO_INVALID);
}

TEST_F(RegisterBook, ACancelledOperationIsNeverRedeemed) {
    auto host = registerBook();
    EXPECT_EQ(host->call("register_book", about(BUONO_OP_STATUS, "a")).outcome, BUONO_NOT_FOUND);
    EXPECT_EQ(host->call("register_book", about(BUONO_OP_CANCEL, "a")).outcome, BUONO_APPROVED);
    EXPECT_EQ(host->call("register_book", about(BUONO_OP_REDEEM, "a")).outcome, BUONO_DECLINED);
}

TEST_F(RegisterBook, ACallCostsLessThanAMillisecond) {
    auto host = registerBook();
    std::vector<std::int64_t> took_us;
    for (int i = 0; i < 501; ++i) {
        const auto began = std::chrono::steady_clock::now();
        host->call("register_book", about(BUONO_OP_CAPTURE, "a"));
        took_us.push_back((std::chrono::steady_clock::now() - began) / std::chrono::microseconds{1});
    }
    std::nth_element(took_us.begin(), took_us.begin() + 250, took_us.end());
    RecordProperty("p50_us", static_cast<int>(took_us[250]));
    EXPECT_LT(took_us[250], 1000);
}

}  // namespace
}  // namespace buono::plugins
