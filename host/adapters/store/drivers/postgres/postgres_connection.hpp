// PostgreSQL 15 behind Connection, through libpqxx 6.4: the only file that sees it.
//
// The server must keep what it promises: UTF-8, C collation, fsync, full_page_writes and synchronous_commit are checked
// at start and refused otherwise. A writing session that goes silent within its transaction loses it after 15 seconds,
// so that a paused host does not hold the turn; when it wakes, its commit fails and it ends. A reading connection that
// broke is opened again by the next statement.
#pragma once

#include <memory>
#include <string>

#include <buono/result.hpp>

#include "adapters/store/database.hpp"

namespace buono::store {

Result<std::unique_ptr<Connection>> openPostgres(const std::string& url, Mode mode);

}  // namespace buono::store
