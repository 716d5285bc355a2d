// Migrations: applied in order, once, and never another text under an old number.
#include "adapters/store/migrations.hpp"

#include "contract/place.hpp"
#include "core/register/codes.hpp"

namespace buono::test {
namespace {

using store::Migration;
using store::Mode;

class StoreMigrations : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        if (IsSkipped()) return;
        place_.emplace(GetParam(), false);
        connection_ = place_->open(Mode::Writing);
    }
    Status apply(std::vector<Migration> all) { return store::migrate(*connection_, all, {77}); }
    std::string numbers() {
        std::string all;
        connection_->rows("SELECT number FROM migrations ORDER BY number",
                          [&](const store::Row& row) { all += std::to_string(row.number(0)) + " "; });
        return all;
    }

    const Migration first_{1, "0001-first.sql", {1}, "CREATE TABLE first (id BIGINT PRIMARY KEY, n BIGINT NOT NULL);"};
    const Migration second_{2, "0002-second.sql", {2}, "INSERT INTO first (id, n) VALUES (1, 5);\n-- the end"};
    std::optional<Place> place_;
    std::unique_ptr<store::Connection> connection_;
};
ON_BOTH_STORES(StoreMigrations);

TEST_P(StoreMigrations, ThoseBuiltInMakeADatabaseAndAgainChangeNothing) {
    ASSERT_TRUE(store::migrate(*connection_, {1}));
    const auto once = numbers();
    EXPECT_EQ(once.substr(0, 6), "1 2 3 ");
    ASSERT_TRUE(store::migrate(*connection_, {2}));
    EXPECT_EQ(numbers(), once);
    connection_->rows("SELECT MAX(at_us) FROM migrations", [](const store::Row& row) { EXPECT_EQ(row.number(0), 1); });
}

TEST_P(StoreMigrations, GoOnWhereTheyStopped) {
    ASSERT_TRUE(apply({first_}));
    ASSERT_TRUE(apply({first_, second_}));
    EXPECT_EQ(numbers(), "1 2 ");
    connection_->rows("SELECT COUNT(*) FROM first", [](const store::Row& row) { EXPECT_EQ(row.number(0), 1); });
}

TEST_P(StoreMigrations, AnEditedOneIsRefusedByNameAndNothingIsDone) {
    ASSERT_TRUE(apply({first_}));
    auto edited = first_;
    edited.sha256[0] = 9;
    const auto refused = apply({edited, second_});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "schemas/sql/0001-first.sql");
    EXPECT_EQ(store::exitCodeOf(refused.error()), 78);
    EXPECT_EQ(numbers(), "1 ");
}

TEST_P(StoreMigrations, ADatabaseOfANewerBuonoIsRefused) {
    ASSERT_TRUE(apply({first_, second_}));
    const auto refused = apply({first_});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.find("newer"), std::string::npos);
    EXPECT_EQ(numbers(), "1 2 ");
}

TEST(StoreMigrationsDeath, OneThatDiesHalfWayLeavesNothingAndIsAppliedWholeLater) {
    const Migration first{1, "0001-first.sql", {1}, "CREATE TABLE first (id BIGINT PRIMARY KEY);"};
    const Migration broken{
        2, "0002-broken.sql", {2}, "CREATE TABLE second (id BIGINT); INSERT INTO nowhere VALUES (1);"};
    const Migration whole{2, "0002-broken.sql", {3}, "CREATE TABLE second (id BIGINT);"};
    Place place{store::Engine::Sqlite, false};
    EXPECT_EXIT((void)store::migrate(*place.open(Mode::Writing), std::vector{first, broken}, {1}),
                testing::ExitedWithCode(70), "nowhere");
    EXPECT_TRUE(store::migrate(*place.open(Mode::Writing), std::vector{first, whole}, {1}));
}

TEST(StoreMigrationsBuiltIn, APartMayBeForOneEngine) {
    const auto* sql = "a\n-- engine: sqlite\nb\n-- engine: postgres\nc\n-- engine: both\n-- d\ne";
    EXPECT_EQ(store::partFor(store::Engine::Sqlite, sql), "a\nb\n-- d\ne");
    EXPECT_EQ(store::partFor(store::Engine::Postgres, sql), "a\nc\n-- d\ne");
    EXPECT_EQ(store::partFor(store::Engine::Sqlite, ""), "");
}

// Only what cannot be written once for both is written twice: the parts for one engine hold triggers and nothing else.
TEST(StoreMigrationsBuiltIn, OnlyTriggersAreWrittenForOneEngine) {
    for (const auto& migration : store::builtInMigrations()) {
        const std::string sql = migration.sql;
        if (sql.find("-- engine: ") == sql.npos) continue;
        const auto left = store::partFor(store::Engine::Sqlite, sql);
        for (std::size_t at = left.find("CREATE "); at != left.npos; at = left.find("CREATE ", at + 1)) {
            const bool is_trigger = left.compare(at, 15, "CREATE TRIGGER ") == 0;
            const auto line = left.substr(at, left.find('\n', at) - at);
            EXPECT_TRUE(is_trigger || store::partFor(store::Engine::Postgres, sql).find(line) != std::string::npos)
                << migration.name << ": " << line;
        }
    }
}

TEST(StoreMigrationsBuiltIn, NumbersAndNamesAgreeAndGrow) {
    int before = 0;
    for (const auto& migration : store::builtInMigrations()) {
        EXPECT_GT(migration.number, before);
        EXPECT_EQ(std::stoi(migration.name), migration.number);
        before = migration.number;
    }
    EXPECT_GE(before, 12);
}

}  // namespace
}  // namespace buono::test
