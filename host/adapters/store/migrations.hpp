// Migrations: the schema's history as it was built in: schemas/sql/NNNN-reason.sql, in order, each with its checksum.
// A file that was once applied anywhere is never edited: what must change is a new file. One text for both engines, but
// for triggers: from a line "-- engine: sqlite" or "-- engine: postgres" on it is for that one, until "-- engine:
// both".
#pragma once

#include <span>

#include <buono/result.hpp>

#include "adapters/store/connection.hpp"

namespace buono::store {

struct Migration {
    int number = 0;
    const char* name = "";
    registers::Sha256 sha256{};
    const char* sql = "";
};

std::span<const Migration> builtInMigrations();
/// The newest one's: what the database has to be at for this host.
int builtInNumber();

/// What of a migration's text is for this engine.
std::string partFor(Engine engine, std::string_view sql);

/// Applies those of `all` that are missing. What migrate() does with the built-in ones. Where nothing is missing
/// nothing is written, so a role that may not change the schema can start a host.
Status migrate(Connection& connection, std::span<const Migration> all, registers::Instant now);

}  // namespace buono::store
