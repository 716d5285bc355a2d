#include "adapters/store/database.hpp"

#include "adapters/store/drivers/postgres/postgres_connection.hpp"
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

int exitCodeOf(const Error& error) {
    if (error.code == codes::kBusy) return 75;
    return error.code == codes::kInternalError ? 70 : 78;
}

}  // namespace buono::store
