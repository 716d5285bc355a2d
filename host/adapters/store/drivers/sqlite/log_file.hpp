// LogFile: SQLite's log of the writing connection, written in few large pieces.
//
// SQLite writes its log in two system calls a page; a commit has some forty pages, one behind the other. This VFS keeps
// them together and hands them to the one below when they are to be synced, read, or looked at in any other way: what
// stands in the file after a sync is the same, byte for byte. Everything else goes straight to the VFS below. It rests
// on synchronous=FULL: readers are told of a commit after its sync. One writing connection at a time.
#pragma once

#include "adapters/store/drivers/sqlite/vfs.hpp"

namespace buono::store {

/// To open a writing connection with.
sqlite3_vfs* logVfs(sqlite3_vfs* below);

}  // namespace buono::store
