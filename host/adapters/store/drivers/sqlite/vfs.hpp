// Vfs: one of ours that stands before another of SQLite's and opens files its own way; all else is the other's.
//
// Made once for each that it stands before, and never unmade: open files refer to it. Any thread.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <string>

namespace buono::store {

using OpenFile = int (*)(sqlite3_vfs*, const char*, sqlite3_file*, int, int*);

/// @param more  bytes that a file of ours needs beside one of the other's.
/// @param open  is given ours; belowOf() says which it stands before.
sqlite3_vfs* vfsOver(sqlite3_vfs* below, const char* name, std::size_t more, OpenFile open);
sqlite3_vfs* belowOf(sqlite3_vfs* ours);

/// For a file of ours in which something is not what was written: keeps the words for who asks this thread, and answers
/// what SQLite is told.
int broken(std::string what);
/// The last words, told once; empty where there are none.
std::string takeBroken();

}  // namespace buono::store
