// Migrations that die: at each of their statements the process is killed, or its session is ended by the server.
// Whoever comes next finds the migration whole or not begun, goes on with it, and misses no row.
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "adapters/store/migrations.hpp"
#include "contract/place.hpp"

namespace buono::test {
namespace {

using store::Connection;
using store::Engine;
using store::Mode;

enum class Death { Killed, Ended };

/// Whether a semicolon here ends the statement: not one within a trigger's body or a function's text.
bool isWhole(const std::string& statement) {
    int quotes = 0;
    for (auto at = statement.find("$$"); at != statement.npos; at = statement.find("$$", at + 2)) ++quotes;
    const auto body = statement.find("CREATE TRIGGER") == statement.npos ? statement.npos : statement.find(" BEGIN ");
    return quotes % 2 == 0 && (body == statement.npos || statement.ends_with("END;"));
}

/// The statements of a script, one by one; comments may hold semicolons.
std::vector<std::string> statementsOf(const std::string& script) {
    std::vector<std::string> all(1);
    bool comment = false;
    for (std::size_t i = 0; i < script.size(); ++i) {
        if (script.compare(i, 2, "--") == 0) comment = true;
        if (script[i] == '\n') comment = false;
        if (!comment) all.back() += script[i];
        if (script[i] == ';' && !comment && isWhole(all.back())) all.emplace_back();
    }
    std::erase_if(all, [](const auto& one) { return one.find_first_not_of(" \n;") == one.npos; });
    return all;
}

/// A connection that dies before statement number `last`. @param careless the control: it opens no transaction.
class Dying final : public Connection {
public:
    Dying(Connection& inner, std::function<void()> die, int last, bool careless)
        : inner_{inner}, die_{std::move(die)}, left_{last}, careless_{careless} {}

    void script(const std::string& sql) override {
        for (const auto& statement : statementsOf(sql)) {
            count();
            inner_.script(statement);
        }
    }
    void begin() override {
        count();
        if (!careless_) inner_.begin();
    }
    void rollback() override {
        count();
        if (!careless_) inner_.rollback();
    }
    void checkpoint(bool all) override { inner_.checkpoint(all); }
    std::int64_t freeBytes() const override { return inner_.freeBytes(); }
    Engine engine() const override { return inner_.engine(); }
    void damaged(const std::string& what) const override { inner_.damaged(what); }

private:
    void ask(const char* sql, std::span<const store::Value> values, const Each& each) override {
        count();
        inner_.query(sql, values, each);
    }
    std::int64_t change(const char* sql, std::span<const store::Value> values) override {
        count();
        return inner_.write(sql, values);
    }
    void commitNow() override {
        count();
        if (!careless_) inner_.commit();
    }
    void count() {
        if (left_-- == 0) die_();
    }

    Connection& inner_;
    std::function<void()> die_;
    int left_;
    bool careless_;
};

std::string textOf(Connection& connection, const char* sql) {
    std::string all;
    connection.rows(sql, [&](const store::Row& row) { all.append(row.text(0)).append("\n"); });
    return all;
}

/// Everything the schema says, in a text.
std::string schemaOf(Connection& connection) {
    if (connection.engine() == Engine::Sqlite)
        return textOf(connection, "SELECT name || ' ' || sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name");
    return textOf(connection,
                  "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable FROM "
                  "information_schema.columns WHERE table_schema = 'public' ORDER BY 1") +
           textOf(connection, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname");
}

/// What people of every level have left: tables of the first migration, which no later one may lose a row of.
void live(Connection& connection, int level) {
    for (int i = 0; i < 40; ++i) {
        const auto key = "level-" + std::to_string(level) + "-" + std::to_string(i);
        connection.begin();
        connection.run(
            "INSERT INTO replies (actor, key, digest, status, body, seq, at_us) VALUES ('person:1', $1, $2, 201, $3, "
            "$4, 1)",
            key, registers::Sha256{}, std::vector<std::uint8_t>(1'000, static_cast<std::uint8_t>(i)), i);
        connection.commit();
    }
}

std::string livesOf(Connection& connection) {
    return textOf(
        connection,
        "SELECT key || ' ' || CAST(seq AS TEXT) || ' ' || CAST(LENGTH(body) AS TEXT) FROM replies ORDER BY key");
}

/// The city of one engine, and what it looks like at every level, from one that nothing happened to.
class StoreUpgrade : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        if (IsSkipped()) return;
        const Place calm{GetParam(), false};
        const auto connection = calm.open(Mode::Writing);
        schemas_.emplace_back();
        for (const auto& migration : all()) {
            ASSERT_TRUE(store::migrate(*connection, upTo(migration.number), {1}));
            schemas_.push_back(schemaOf(*connection));
        }
        place_.emplace(GetParam(), false);
        ASSERT_TRUE(store::migrate(*place_->open(Mode::Writing), {}, {1}));  // The table of migrations itself.
        schemas_[0] = schemaOf(*place_->open(Mode::Writing));
    }

    static std::span<const store::Migration> all() { return store::builtInMigrations(); }
    static std::span<const store::Migration> upTo(int level) { return all().first(static_cast<std::size_t>(level)); }

    /// One process that migrates to `level` and dies before its statement `last`; whether it came to its end.
    bool migrated(int level, int last, Death death, bool careless = false) {
        const auto pid = ::fork();
        if (pid == 0) {
            std::freopen("/dev/null", "w", stderr);  // What a host says that was ended is not news here.
            const auto inner = place_->open(Mode::Writing);
            const auto die = [&] { death == Death::Killed ? static_cast<void>(::raise(SIGKILL)) : endOthers(); };
            Dying connection{*inner, die, last, careless};
            const bool done = store::migrate(connection, upTo(level), {1}).has_value();
            ::_exit(done ? 0 : 1);
        }
        int status = 0;
        ::waitpid(pid, &status, 0);
        const bool died = WIFSIGNALED(status) || WEXITSTATUS(status) == 70;
        EXPECT_TRUE(died || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) << status;
        return !died;
    }
    /// The server ends every session of this database but the one that asks.
    void endOthers() const {
        place_->open(Mode::Writing)
            ->rows(
                "SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = "
                "current_database() AND pid <> pg_backend_pid()",
                [](const store::Row&) {});
    }

    /// What is wrong with the city that a death on the way to `level` has left; "" when it is as before, or whole.
    std::string wrongAfter(int level, const std::string& lives) {
        const auto connection = place_->open(Mode::Writing);
        const auto schema = schemaOf(*connection);
        const auto place = static_cast<std::size_t>(level);
        std::int64_t applied = 0;
        connection->rows("SELECT COUNT(*) FROM migrations", [&](const store::Row& row) { applied = row.number(0); });
        if (schema != schemas_[place] && schema != schemas_[place - 1]) return "the schema is neither of the two";
        if (schema != schemas_[static_cast<std::size_t>(applied)]) return "the schema is not what is said of it";
        if (level > 1 && livesOf(*connection) != lives) return "rows are missing";
        return {};
    }

    std::vector<std::string> schemas_;  ///< By level.
    std::optional<Place> place_;
};
ON_BOTH_STORES(StoreUpgrade);

TEST_P(StoreUpgrade, ThatDiesAtAnyStatementIsWholeOrNotBegunAndGoesOn) {
    int deaths = 0;
    for (const auto& migration : all()) {
        SCOPED_TRACE(migration.name);
        const int level = migration.number;
        const auto lives = level > 1 ? livesOf(*place_->open(Mode::Writing)) : std::string{};
        for (int last = 0, done = 0; done == 0; ++last) {
            SCOPED_TRACE(last);
            done = migrated(level, last, Death::Killed) ? 1 : 0;
            deaths += 1 - done;
            ASSERT_EQ(wrongAfter(level, lives), "");
        }
        live(*place_->open(Mode::Writing), level);
    }
    EXPECT_GT(deaths, 150);
    EXPECT_EQ(schemaOf(*place_->open(Mode::Writing)), schemas_.back());
}

/// Nobody else can end a session with a file.
class PostgresUpgrade : public StoreUpgrade {};
INSTANTIATE_TEST_SUITE_P(Postgres, PostgresUpgrade, ::testing::Values(Engine::Postgres));

TEST_P(PostgresUpgrade, WhoseSessionIsEndedIsWholeOrNotBegunAndGoesOn) {
    for (const auto& migration : all()) {
        SCOPED_TRACE(migration.name);
        const int level = migration.number;
        const auto lives = level > 1 ? livesOf(*place_->open(Mode::Writing)) : std::string{};
        // Every third: the server needs its time to end a session.
        for (int last = level % 3, done = 0; done == 0; last += 3) {
            SCOPED_TRACE(last);
            done = migrated(level, last, Death::Ended) ? 1 : 0;
            ASSERT_EQ(wrongAfter(level, lives), "");
        }
        live(*place_->open(Mode::Writing), level);
    }
}

TEST_P(StoreUpgrade, ControlOneWithoutATransactionIsNoticed) {
    ASSERT_TRUE(store::migrate(*place_->open(Mode::Writing), upTo(7), {1}));
    live(*place_->open(Mode::Writing), 7);
    const auto lives = livesOf(*place_->open(Mode::Writing));
    std::string wrong;
    for (int last = 0; wrong.empty() && !migrated(8, last, Death::Killed, true); ++last) wrong = wrongAfter(8, lives);
    EXPECT_NE(wrong, "");
}

}  // namespace
}  // namespace buono::test
