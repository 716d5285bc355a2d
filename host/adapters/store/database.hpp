// Database: opens connections and brings the schema up to date. The only file that knows there are two engines.
//
// "postgresql://..." is PostgreSQL, anything else the path of a SQLite file. A writing connection of SQLite holds the
// file's lock until it is closed: a second one is refused. Migrations are embedded at build time: nothing is read from
// the disk for them. Refusals name the remedy; exitCodeOf() is what the process ends with.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <buono/result.hpp>

#include "adapters/store/connection.hpp"

namespace buono::store {

enum class Mode : std::uint8_t {
    Writing,  ///< The one that changes things; a failed statement ends the process with exit code 70.
    Reading,  ///< Cannot write; a failed statement throws StoreDown.
};

/// What to open the database with from now on: of several servers that a URL names, the one that has the city comes
/// first. Refused (codes::kBusy) when none of them accepts writes, or more than one does.
Result<std::string> locate(const std::string& where);

/// Refused: in use by another process or not reachable (codes::kBusy), not usable as it is (InvalidValue), damaged or
/// on a disk that fails (codes::kInternalError).
/// @param replicas  how many standbys must have a change before it is answered: PostgreSQL only.
Result<std::unique_ptr<Connection>> open(const std::string& where, Mode mode, int replicas = 0);

/// Applies what is missing, each file in a transaction of its own; again is a no-op. Refused, and nothing done, when a
/// migration was edited after it was applied or the database is of a newer Buono. On a writing connection.
Status migrate(Connection& connection, registers::Instant now);

/// Keeps the mark of the city's master key at the first start, and refuses another key at every later one: with it
/// nobody would be found, everybody made a second time, and nothing sealed here opened. On a writing connection.
Status keepToKey(Connection& connection, const registers::Sha256& mark);

/// When this database was made: the instant of its first migration.
registers::Instant createdAt(Connection& connection);

/// The number of the last migration applied.
int levelOf(Connection& connection);

/// After some pages: how many bytes are copied, of how many. A refusal ends the copying and is its answer.
using AfterPages = std::function<Status(std::int64_t done, std::int64_t all)>;

/// Copies the whole database, as the open transaction of a reading connection sees it, into a file that is not there
/// yet, while the host goes on writing: SQLite only. The log cannot begin anew meanwhile: it grows by what is written.
/// A copy that was refused is not whole.
Status copy(Connection& reading, const std::string& to, const AfterPages& after_pages);

/// Reads every page and index of the database; the refusal (codes::kInternalError) says what is wrong. SQLite only.
Status checkIntegrity(Connection& connection);

/// Keeps every host away from this SQLite file, whether it is there or not, until what it answers is destroyed. Refused
/// (codes::kBusy) while one has it.
Result<std::shared_ptr<void>> keepAway(const std::string& file);

/// 75 come again later, 78 configuration, 70 damage.
int exitCodeOf(const Error& error);

}  // namespace buono::store
