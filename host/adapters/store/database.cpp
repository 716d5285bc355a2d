#include "adapters/store/database.hpp"

#include "adapters/store/drivers/postgres/postgres_connection.hpp"
#include "adapters/store/drivers/sqlite/sqlite_connection.hpp"
#include "core/register/codes.hpp"

namespace buono::store {

Result<std::unique_ptr<Connection>> open(const std::string& where, Mode mode) {
    const bool is_url = where.starts_with("postgresql://") || where.starts_with("postgres://");
    return is_url ? openPostgres(where, mode) : openSqlite(where, mode);
}

int exitCodeOf(const Error& error) {
    if (error.code == codes::kBusy) return 75;
    return error.code == codes::kInternalError ? 70 : 78;
}

}  // namespace buono::store
