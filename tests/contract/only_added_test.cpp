// Facts are only added: the database itself refuses to change or delete them, on both engines whoever asks.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include "contract/house.hpp"

namespace buono::test {
namespace {

using store::Connection;
using store::Engine;
using store::Mode;

/// schemas/sql/0018: whoever adds a table of facts adds it here too.
const char* const kFacts[] = {"journal",         "replies",
                              "audit",           "account_purposes",
                              "purchase_shares", "redemption_dues",
                              "payouts",         "settlement_differences",
                              "programmes",      "programme_brackets",
                              "programme_texts", "rankings",
                              "ranking_places",  "awards"};

/// Column and whether it holds bytes, text or a number: 'b', 't', 'n'.
std::vector<std::pair<std::string, char>> columnsOf(Connection& connection, const std::string& table) {
    std::vector<std::pair<std::string, char>> all;
    const auto take = [&](const store::Row& row) {
        const auto type = row.text(1);
        all.emplace_back(row.text(0), type == "BYTEA" || type == "bytea" ? 'b'
                                      : type == "TEXT" || type == "text" ? 't'
                                                                         : 'n');
    };
    if (connection.engine() == Engine::Sqlite)
        connection.rows("SELECT name, type FROM pragma_table_info($1)", take, table);
    else
        connection.rows(
            "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns "
            "WHERE table_name = $1 AND table_schema = current_schema()",
            take, table);
    return all;
}

/// A row of nothing but its types: for a trigger any will do.
void addRow(Connection& connection, const std::string& table) {
    const std::string bytes = connection.engine() == Engine::Sqlite ? "x'01'" : "'\\x01'";
    std::string names, values;
    for (const auto& [name, type] : columnsOf(connection, table)) {
        names += (names.empty() ? "" : ", ") + name;
        values += values.empty() ? "" : ", ";
        values += type == 'b' ? bytes : type == 't' ? "''" : "1";
    }
    connection.script("INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")");
}

/// What the engine answers to whoever sends `sql`; "" when it does it. Nothing of it stays.
std::string answerTo(const Place& place, Engine engine, const std::string& sql) {
    if (engine == Engine::Sqlite) {  // As any tool would: by another connection than ours.
        sqlite3* database = nullptr;
        EXPECT_EQ(sqlite3_open(place.where().c_str(), &database), SQLITE_OK);
        sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
        const bool done = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        const std::string said = done ? "" : sqlite3_errmsg(database);
        sqlite3_close(database);
        return said;
    }
    const auto connection = place.open(Mode::Writing);
    connection->begin();
    connection->script(
        "CREATE TEMPORARY TABLE answer (said TEXT) ON COMMIT DROP; "
        "DO $$ BEGIN " +
        sql +
        "; INSERT INTO answer VALUES (''); "
        "EXCEPTION WHEN OTHERS THEN INSERT INTO answer VALUES (SQLERRM); END $$");
    std::string said;
    connection->rows("SELECT said FROM answer", [&](const store::Row& row) { said = row.text(0); });
    connection->rollback();
    return said;
}

class OnlyAdded : public StoreTest {
protected:
    std::string answer(const Place& place, const std::string& sql) const { return answerTo(place, GetParam(), sql); }
    void addRowTo(const Place& place, const std::string& table) const {
        const auto connection = place.open(Mode::Writing);
        connection->script(GetParam() == Engine::Sqlite ? "PRAGMA foreign_keys=OFF"
                                                        : "SET session_replication_role = replica");
        addRow(*connection, table);
    }
    /// The statements that get at a row of a table of facts; each table has one.
    std::vector<std::string> thatBend(const Place& place) const {
        std::vector<std::string> bend;
        for (const std::string table : kFacts) {
            const auto column = columnsOf(*place.open(Mode::Reading), table).front().first;
            std::vector all{"UPDATE " + table + " SET " + column + " = " + column, "DELETE FROM " + table};
            if (GetParam() == Engine::Postgres) all.push_back("TRUNCATE " + table + " CASCADE");
            for (const auto& sql : all)
                if (answer(place, sql) != "rows of " + table + " are only added") bend.push_back(sql);
        }
        return bend;
    }
};

}  // namespace

TEST_P(OnlyAdded, NoRowOfAFactIsChangedOrDeleted) {
    const Place place{GetParam()};
    for (const auto* table : kFacts) addRowTo(place, table);
    EXPECT_THAT(thatBend(place), testing::IsEmpty());
}

TEST_P(OnlyAdded, ControlATriggerThatWasDroppedIsNoticed) {
    const Place place{GetParam()};
    for (const auto* table : kFacts) addRowTo(place, table);
    if (GetParam() == Engine::Sqlite) {
        place.open(Mode::Writing)->script("DROP TRIGGER replies_not_deleted");
        EXPECT_THAT(thatBend(place), testing::ElementsAre("DELETE FROM replies"));
    } else {
        place.open(Mode::Writing)->script("DROP TRIGGER replies_only_added ON replies");
        EXPECT_THAT(thatBend(place),
                    testing::ElementsAre("UPDATE replies SET actor = actor", "DELETE FROM replies", testing::_));
    }
}

TEST_P(OnlyAdded, RowsThatChangeDoChange) {
    const Place place{GetParam()};
    EXPECT_EQ(answer(place, "UPDATE ledger_head SET seq = seq"), "");
    EXPECT_EQ(answer(place, "DELETE FROM outbox_head"), "");
}

// On the connection that writes a city a statement that tries ends the host, before anything of it is kept.
TEST(OnlyAddedDeath, TheHostEndsThatWouldRewriteItsJournal) {
    for (const auto engine : {Engine::Sqlite, Engine::Postgres}) {
        if (engine == Engine::Postgres && !hasPostgres()) continue;
        const Place place{engine};
        { House{place}.wallet("key-1", 100); }
        for (const auto* sql :
             {"UPDATE journal SET hash = body", "DELETE FROM replies", "UPDATE audit SET actor = 'nobody'"}) {
            EXPECT_EXIT(place.open(Mode::Writing)->run(sql), testing::ExitedWithCode(70), "are only added") << sql;
        }
        EXPECT_EQ(count(*place.open(Mode::Reading), "SELECT COUNT(*) FROM replies"), 1);
    }
}

// REPLACE is a deletion that looks like an insertion.
TEST(OnlyAddedDeath, NorIsAFactReplaced) {
    const Place place{Engine::Sqlite};
    { House{place}.wallet("key-1", 100); }
    EXPECT_EXIT(place.open(Mode::Writing)->run("INSERT OR REPLACE INTO journal SELECT seq, body, body FROM journal"),
                testing::ExitedWithCode(70), "are only added");
}

ON_BOTH_STORES(OnlyAdded);

}  // namespace buono::test
