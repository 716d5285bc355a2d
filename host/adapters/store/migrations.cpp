#include "adapters/store/migrations.hpp"

#include <algorithm>
#include <map>

#include "adapters/store/database.hpp"

namespace buono::store {
namespace {

constexpr Migration kBuiltIn[] = {
#include "adapters/store/migrations.inc"
};

/// schemas/sql/0019: from here on the head has the newest migration's number.
constexpr int kHeadHasNumber = 19;

using Applied = std::map<std::int64_t, registers::Sha256>;

/// Several hosts may start at once: one at a time looks and applies. SQLite has one writer anyway.
void beginAlone(Connection& connection) {
    connection.begin();
    if (connection.engine() == Engine::Postgres) connection.script("SELECT pg_advisory_xact_lock(4283957165)");
}

bool any(Connection& connection, const char* select_count) {
    bool found = false;
    connection.rows(select_count, [&](const Row& row) { found = row.number(0) != 0; });
    return found;
}

/// Looked for first: CREATE ... IF NOT EXISTS asks for the right to create before it looks.
void makeTable(Connection& connection) {
    const bool there = connection.engine() == Engine::Postgres
                           ? any(connection,
                                 "SELECT COUNT(*) FROM pg_tables WHERE tablename = 'migrations' AND "
                                 "schemaname = current_schema()")
                           : any(connection, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'migrations'");
    if (there) return;
    connection.script(
        "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, "
        "sha256 BYTEA NOT NULL, at_us BIGINT NOT NULL)");
}

Applied applied(Connection& connection) {
    Applied all;
    connection.rows("SELECT number, sha256 FROM migrations",
                    [&](const Row& row) { all.emplace(row.number(0), row.hash(1)); });
    return all;
}

Error refused(const std::string& name, const std::string& why) {
    return {ErrorCode::InvalidValue, "schemas/sql/" + name, why};
}

/// What stands in the database must be the beginning of what is built in.
Status check(const Applied& done, std::span<const Migration> all) {
    for (const auto& [number, sha256] : done) {
        const auto known = std::find_if(all.begin(), all.end(), [n = number](auto& m) { return m.number == n; });
        if (known == all.end())
            return refused(std::to_string(number), "the database is of a newer Buono: start that one");
        if (known->sha256 != sha256)
            return refused(known->name, "was edited after it was applied: restore it and write a new migration");
    }
    return kOk;
}

bool mayChangeSchema(Connection& connection) {
    return connection.engine() == Engine::Sqlite ||
           any(connection, "SELECT COUNT(*) WHERE has_schema_privilege(current_schema(), 'CREATE')");
}

/// Looks again within its own transaction: another host may have been quicker.
void applyOne(Connection& connection, const Migration& migration, registers::Instant now) {
    beginAlone(connection);
    if (applied(connection).contains(migration.number)) return connection.rollback();
    if (migration.number > kHeadHasNumber) connection.run("UPDATE ledger_head SET id = $1", migration.number);
    connection.script(partFor(connection.engine(), migration.sql));
    connection.run("INSERT INTO migrations (number, name, sha256, at_us) VALUES ($1, $2, $3, $4)", migration.number,
                   migration.name, migration.sha256, now);
    connection.commit();
}

}  // namespace

std::span<const Migration> builtInMigrations() { return kBuiltIn; }

int builtInNumber() { return builtInMigrations().back().number; }

std::string partFor(Engine engine, std::string_view sql) {
    constexpr std::string_view kMark = "-- engine: ";
    const std::string_view own = engine == Engine::Sqlite ? "sqlite" : "postgres";
    std::string part;
    for (bool wanted = true; !sql.empty();) {
        const auto line = sql.substr(0, std::min(sql.find('\n'), sql.size() - 1) + 1);
        sql.remove_prefix(line.size());
        if (line.starts_with(kMark)) {
            const auto named = line.substr(kMark.size(), line.find_last_not_of(" \n") + 1 - kMark.size());
            BUONO_CHECK(named == "sqlite" || named == "postgres" || named == "both");
            wanted = named == "both" || named == own;
        } else if (wanted) {
            part += line;
        }
    }
    return part;
}

Status migrate(Connection& connection, std::span<const Migration> all, registers::Instant now) {
    beginAlone(connection);
    makeTable(connection);
    const auto done = applied(connection);
    auto fits = check(done, all);
    const auto missing = std::find_if(all.begin(), all.end(), [&](auto& m) { return !done.contains(m.number); });
    if (fits && missing != all.end() && !mayChangeSchema(connection))
        fits =
            refused(missing->name, "is not applied, and this role may not: run `buono migrate` as the schema's owner");
    if (!fits) {
        connection.rollback();
        return fits;
    }
    connection.commit();
    for (const auto& migration : all) {
        if (!done.contains(migration.number)) applyOne(connection, migration, now);
    }
    return kOk;
}

Status migrate(Connection& connection, registers::Instant now) { return migrate(connection, builtInMigrations(), now); }

int levelOf(Connection& connection) {
    int level = 0;
    connection.rows("SELECT number FROM migrations ORDER BY number DESC LIMIT 1",
                    [&](const Row& row) { level = static_cast<int>(row.number(0)); });
    return level;
}

registers::Instant createdAt(Connection& connection) {
    registers::Instant at;
    connection.rows("SELECT at_us FROM migrations ORDER BY number LIMIT 1",
                    [&](const Row& row) { at = row.instant(0); });
    return at;
}

}  // namespace buono::store
