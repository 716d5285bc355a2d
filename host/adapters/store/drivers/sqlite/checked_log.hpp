// Checked log: no page is read from SQLite's log that is not what was written there.
//
// SQLite looks at the log's checksums at a start only; what it reads later, for an answer or to move it into the file,
// it takes as it is. This VFS checks each page that is read from the log against them. It leaves out what a writing
// connection has not committed yet: there they do not stand. A VFS that stands before another. Any thread.
#pragma once

#include "adapters/store/database.hpp"
#include "adapters/store/drivers/sqlite/vfs.hpp"

namespace buono::store {

sqlite3_vfs* checkingVfs(sqlite3_vfs* below, Mode mode);

/// A writing connection's log has so many committed frames.
void logIsCommitted(sqlite3* database, int frames);

}  // namespace buono::store
