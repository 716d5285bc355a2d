// Sealed pages: every page of the database file carries a checksum, and none is read that is not what was written.
//
// SQLite keeps checksums in its log only; a bit that turns in the file is a figure that changes and nobody says so.
// The last 8 bytes of each page (reserved in the file's header, so that SQLite leaves them to us) are its seal. 8 zero
// bytes are a page that another program has moved from the log into the file, or copied: it is believed, unless there
// is nothing else in it. In the log, and in memory, the seal is zero.
//
// A file whose header reserves nothing was made by an earlier release: it is read and written as it is, and
// `earlier_pages` makes a sealed one of it. It is a VFS that stands before another. Any thread.
#pragma once

#include "adapters/store/drivers/sqlite/vfs.hpp"

namespace buono::store {

/// To open any connection with.
sqlite3_vfs* sealingVfs(sqlite3_vfs* below);

/// A file that is made through this connection, whether its own or one that it copies itself into, gets seals.
void sealWhatIsMade(sqlite3* database);
/// Whether a file that was opened through sealingVfs() has seals, or will have.
bool isSealed(sqlite3* database);

}  // namespace buono::store
