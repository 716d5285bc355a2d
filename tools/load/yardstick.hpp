// The yardstick beside every rate on SQLite: durable commits a second of one row, by SQLite alone.
#pragma once

#include <string>

namespace load {

/// One connection, WAL, synchronous=FULL, one row of 256 bytes a commit. Prints {"rate":...}; answers the exit code.
int sqliteCommits(const std::string& folder, int seconds);

}  // namespace load
