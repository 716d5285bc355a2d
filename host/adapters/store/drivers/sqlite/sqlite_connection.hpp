// SQLite behind Connection: Debian's 3.40 through its C API. One file on a local disk.
//
// A writing connection holds the lock file, commits with synchronous=FULL into the write-ahead log, and alone moves
// the log into the file. Reading connections are query_only.
#pragma once

#include <memory>
#include <string>

#include <buono/result.hpp>

#include "adapters/store/database.hpp"

namespace buono::store {

Result<std::unique_ptr<Connection>> openSqlite(const std::string& file, Mode mode);

/// As store::copy(). @param reading  one that openSqlite() gave, in a transaction.
Status copySqlite(Connection& reading, const std::string& to, const AfterPages& after_pages);

}  // namespace buono::store
