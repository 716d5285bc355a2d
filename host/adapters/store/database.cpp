#include "adapters/store/database.hpp"

#include "adapters/store/drivers/postgres/postgres_connection.hpp"
#include "adapters/store/drivers/sqlite/file_lock.hpp"
#include "adapters/store/drivers/sqlite/sqlite_connection.hpp"
#include "core/register/codes.hpp"

namespace buono::store {

namespace {

bool isUrl(const std::string& where) { return where.starts_with("postgresql://") || where.starts_with("postgres://"); }

}  // namespace

Result<std::string> locate(const std::string& where) { return isUrl(where) ? locatePostgres(where) : where; }

Result<std::unique_ptr<Connection>> open(const std::string& where, Mode mode, int replicas) {
    if (isUrl(where)) return openPostgres(where, mode, replicas);
    if (replicas > 0) return Error{ErrorCode::InvalidValue, "store.replicas", "only PostgreSQL has standbys: write 0"};
    return openSqlite(where, mode);
}

Status copy(Connection& reading, const std::string& to, const AfterPages& after_pages) {
    return copySqlite(reading, to, after_pages);
}

Status checkIntegrity(Connection& connection) {
    std::string wrong;
    connection.rows("PRAGMA integrity_check(10)", [&](const Row& row) {
        if (row.text(0) != "ok") wrong.append(wrong.empty() ? "" : "; ").append(row.text(0));
    });
    return wrong.empty() ? kOk : Status{Error{codes::kInternalError, "database", wrong}};
}

Result<std::shared_ptr<void>> keepAway(const std::string& file) {
    auto lock = FileLock::take(file + ".lock");
    if (!lock) return lock.error();
    return std::shared_ptr<void>{std::make_shared<FileLock>(*std::move(lock))};
}

int exitCodeOf(const Error& error) {
    if (error.code == codes::kBusy) return 75;
    return error.code == codes::kInternalError ? 70 : 78;
}

}  // namespace buono::store
