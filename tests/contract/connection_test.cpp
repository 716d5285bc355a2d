// What both engines must make of one SQL text. A row that differs between them breaks the promise of one SQL.
#include <limits>

#include "contract/place.hpp"
#include "core/register/codes.hpp"

namespace buono::test {
namespace {

using store::Mode;
using store::Row;

class StoreConnection : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        if (IsSkipped()) return;
        place_.emplace(GetParam(), false);
        connection_ = place_->open(Mode::Writing);
        connection_->script(
            "CREATE TABLE kept (id BIGINT PRIMARY KEY, small SMALLINT NOT NULL, name TEXT NOT NULL, "
            "bytes BYTEA NOT NULL, maybe BIGINT)");
    }
    void put(std::int64_t id, std::string_view name, store::Bytes bytes = {}) {
        connection_->run("INSERT INTO kept (id, small, name, bytes) VALUES ($1, 7, $2, $3)", id, name, bytes);
    }

    std::optional<Place> place_;
    std::unique_ptr<store::Connection> connection_;
};
ON_BOTH_STORES(StoreConnection);

TEST_P(StoreConnection, GivesBackEveryValueAsItWas) {
    const std::vector<std::uint8_t> bytes{0, 1, 0x27, 0x5c, 0x7f, 0x80, 0xff};
    const std::string name = "l'età è $1 \\x00 \"due\"\n";
    for (const auto id : {std::numeric_limits<std::int64_t>::min(), std::int64_t{0}, std::int64_t{-1},
                          std::numeric_limits<std::int64_t>::max()}) {
        put(id, name, bytes);
        int rows = 0;
        connection_->rows(
            "SELECT id, small, name, bytes FROM kept WHERE id = $1",
            [&](const Row& row) {
                ++rows;
                EXPECT_EQ(row.number(0), id);
                EXPECT_EQ(row.number(1), 7);
                EXPECT_EQ(row.text(2), name);
                EXPECT_EQ(std::vector(row.bytes(3).begin(), row.bytes(3).end()), bytes);
            },
            id);
        EXPECT_EQ(rows, 1);
    }
}

TEST_P(StoreConnection, NothingIsNotNull) {
    put(1, "");
    connection_->rows(
        "SELECT name, bytes, maybe FROM kept WHERE name = $1 AND bytes = $2 AND maybe IS NULL",
        [](const Row& row) {
            EXPECT_EQ(row.text(0), "");
            EXPECT_TRUE(row.bytes(1).empty());
            EXPECT_EQ(row.number(2), 0);
            EXPECT_TRUE(row.id(1).isNil());
        },
        std::string_view{}, store::Bytes{});
    EXPECT_EQ(connection_->run("DELETE FROM kept WHERE name = '' AND maybe IS NULL"), 1);
}

TEST_P(StoreConnection, ParametersKeepTheirNumbersInAnyOrder) {
    put(1, "first");
    EXPECT_EQ(connection_->run("UPDATE kept SET name = $2, small = $3 WHERE id = $1 AND name <> '$2' AND name <> $2", 1,
                               "second", 9),
              1);
    int rows = 0;
    connection_->rows(
        "SELECT name, small FROM kept WHERE small = $2 AND id = $1",
        [&](const Row& row) {
            ++rows;
            EXPECT_EQ(row.text(0), "second");
            EXPECT_EQ(row.number(1), 9);
        },
        1, 9);
    EXPECT_EQ(rows, 1);
}

TEST_P(StoreConnection, TextIsOrderedByItsBytes) {
    for (const auto* name : {"b", "B", "a b", "ab", "è", "z", "A", "_"})
        put(static_cast<std::int64_t>(std::hash<std::string_view>{}(name) >> 1), name);
    std::string order;
    connection_->rows("SELECT name FROM kept ORDER BY name",
                      [&](const Row& row) { order.append(row.text(0)).append("|"); });
    EXPECT_EQ(order, "A|B|_|a b|ab|b|z|è|");
}

TEST_P(StoreConnection, CountsOnlyTheCallsThatChangedSomething) {
    put(1, "one");
    const auto before = connection_->writes();
    EXPECT_EQ(connection_->run("UPDATE kept SET small = 1 WHERE id = $1", 99), 0);
    connection_->rows("SELECT name FROM kept", [](const Row&) {});
    connection_->rows("UPDATE kept SET small = 1 WHERE id = 99 RETURNING id", [](const Row&) {});
    EXPECT_EQ(connection_->writes(), before);

    EXPECT_EQ(connection_->run("UPDATE kept SET small = 2 WHERE id = $1", 1), 1);
    connection_->rows("UPDATE kept SET small = small + 1 WHERE id = 1 RETURNING small",
                      [](const Row& row) { EXPECT_EQ(row.number(0), 3); });
    EXPECT_EQ(connection_->writes(), before + 2);
}

TEST_P(StoreConnection, AClashIsReplacedWhereTheStatementSaysSo) {
    put(1, "one");
    connection_->run(
        "INSERT INTO kept (id, small, name, bytes) VALUES ($1, 1, 'eins', $2), ($3, 2, 'zwei', $2) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        1, store::Bytes{}, 2);
    std::string all;
    connection_->rows("SELECT id, small, name FROM kept ORDER BY id", [&](const Row& row) {
        all += std::to_string(row.number(0)) + std::to_string(row.number(1)).append(row.text(2));
    });
    EXPECT_EQ(all, "17eins22zwei");
}

TEST_P(StoreConnection, ARolledBackTransactionLeavesNothing) {
    connection_->begin();
    EXPECT_NE(connection_->turn(), 0);
    put(1, "one");
    connection_->rollback();
    EXPECT_EQ(connection_->turn(), 0);
    connection_->rows("SELECT id FROM kept", [](const Row&) { FAIL(); });
}

TEST_P(StoreConnection, AReaderSeesWhatIsCommittedAndCannotWrite) {
    connection_->begin();
    put(1, "one");
    const auto reader = place_->open(Mode::Reading);
    const auto seen = [&] {
        std::int64_t rows = -1;
        reader->rows("SELECT COUNT(*) FROM kept", [&](const Row& row) { rows = row.number(0); });
        return rows;
    };
    EXPECT_EQ(seen(), 0);
    connection_->commit();
    EXPECT_EQ(seen(), 1);
    EXPECT_THROW(reader->run("DELETE FROM kept"), store::StoreDown);
    EXPECT_EQ(seen(), 1);
}

TEST_P(StoreConnection, AReadersTransactionSeesOneMoment) {
    const auto reader = place_->open(Mode::Reading);
    const auto seen = [&] {
        std::int64_t rows = -1;
        reader->rows("SELECT COUNT(*) FROM kept", [&](const Row& row) { rows = row.number(0); });
        return rows;
    };
    reader->begin();
    EXPECT_EQ(seen(), 0);
    put(1, "one");
    EXPECT_EQ(seen(), 0);
    reader->commit();
    EXPECT_EQ(seen(), 1);
}

TEST_P(StoreConnection, AReaderWhoseStatementFailsGoesOnWithTheNext) {
    const auto reader = place_->open(Mode::Reading);
    EXPECT_THROW(reader->rows("SELECT nothing FROM nowhere", [](const Row&) {}), store::StoreDown);
    int rows = 0;
    reader->rows("SELECT COUNT(*) FROM kept", [&](const Row&) { ++rows; });
    EXPECT_EQ(rows, 1);
}

TEST(StoreConnectionDeath, AFailedStatementOfTheWriterEndsTheProcessWith70) {
    Place place{store::Engine::Sqlite};
    const auto connection = place.open(Mode::Writing);
    EXPECT_EXIT(connection->run("INSERT INTO journal (seq) VALUES (1)"), testing::ExitedWithCode(70), "NOT NULL");
}

TEST(StoreOpen, ASecondWriterOfAFileIsRefusedUntilTheFirstIsGone) {
    Place place{store::Engine::Sqlite};
    auto first = place.open(Mode::Writing);
    const auto second = store::open(place.where(), Mode::Writing);
    ASSERT_FALSE(second);
    EXPECT_EQ(store::exitCodeOf(second.error()), 75);
    EXPECT_TRUE(store::open(place.where(), Mode::Reading));
    first.reset();
    EXPECT_TRUE(store::open(place.where(), Mode::Writing));
}

TEST(StoreOpen, AFileThatIsNoDatabaseIsRefusedAndLeftAsItIs) {
    Place place{store::Engine::Sqlite, false};
    {
        std::unique_ptr<std::FILE, decltype(&std::fclose)> file{std::fopen(place.where().c_str(), "w"), std::fclose};
        for (int i = 0; i < 1'000; ++i) std::fputs("not a database, but long enough to look at\n", file.get());
    }
    const auto opened = store::open(place.where(), Mode::Writing);
    ASSERT_FALSE(opened);
    EXPECT_EQ(store::exitCodeOf(opened.error()), 78);
    EXPECT_EQ(std::filesystem::file_size(place.where()), 43'000);
}

TEST(StoreOpen, ADatabaseThatIsDamagedIsNoMistakeOfItsOperator) {
    Place place{store::Engine::Sqlite};
    std::filesystem::resize_file(place.where(), 2'048);  // Half a page is left of it.
    const auto opened = store::open(place.where(), Mode::Writing);
    ASSERT_FALSE(opened);
    EXPECT_EQ(store::exitCodeOf(opened.error()), 70) << opened.error().detail;
}

TEST(StoreOpen, AFolderThatIsMissingIsNamed) {
    const auto opened = store::open("/nowhere/at/all/buono.db", Mode::Writing);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().field, "data_directory");
    EXPECT_NE(opened.error().detail.find("/nowhere/at/all"), std::string::npos);
}

TEST(StoreOpen, AServerThatSortsOtherwiseIsRefused) {
    if (!hasPostgres()) GTEST_SKIP() << "PostgreSQL is not installed";
    const auto opened = store::open(createPostgresDatabase("TEMPLATE template0 LC_COLLATE 'C.UTF-8'"), Mode::Writing);
    ASSERT_FALSE(opened);
    EXPECT_EQ(store::exitCodeOf(opened.error()), 78);
    EXPECT_EQ(opened.error().detail, "LC_COLLATE of the database is C.UTF-8 and must be C");
}

TEST(StoreOpen, AServerThatPromisesLessDurabilityIsRefused) {
    if (!hasPostgres()) GTEST_SKIP() << "PostgreSQL is not installed";
    const auto where = createPostgresDatabase();
    const auto opened = store::open(where + "&options=-csynchronous_commit%3Dlocal", Mode::Writing);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().detail, "synchronous_commit of the database is local and must be on");
}

TEST(StoreOpen, AServerThatDoesNotAnswerIsForLater) {
    const auto opened = store::open("postgresql:///none?host=/nowhere", Mode::Writing);
    ASSERT_FALSE(opened);
    EXPECT_EQ(store::exitCodeOf(opened.error()), 75);
}

}  // namespace
}  // namespace buono::test
