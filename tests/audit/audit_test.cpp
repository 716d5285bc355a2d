// buono-audit on databases made here: a good one is proven, and each planted fault is named by the check that owns it.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdlib>
#include <functional>

#include "audit/city.hpp"
#include "audit/program.hpp"
#include "support/folder.hpp"

namespace city {
namespace {

using buono::test::Folder;

void alter(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    dropTriggers(database);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
}

/// One more entry at the end, by a change of its own.
void append(City& city, std::vector<Transfer> transfers) {
    auto entry = city.entries.back();
    ++entry.seq, ++entry.time_us;
    entry.cause = id("appended " + std::to_string(entry.seq));
    entry.transfers = std::move(transfers);
    city.tell(entry.seq, "appended " + std::to_string(entry.seq));
    city.entries.push_back(std::move(entry));
}

std::int64_t asNumber(std::uint64_t no) { return static_cast<std::int64_t>(no); }

struct BentEntries {
    const char* what;
    std::function<void(City&)> bend;
    const char* faults;  ///< Checks not proven, all of them.
    const char* told;    ///< Part of what the first of them says.
};

struct BentRows {
    const char* what;
    const char* sql;
    const char* faults;
    const char* told;
};

}  // namespace

TEST(BuonoAudit, ProvesAGoodLedger) {
    const Folder folder;
    City::small().write(folder / "good.db");
    const auto answer = audit({folder / "good.db"});
    EXPECT_EQ(answer.exit, 0) << answer.out << answer.error;
    EXPECT_EQ(answer.faults(), "");
    EXPECT_EQ(answer.out.find("  not there"), std::string::npos) << answer.out;
    EXPECT_EQ(answer.error, "") << "progress is for terminals only";
}

TEST(BuonoAudit, ProvesALedgerWhoseBalancesAreOfAnEarlierEntry) {
    const Folder folder;
    auto city = City::small();
    city.projected_seq = 11;
    city.write(folder / "good.db");
    EXPECT_EQ(audit({folder / "good.db"}).exit, 0);
    alter(folder / "good.db", "UPDATE ledger_head SET projected_seq = 12");
    const auto missed = audit({folder / "good.db"});
    EXPECT_EQ(missed.faults(), "balances");
    EXPECT_NE(missed.out.find("is stored as of entry 11, and entry 12 should be in it"), std::string::npos)
        << missed.out;
    alter(folder / "good.db", "UPDATE ledger_head SET projected_seq = 11");
    alter(folder / "good.db", "UPDATE ledger_accounts SET seq = 12 WHERE seq = 11");
    EXPECT_EQ(audit({folder / "good.db"}).faults(), "balances") << "entry 12 is not in them";
    alter(folder / "good.db", "UPDATE ledger_accounts SET seq = 999 WHERE no = 2");
    EXPECT_NE(audit({folder / "good.db"}).out.find("account 2 is stored as of entry 999, which is to come"),
              std::string::npos);
}

TEST(BuonoAudit, ProvesABalanceThatNothingTouchedSinceItWasStored) {
    const Folder folder;
    City::small().write(folder / "good.db");
    alter(folder / "good.db", "UPDATE ledger_accounts SET seq = 15 WHERE no = 6");  // The last that touched it.
    const auto answer = audit({folder / "good.db"});
    EXPECT_EQ(answer.exit, 0) << answer.out;
    alter(folder / "good.db", "UPDATE ledger_accounts SET seq = 14 WHERE no = 6");
    EXPECT_EQ(audit({folder / "good.db"}).faults(), "balances");
}

// Every row that is there is of the last entry, and the account it opened has none yet: they need not sum up to
// nothing.
TEST(BuonoAudit, ProvesBalancesOfWhichOneIsNotStoredYet) {
    const Folder folder;
    const auto city = City::small();
    city.write(folder / "good.db");
    alter(folder / "good.db", "DELETE FROM ledger_accounts WHERE no = " + std::to_string(city.paid_a));
    EXPECT_EQ(audit({folder / "good.db"}).faults(), "zero balances") << "the head says that it is stored";
    alter(folder / "good.db", "UPDATE ledger_head SET projected_seq = 15");
    const auto answer = audit({folder / "good.db"});
    EXPECT_EQ(answer.exit, 0) << answer.out;
}

TEST(BuonoAudit, ProvesAReversalAndItsReversal) {
    const Folder folder;
    auto city = City::small();
    append(city,
           {{.kind = 2, .code = 12, .debit = city.received, .credit = city.clearing, .cents = 1'000, .corrects = 9}});
    append(city,
           {{.kind = 2, .code = 12, .debit = city.clearing, .credit = city.received, .cents = 1'000, .corrects = 17}});
    city.write(folder / "good.db");
    const auto answer = audit({folder / "good.db"});
    EXPECT_EQ(answer.exit, 0) << answer.out;
    EXPECT_NE(answer.out.find("corrections 2 corrections"), std::string::npos) << answer.out;
}

TEST(BuonoAudit, AnswersInJson) {
    const Folder folder;
    const auto city = City::small();
    city.write(folder / "good.db");
    const auto answer = audit({"--json", folder / "good.db"});
    EXPECT_EQ(answer.exit, 0);
    const auto head = "\"head\":{\"seq\":" + std::to_string(city.entries.size()) + ",\"hash\":\"" +
                      hex(city.hashAt(city.entries.size())) + "\"}";
    EXPECT_TRUE(answer.out.starts_with("{\"proven\":true,")) << answer.out;
    EXPECT_NE(answer.out.find(head), std::string::npos) << answer.out;
    EXPECT_NE(answer.out.find("{\"name\":\"payouts\",\"state\":\"proven\",\"count\":1,"), std::string::npos)
        << answer.out;
}

// The chain, the balances and the head fit the bent entries: only the rule they break may turn red.
TEST(BuonoAudit, NamesWhatIsWrongInEntries) {
    const BentEntries cases[] = {
        {"an account never opened",
         [](City& c) { append(c, {{.kind = 2, .code = 6, .debit = c.clearing, .credit = 99, .cents = 5}}); }, "entries",
         "names account 99, never opened"},
        {"an account opened out of its turn",
         [](City& c) { append(c, {{.kind = 1, .code = 5, .debit = 40, .credit = 0}}); }, "entries balances",
         "opens account 40 where the next is"},
        {"an amount of nothing",
         [](City& c) { append(c, {{.kind = 2, .code = 6, .debit = c.clearing, .credit = c.received, .cents = 0}}); },
         "form", "moves no amount from 1 to 10^14 cents"},
        {"an amount below nothing",
         [](City& c) { append(c, {{.kind = 2, .code = 6, .debit = c.clearing, .credit = c.received, .cents = -5}}); },
         "form balances", "moves no amount"},
        {"both sides the same",
         [](City& c) { append(c, {{.kind = 2, .code = 6, .debit = c.clearing, .credit = c.clearing, .cents = 5}}); },
         "form balances", "debits and credits the same account"},
        {"a reason nobody knows",
         [](City& c) { append(c, {{.kind = 2, .code = 14, .debit = c.clearing, .credit = c.received, .cents = 5}}); },
         "form balances", "says no known reason"},
        {"a correction of what is to come",
         [](City& c) {
             append(c,
                    {{.kind = 2, .code = 12, .debit = c.clearing, .credit = c.received, .cents = 5, .corrects = 900}});
         },
         "form balances", "corrects an entry that is not before it"},
        {"a post that names a hold",
         [](City& c) {
             append(c, {{.kind = 2, .code = 6, .debit = c.clearing, .credit = c.received, .cents = 5, .hold = 65536}});
         },
         "form balances", "names a hold but ends none"},
        {"a release of nothing",
         [](City& c) { append(c, {{.kind = 5, .code = 10, .debit = c.voucher_2, .credit = c.payable_a, .cents = 5}}); },
         "form", "ends no hold"},
        {"an entry without transfers", [](City& c) { append(c, {}); }, "form", "says it has 0 transfers"},
        {"time that goes back", [](City& c) { c.entries[7].time_us -= 3'600'000'000; }, "sequence",
         "entry 8 is older than the one before"},
        {"a hold captured twice",
         [](City& c) {
             append(c, {{.kind = 4,
                         .code = 4,
                         .debit = c.voucher_1,
                         .credit = c.payable_a,
                         .cents = 1,
                         .hold = 8U << 16 | 2}});
         },
         "holds", "ends hold 8:2, which has ended or never was"},
        {"a hold captured beyond what it held", [](City& c) { c.transfer(4, c.voucher_3, c.payable_b).cents = 8'001; },
         "holds balances purchases dues", "captures 80.01 EUR of hold 10:1, which holds 80.00 EUR"},
        {"a hold released in part", [](City& c) { c.transfer(5, c.voucher_2, c.payable_a).cents = 3'999; },
         "holds balances purchases", "releases 39.99 EUR"},
        {"a hold ended between other accounts",
         [](City& c) { c.transfer(5, c.voucher_2, c.payable_a).credit = c.payable_b; }, "holds balances purchases",
         "between other accounts"},
        {"a voucher below zero",
         [](City& c) { append(c, {{.kind = 3, .code = 3, .debit = c.voucher_1, .credit = c.payable_a, .cents = 1}}); },
         "limits vouchers purchases", "account 5 (voucher) is 0.01 EUR past its limit after entry 17"},
        {"a source below zero, and filled again",
         [](City& c) {
             append(c, {{.kind = 2, .code = 2, .debit = c.source_b, .credit = c.voucher_3, .cents = 45'000}});
             append(c, {{.kind = 2, .code = 12, .debit = c.voucher_3, .credit = c.source_b, .cents = 45'000}});
             c.row("vouchers", "account", number(asNumber(c.voucher_3)))["cents"] = number(55'000);
         },
         "limits", "past its limit after entry 17"},
        {"a voucher out of two sources",
         [](City& c) {
             append(c, {{.kind = 2, .code = 2, .debit = c.source_b, .credit = c.voucher_1, .cents = 5}});
             c.row("vouchers", "account", number(asNumber(c.voucher_1)))["cents"] = number(20'005);
         },
         "sources", "mixes in voucher account 5 the money of source account 2 with that of source account 4"},
        {"a payable of two sources",
         [](City& c) {
             append(c, {{.kind = 2, .code = 4, .debit = c.voucher_3, .credit = c.payable_a, .cents = 5}});
             c.rows.push_back({"redemption_dues",
                               {{"redemption", blob(id("r3"))},
                                {"due", number(9)},
                                {"payable", number(asNumber(c.payable_a))},
                                {"cents", number(5)}}});
         },
         "sources", "mixes in payable account"},
        {"public money on an employer's account",
         [](City& c) {
             append(c, {{.kind = 2, .code = 4, .debit = c.voucher_3, .credit = c.payable_employer, .cents = 5}});
             c.rows.push_back({"redemption_dues",
                               {{"redemption", blob(id("r3"))},
                                {"due", number(9)},
                                {"payable", number(asNumber(c.payable_employer))},
                                {"cents", number(5)}}});
         },
         "sources", "the money of pledge account"},
        {"a voucher paid out without an ente",
         [](City& c) { append(c, {{.kind = 2, .code = 8, .debit = c.voucher_3, .credit = c.paid_a, .cents = 5}}); },
         "sources vouchers", "where no path leads"},
        {"from voucher to voucher",
         [](City& c) { append(c, {{.kind = 2, .code = 12, .debit = c.voucher_3, .credit = c.voucher_2, .cents = 5}}); },
         "sources vouchers", "from voucher account 7 to voucher account 6, where no path leads"},
        {"paid twice",
         [](City& c) {
             append(c, {{.kind = 2, .code = 8, .debit = c.payable_a, .credit = c.paid_a, .cents = 20'000}});
         },
         "limits payouts", "past its limit"},
        {"a payment that no payout names",
         [](City& c) {
             append(c, {{.kind = 1, .code = 5, .debit = c.paid_a + 1, .credit = 0},
                        {.kind = 2, .code = 8, .debit = c.payable_b, .credit = c.paid_a + 1, .cents = 500}});
             c.rows.push_back({"account_purposes",
                               {{"account", number(asNumber(c.paid_a + 1))},
                                {"kind", number(5)},
                                {"debtor_kind", number(1)},
                                {"debtor", blob(id("L285"))}}});
         },
         "payouts", "and no payout says so"},
        {"captured, and no redemption made it due",
         [](City& c) {
             append(c, {{.kind = 2, .code = 4, .debit = c.voucher_3, .credit = c.payable_b, .cents = 500}});
         },
         "dues", "redemptions made 60.00 EUR due, the journal captured 65.00 EUR"},
        {"a spending code beyond its allowance",
         [](City& c) {
             const auto given = c.paid_a + 1, allowance = c.paid_a + 2;
             append(c, {{.kind = 1, .code = 13, .debit = given, .credit = 0},
                        {.kind = 1, .code = 12, .debit = allowance, .credit = 1},
                        {.kind = 2, .code = 13, .debit = given, .credit = allowance, .cents = 500},
                        {.kind = 2, .code = 5, .debit = c.voucher_3, .credit = c.payable_b, .cents = 500},
                        {.kind = 2, .code = 13, .debit = allowance, .credit = given, .cents = 400}});
             c.rows.push_back({"account_purposes", {{"account", number(asNumber(given))}, {"kind", number(13)}}});
             c.rows.push_back({"redemption_dues",
                               {{"redemption", blob(id("r3"))},
                                {"due", number(9)},
                                {"payable", number(asNumber(c.payable_b))},
                                {"cents", number(500)}}});
         },
         "allowances", "pays 5.00 EUR with spending codes, whose allowances allow 4.00 EUR"},
        {"an entry reversed twice",
         [](City& c) {
             const Transfer back{
                 .kind = 2, .code = 12, .debit = c.received, .credit = c.clearing, .cents = 1'000, .corrects = 9};
             append(c, {back});
             append(c, {back});
         },
         "corrections", "entry 18 corrects entry 9, which entry 17 has corrected already"},
        {"a correction of another amount",
         [](City& c) {
             append(c,
                    {{.kind = 2, .code = 12, .debit = c.received, .credit = c.clearing, .cents = 999, .corrects = 9}});
         },
         "corrections", "entry 17 corrects entry 9 otherwise than by taking it back"},
        {"an entry without an audit line", [](City& c) { c.entries[8].cause = id("nobody"); }, "causes",
         "and no entry names it as its cause"},
        {"an audit line of another entry", [](City& c) { c.row("audit", "seq", number(10))["seq"] = number(11); },
         "causes", "says its last entry is 11, the journal says 10"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        const Folder folder;
        auto city = City::small();
        c.bend(city);
        city.write(folder / "bent.db");
        const auto answer = audit({folder / "bent.db"});
        EXPECT_EQ(answer.exit, 1);
        EXPECT_EQ(answer.faults(), c.faults) << answer.out;
        EXPECT_NE(answer.out.find(c.told), std::string::npos) << answer.out;
    }
}

TEST(BuonoAudit, NamesWhatIsWrongInRows) {
    const char* const kSwap =
        "UPDATE journal SET seq = -5 WHERE seq = 13; UPDATE journal SET seq = 13 WHERE seq = 14; UPDATE journal "
        "SET "
        "seq = "
        "14 WHERE seq = -5";
    const char* const kTwice =
        "ALTER TABLE payout_dues RENAME TO old; CREATE TABLE payout_dues AS SELECT * FROM old; INSERT INTO "
        "payout_dues "
        "SELECT * FROM old";
    const BentRows cases[] = {
        {"a bit of a body",
         "UPDATE journal SET body = CAST(substr(body, 1, length(body) - 1) || x'01' AS BLOB) WHERE seq = 3",
         "chain corrections", "entry 3: its bytes after the hash before give"},
        {"a bit of a hash", "UPDATE journal SET hash = CAST(substr(hash, 1, 31) || x'00' AS BLOB) WHERE seq = 3",
         "chain", "entry 3: its bytes after the hash before give"},
        {"a hash cut short", "UPDATE journal SET hash = x'00' WHERE seq = 3", "chain", "entry 3 has a hash of 1 bytes"},
        {"a body cut short", "UPDATE journal SET body = CAST(substr(body, 1, 20) AS BLOB) WHERE seq = 12",
         "chain form balances causes purchases", "shorter than its head"},
        {"a body of another version", "UPDATE journal SET body = CAST(x'02' || substr(body, 2) AS BLOB) WHERE seq = 12",
         "chain form balances causes purchases", "is of version 2"},
        {"an entry deleted", "DELETE FROM journal WHERE seq = 12", "sequence chain balances causes purchases",
         "entry 12 is missing"},
        {"the last entry deleted", "DELETE FROM journal WHERE seq = 16", "heads balances causes replies rows payouts",
         "it ends at 15"},
        {"two entries swapped", kSwap, "sequence chain form causes", "entry 13 holds the bytes of entry 14"},
        {"a balance changed", "UPDATE ledger_accounts SET credits_posted = credits_posted + 1 WHERE no = 5",
         "zero balances", "account 5 (voucher): stored credits posted 200.01 EUR, the journal's 200.00 EUR"},
        {"a cent on both sides of a balance",
         "UPDATE ledger_accounts SET credits_posted = credits_posted + 1, debits_posted = debits_posted + 1 WHERE "
         "no = "
         "5",
         "balances", "stored debits posted 200.01 EUR"},
        {"a balance deleted", "DELETE FROM ledger_accounts WHERE no = 6", "zero balances",
         "account 6 has no stored balance"},
        {"a balance of an account never opened", "INSERT INTO ledger_accounts VALUES (99, 3, 1, 0, 0, 0, 0, 16)",
         "balances", "account 99 is stored but was never opened"},
        {"a limit lifted", "UPDATE ledger_accounts SET limit_kind = 0 WHERE no = 5", "balances",
         "another kind or limit"},
        {"an open hold forgotten", "DELETE FROM ledger_holds", "balances", "1 open holds are not stored"},
        {"an open hold changed", "UPDATE ledger_holds SET cents = cents - 1", "balances", "is stored otherwise"},
        {"a hold brought back", "INSERT INTO ledger_holds VALUES (524290, 5, 11, 20000)", "balances",
         "hold 8:2 is stored, but has ended"},
        {"another head", "UPDATE ledger_head SET hash = zeroblob(32)", "heads", "another hash than the last entry"},
        {"another time in the head", "UPDATE ledger_head SET time_us = time_us + 1", "heads", "another time"},
        {"an audit line deleted", "DELETE FROM audit WHERE seq = 7", "causes replies", "entry 7 has no audit line"},
        {"an audit line of nothing", "INSERT INTO audit VALUES (zeroblob(16), 0, 'x', 'x', '', 'x', 7)",
         "causes replies", "and no entry names it as its cause"},
        {"a reply of what never was", "UPDATE replies SET seq = 17 WHERE key = 'pay'", "replies",
         "the reply to city under key pay names entry 17, the journal ends at 16"},
        {"a reply deleted", "DELETE FROM replies WHERE key = 'pay'", "replies",
         "the change that was answered to city under key pay has no reply"},
        {"a reply to nothing", "INSERT INTO replies VALUES ('city', 'never', x'', 201, x'', 1, 0)", "replies",
         "the reply to city under key never is of no change that was made"},
        {"a key answered twice", "UPDATE audit SET key = 'pay' WHERE key = 'plan'", "replies",
         "two changes were answered to city under key pay"},
        {"an audit line that names nobody", "UPDATE audit SET actor = '' WHERE key = 'pay'", "causes replies",
         "does not say who asked for what"},
        {"a price raised", "UPDATE purchase_lines SET price_cents = 8001 WHERE price_cents = 8000", "purchases",
         "line 0 costs 80.01 EUR, its shares make 80.00 EUR"},
        {"a credit topped up",
         "UPDATE purchase_shares SET cents = 2900 WHERE cents = 3000; INSERT INTO purchase_shares SELECT purchase, "
         "9, "
         "line, zeroblob(16), 0, 0, x'', 100, 0 FROM purchase_shares WHERE cents = 2900; UPDATE purchases SET "
         "direct_cents = direct_cents + 100 WHERE total_cents = 24000",
         "purchases", "line 1: a credit pays 29.00 EUR of 30.00 EUR"},
        {"a total raised", "UPDATE purchases SET total_cents = 8001 WHERE total_cents = 8000", "purchases",
         "is of 80.01 EUR, 0.00 EUR direct; its shares make 80.00 EUR, 0.00 EUR direct"},
        {"another child's voucher", "UPDATE purchase_lines SET beneficiary = zeroblob(16) WHERE price_cents = 8000",
         "purchases", "line 0 is paid with no voucher of the child it is for"},
        {"a voucher used too late", "UPDATE programmes SET buy_by = '2026-02-24'", "purchases",
         "of 2026-02-25 is paid with a voucher to buy with by 2026-02-24"},
        {"a purchase cancelled that still holds", "UPDATE purchases SET state = 6 WHERE state = 2", "purchases",
         "in state 6: its hold 15:0 is still open"},
        {"a purchase confirmed that holds nothing", "UPDATE purchases SET state = 2 WHERE state = 6", "purchases",
         "in state 2: its hold 11:0 has ended"},
        {"a hold of no purchase", "UPDATE purchase_shares SET hold = 0 WHERE cents = 2500", "purchases",
         "1 holds are open, purchases name 0"},
        {"a purchase completed in part", "UPDATE purchase_lines SET redeemed = 0 WHERE price_cents = 21000",
         "purchases", "in state 4 has 1 of 2 lines redeemed"},
        {"a state nobody knows", "UPDATE purchases SET state = 9 WHERE state = 6", "purchases",
         "in state 9 has 0 of 1"},
        {"a voucher raised", "UPDATE vouchers SET cents = cents + 100 WHERE account = 6", "rows",
         "voucher of account 6 is of 101.00 EUR, the journal issued 100.00 EUR"},
        {"a voucher of another source",
         "UPDATE vouchers SET source = (SELECT id FROM funding_sources WHERE code = 'L285') WHERE account = 6", "rows",
         "but its money comes from source account 2"},
        {"a voucher deleted", "DELETE FROM vouchers WHERE account = 6", "rows purchases",
         "no row says what voucher account 6 is for"},
        {"two vouchers of one account", "UPDATE vouchers SET account = 5 WHERE account = 6", "rows",
         "which another row names too"},
        {"a source raised", "UPDATE funding_sources SET cents = cents + 1 WHERE code = 'UIA'", "rows",
         "funding source UIA is of 1000.01 EUR, the journal opened it with 1000.00 EUR"},
        {"a payable of another source",
         "UPDATE account_purposes SET ente = zeroblob(16), debtor = (SELECT id FROM funding_sources WHERE code = "
         "'L285') WHERE account = 11",
         "rows", "purpose of account 11 says debtor"},
        {"a payable of an employer", "UPDATE account_purposes SET debtor_kind = 2 WHERE account = 11", "rows",
         "but its money comes from source account 2"},
        {"another employer's credit", "UPDATE account_purposes SET debtor = zeroblob(16) WHERE account = 12", "rows",
         "the same pledge is employer"},
        {"a purpose deleted", "DELETE FROM account_purposes WHERE account = 12", "rows",
         "no row says what payable account 12 is for"},
        {"a credit raised", "UPDATE welfare_credits SET cents = 6000", "rows",
         "is of 60.00 EUR, the journal credited 50.00 EUR"},
        {"a due raised", "UPDATE redemption_dues SET cents = 7000 WHERE cents = 6000", "dues",
         "redemptions made 70.00 EUR due, the journal captured 60.00 EUR"},
        {"a redemption undone",
         "UPDATE redemptions SET state = 3 WHERE id = (SELECT redemption FROM redemption_dues WHERE cents = 6000)",
         "dues", "redemptions made 0.00 EUR due"},
        {"a due in two payouts", kTwice, "payouts", "is in 2 payouts"},
        {"a due that is not owed", "UPDATE payout_dues SET due = 5", "payouts", "pays due 5 of redemption"},
        {"a payout raised", "UPDATE payouts SET cents = 30000; UPDATE settlements SET cents = 30000", "payouts",
         "is of 300.00 EUR, the posting"},
        {"a payout deleted", "DELETE FROM payout_dues; DELETE FROM payouts; UPDATE settlements SET cents = 0",
         "payouts", "pays 200.00 EUR of payable account 11, and no payout says so"},
        {"a payout never posted", "UPDATE settlements SET seq = 15", "payouts",
         "has no posting of payable account 11 in entry 15"},
        {"a settlement of another sum", "UPDATE settlements SET cents = cents + 1", "payouts",
         "is of 200.01 EUR, its payouts make 200.00 EUR"},
        {"a payout that counts its dues wrongly", "UPDATE payouts SET dues = 2", "payouts",
         "in 2 dues, its dues make 200.00 EUR in 1"},
        {"a due paid in part", "UPDATE payout_dues SET cents = 19999", "payouts", "pays due 0 of redemption"},
        {"a table dropped", "DROP TABLE ledger_holds", "balances", "no table ledger_holds"},
        {"the head dropped", "DROP TABLE ledger_head", "heads", "no table ledger_head"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        const Folder folder;
        City::small().write(folder / "bent.db");
        alter(folder / "bent.db", c.sql);
        const auto answer = audit({folder / "bent.db"});
        EXPECT_EQ(answer.exit, 1);
        EXPECT_EQ(answer.faults(), c.faults) << answer.out;
        EXPECT_NE(answer.out.find(c.told), std::string::npos) << answer.out;
    }
}

TEST(BuonoAudit, NeedsAnOlderHeadToSeeThatAllWasRewritten) {
    const Folder folder;
    auto city = City::small();
    const auto told = "8:" + hex(city.hashAt(8));
    city.transfer(2, city.clearing, city.received).cents += 1;  // Entry 9: after the head that was told.
    city.write(folder / "later.db");
    EXPECT_EQ(audit({folder / "later.db", "--head", told}).exit, 0);
    city.entries[0].time_us -= 1;
    city.write(folder / "rewritten.db");

    EXPECT_EQ(audit({folder / "rewritten.db"}).exit, 0) << "alone it proves itself";
    const auto answer = audit({folder / "rewritten.db", "--head", told});

    EXPECT_EQ(answer.exit, 1);
    EXPECT_EQ(answer.faults(), "heads");
    EXPECT_NE(answer.told("heads").find("entry 8 is not the one whose head was handed out"), std::string::npos);
}

TEST(BuonoAudit, SeesThatTheEndWasCutOff) {
    const Folder folder;
    auto city = City::small();
    const auto seq = city.entries.size();
    const auto told = std::to_string(seq) + ":" + hex(city.hashAt(seq));
    city.entries.pop_back();
    city.write(folder / "cut.db");
    const auto answer = audit({folder / "cut.db", "--head", told});
    EXPECT_EQ(answer.exit, 1);
    EXPECT_NE(answer.told("heads").find("whose head was handed out, is missing: the journal ends at 15"),
              std::string::npos);
}

TEST(BuonoAudit, ReadsADatabaseThatAHostIsWritingToAndWritesNothing) {
    const Folder folder;
    City::small().write(folder / "live.db");
    sqlite3* host = nullptr;
    ASSERT_EQ(sqlite3_open((folder / "live.db").c_str(), &host), SQLITE_OK);
    dropTriggers(host);
    // A change under way, not committed: the audit sees the moment before it.
    ASSERT_EQ(sqlite3_exec(host, "UPDATE replies SET status = 200; BEGIN IMMEDIATE; DELETE FROM journal", nullptr,
                           nullptr, nullptr),
              SQLITE_OK);
    EXPECT_EQ(audit({folder / "live.db"}).exit, 0);
    ASSERT_EQ(sqlite3_exec(host, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK) << "the audit holds no lock";
    EXPECT_EQ(audit({folder / "live.db"}).exit, 1);
    sqlite3_close(host);
}

TEST(BuonoAudit, SaysSoWhereNothingCanBeRead) {
    const Folder folder;
    const auto broken = folder / "broken.db";
    City::small().write(broken);
    std::filesystem::resize_file(broken, 5'000);
    EXPECT_EQ(audit({broken}).exit, 3);
    EXPECT_EQ(audit({folder / "absent.db"}).exit, 3);
    EXPECT_EQ(audit({"postgresql://127.0.0.1:1/none?connect_timeout=2"}).exit, 3);
    EXPECT_EQ(audit({"http://127.0.0.1:1"}, {"BUONO_TOKEN=t"}).exit, 3);
    EXPECT_NE(audit({"http://127.0.0.1:1"}).error.find("BUONO_TOKEN"), std::string::npos);
}

TEST(BuonoAudit, ExplainsItsUse) {
    const std::vector<std::vector<std::string>> wrong = {{},
                                                         {"a", "b"},
                                                         {"--quick", "a"},
                                                         {"a", "--head"},
                                                         {"a", "--head", "12:zz"},
                                                         {"a", "--head", "0:" + std::string(64, '0')}};
    for (const auto& arguments : wrong) {
        const auto answer = audit(arguments);
        EXPECT_EQ(answer.exit, 2);
        EXPECT_NE(answer.error.find("usage: buono-audit"), std::string::npos);
    }
    EXPECT_EQ(audit({"--help"}).exit, 0);
}

// A gauge with a floor far below what is measured: a quadratic step would fall through it.
TEST(BuonoAudit, ReadsALargeJournalInOneStream) {
    const Folder folder;
    const auto* wished = std::getenv("BUONO_AUDIT_ENTRIES");
    const auto count = wished ? std::strtoull(wished, nullptr, 10) : 50'000;
    const auto city = City::large(count);
    city.write(folder / "large.db");
    const auto before = std::chrono::steady_clock::now();
    const auto answer = audit({folder / "large.db"});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
    EXPECT_EQ(answer.exit, 0) << answer.out;
    const auto rate = static_cast<double>(city.entries.size()) / took.count();
    std::printf("%zu entries in %.2f s: %.0f entries/s\n", city.entries.size(), took.count(), rate);
    EXPECT_GT(rate, 10'000);
}

// Vouchers with spending codes that pay many at once. BUONO_AUDIT_ENTRIES payments are as many as are wished for.
TEST(BuonoAudit, ReadsACrowdInLittleMemory) {
    const Folder folder;
    const auto* wished = std::getenv("BUONO_AUDIT_ENTRIES");
    const auto payments = wished ? std::strtoull(wished, nullptr, 10) : 50'000;
    City::crowd(payments / 5, payments, 100).write(folder / "crowd.db");
    const auto answer = audit({folder / "crowd.db"});
    EXPECT_EQ(answer.exit, 0) << answer.out;
    std::printf("%llu payments: %ld KB\n", static_cast<unsigned long long>(payments), answer.rss_kb);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // Two accounts of every five payments, and the program itself.
    EXPECT_LT(answer.rss_kb, 32'000 + static_cast<long>(payments / 5 * 2 * 80 / 1'000));
#endif
}

}  // namespace city
