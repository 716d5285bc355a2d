// PostgreSQL 15 behind Connection, through libpqxx 6.4: the only file that sees it.
//
// The server must keep what it promises (promises.hpp), asked at every start of a session that writes, and at every
// transaction that it still waits for its standbys; a COMMIT it warns of counts as failed. Of several servers in the
// URL only one may accept writes. A writing session that goes silent within its transaction loses it after 15 seconds,
// so that a paused host does not hold the turn; when it wakes, its commit fails and it ends. What broke between two
// transactions, or was only read from, is opened again.
#pragma once

#include <memory>
#include <string>

#include <buono/result.hpp>

#include "adapters/store/database.hpp"

namespace buono::store {

/// As store::locate() and store::open().
Result<std::string> locatePostgres(const std::string& url);
Result<std::unique_ptr<Connection>> openPostgres(const std::string& url, Mode mode, int replicas);

}  // namespace buono::store
