// Page copy: the pages of a database, as a connection's open transaction sees them, written to a new file.
//
// SQLite's backup interface, in steps: the transaction holds the moment, so that nothing begins anew however much
// others write meanwhile. What is written is synced as it goes: a disk is not given a gigabyte at once while commits
// wait for it. The copy is durable when this returns; its name is the caller's to make so. The connection's thread.
#pragma once

#include <sqlite3.h>

#include <string>

#include "adapters/store/database.hpp"

namespace buono::store {

/// @param vfs  the copy is written through.
Status copyPages(sqlite3* from, const std::string& to, const char* vfs, const AfterPages& after_pages);

}  // namespace buono::store
