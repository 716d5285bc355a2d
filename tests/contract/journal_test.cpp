// The journal's bytes against the vectors of schemas/ledger/journal.md, and what a start refuses to believe.
#include <fstream>
#include <sstream>

#include "contract/house.hpp"

namespace buono::test {
namespace {

using ledger::Action;
using ledger::Transfer;
using store::Mode;

std::string hexOf(store::Bytes bytes) {
    std::string hex;
    for (const auto byte : bytes) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

registers::Id cause(std::uint8_t number) {
    auto id = *registers::Id::parse("01900000-0000-7000-8000-000000000000");
    id.bytes[15] = number;
    return id;
}

/// The five entries that schemas/ledger/journal.md describes in words.
void writeTheExample(ledger::Book& book, store::JournalRows& journal) {
    const auto post = [&](std::vector<Transfer> group) { ASSERT_TRUE(book.post(group)); };
    journal.stamp({1767225600000000}, cause(1));
    post({{.action = Action::Open, .code = 1, .debit = 1},
          {.action = Action::Open, .code = 3, .debit = 2, .credit = 1}});
    post({{.action = Action::Post, .code = 2, .debit = 1, .credit = 2, .cents = 40000}});
    journal.stamp({1767225601500000}, cause(2));
    post({{.action = Action::Open, .code = 4, .debit = 3},
          {.action = Action::Hold, .code = 3, .debit = 2, .credit = 3, .cents = 20000}});
    journal.stamp({1767225602000001}, cause(3));
    post({{.action = Action::Capture, .code = 4, .debit = 2, .credit = 3, .cents = 15000, .hold = 3 * 65536 + 1}});
    journal.stamp({1767225602000001}, cause(4));
    post({{.action = Action::Post, .code = 12, .debit = 3, .credit = 2, .cents = 15000, .corrects = 4}});
}

class StoreJournal : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        if (!IsSkipped()) place_.emplace(GetParam());
    }
    std::optional<Place> place_;
};
ON_BOTH_STORES(StoreJournal);

TEST_P(StoreJournal, ItsBytesAreThoseOfTheDocument) {
    std::stringstream document;
    document << std::ifstream{BUONO_SOURCE "/schemas/ledger/journal.md"}.rdbuf();
    const auto connection = place_->open(Mode::Writing);
    store::JournalRows journal{*connection};
    ledger::Book book{journal};
    writeTheExample(book, journal);
    journal.flush();
    const auto entries = store::EntriesRows{*connection}.from(1, 10, 1'000'000);
    ASSERT_EQ(entries.size(), 5);
    for (const auto& kept : entries) {
        EXPECT_NE(document.str().find("       " + hexOf(kept.body) + "\n"), std::string::npos) << kept.entry.seq;
        EXPECT_NE(document.str().find("       " + hexOf(kept.hash) + "\n"), std::string::npos) << kept.entry.seq;
    }
}

TEST_P(StoreJournal, WhatIsReadIsWhatWasWritten) {
    const auto connection = place_->open(Mode::Writing);
    store::JournalRows journal{*connection};
    ledger::Book book{journal};
    writeTheExample(book, journal);
    journal.flush();
    const auto entry = store::EntriesRows{*connection}.from(3, 1, 1'000'000).at(0).entry;
    EXPECT_EQ(entry.seq, 3);
    EXPECT_EQ(entry.at.us, 1767225601500000);
    EXPECT_EQ(entry.cause, cause(2));
    const std::vector<Transfer> transfers{{.action = Action::Open, .code = 4, .debit = 3},
                                          {.action = Action::Hold, .code = 3, .debit = 2, .credit = 3, .cents = 20000}};
    EXPECT_EQ(entry.transfers, transfers);
}

TEST_P(StoreJournal, AReaderGetsAsMuchAsItAskedFor) {
    const auto connection = place_->open(Mode::Writing);
    store::JournalRows journal{*connection};
    ledger::Book book{journal};
    for (int i = 0; i < 200; ++i) book.open(ledger::AccountKind::Clearing, ledger::Limit::None);
    journal.flush();
    const store::EntriesRows entries{*connection};
    EXPECT_EQ(entries.from(1, 1'000, 1'000'000).size(), 200);
    EXPECT_EQ(entries.from(1, 70, 1'000'000).size(), 70);
    EXPECT_EQ(entries.from(199, 70, 1'000'000).size(), 2);
    EXPECT_EQ(entries.from(201, 70, 1'000'000).size(), 0);
    EXPECT_EQ(entries.from(1, 70, 1).size(), 1);  // At least one, however large.
    EXPECT_EQ(entries.from(1, 70, 2 * entries.from(1, 1, 1)[0].body.size()).size(), 2);
}

TEST_P(StoreJournal, TimeNeverGoesBackWhateverTheClockSays) {
    {
        House house{*place_, {}, 5'000'000'000};
        house.wallet("key-1", 100);
    }
    House earlier{*place_, {}, 1'000'000'000};
    earlier.wallet("key-2", 100);
    const auto entries = store::EntriesRows{*earlier.connection}.from(1, 10, 1'000'000);
    ASSERT_EQ(entries.size(), 6);
    EXPECT_EQ(entries[5].entry.at, entries[0].entry.at);
}

TEST_P(StoreJournal, HeadIsTheLastEntry) {
    const auto reader = place_->open(Mode::Reading);
    EXPECT_EQ(store::EntriesRows{*reader}.head().seq, 0);
    House house{*place_};
    house.wallet("key-1", 100);
    const auto head = store::EntriesRows{*reader}.head();
    const auto last = store::EntriesRows{*reader}.from(3, 1, 1'000).at(0);
    EXPECT_EQ(head.seq, 3);
    EXPECT_EQ(head.hash, last.hash);
    EXPECT_EQ(head.at, last.entry.at);
}

TEST_P(StoreJournal, AStartReplaysWhatWasNotProjected) {
    {
        House house{*place_};
        const auto wallet = house.wallet("key-1", 1'000);
        ASSERT_TRUE(house.change("key-2", [&]() -> Result<registers::Reply> {
            const Transfer t{.action = Action::Hold, .code = 3, .debit = wallet, .credit = 1, .cents = 300};
            BUONO_CHECK(house.book.post({&t, 1}).has_value());
            return registers::Reply{};
        }));
    }
    // As if the wallet's row had been written after the third entry, the other's after the fourth.
    const auto connection = place_->open(Mode::Writing);
    connection->run("UPDATE ledger_head SET projected_seq = 3");
    connection->run("UPDATE ledger_accounts SET debits_held = 0, seq = 3 WHERE no = 2");
    connection->run("UPDATE ledger_accounts SET seq = 4 WHERE no = 1");
    store::JournalRows journal{*connection};
    ledger::Book book{journal};
    EXPECT_EQ(store::restoreBook(*connection, book, journal), 3);
    EXPECT_EQ(book.seq(), 4);
    EXPECT_EQ(book.account(2)->availableCents(), 700);
    EXPECT_EQ(book.account(1)->credits_held_cents, 300);
    EXPECT_EQ(book.heldCents(ledger::holdNo(4, 0)), 300);
    EXPECT_EQ(book.takeChanged(), std::vector<ledger::AccountNo>{2});  // Its row is still to be written.
}

// Each row is one way to bend a database by hand; a start must not go on with it.
TEST(StoreJournalDeath, AStartStopsAtDamage) {
    struct Case {
        const char* what;
        const char* sql;
        const char* says;
    };
    const Case cases[] = {
        {"an entry changed", "UPDATE journal SET body = (SELECT body FROM journal WHERE seq = 1) WHERE seq = 2",
         "entry 2 breaks the journal's chain"},
        {"two hashes swapped",
         "UPDATE journal SET hash = (SELECT hash FROM journal AS other WHERE other.seq = 5 - journal.seq) "
         "WHERE seq IN (2, 3)",
         "entry 2 breaks the journal's chain"},
        {"an entry missing", "DELETE FROM journal WHERE seq = 2", "entry 2 breaks the journal's chain"},
        {"the last entry missing", "DELETE FROM journal WHERE seq = 3", "the journal ends before its head"},
        {"a head that goes back", "UPDATE ledger_head SET seq = 2, projected_seq = 2",
         "the journal does not end where its head says"},
        {"an account missing", "DELETE FROM ledger_accounts WHERE no = 1", "ledger_accounts has a gap"},
        {"no head", "DELETE FROM ledger_head", "ledger_head has no row"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        Place place{store::Engine::Sqlite};
        { House{place}.wallet("key-1", 100); }
        {
            const auto connection = place.open(Mode::Writing);
            letFactsBend(*connection);
            connection->script(c.sql);
        }
        EXPECT_EXIT(House{place}, testing::ExitedWithCode(70), c.says);
    }
}

}  // namespace
}  // namespace buono::test
