// RecordingVfs: while it lives, every file that SQLite opens in this process is recorded. Nothing else changes: the
// files are real ones, and shared memory, locks and reads are left to the system's own VFS.
//
// It becomes the default VFS, so that the store runs on it as it is. Make it before the first connection is opened and
// keep it until the last is closed.
#pragma once

#include <sqlite3.h>

#include "faults/disk/recording.hpp"

namespace buono::faults {

class RecordingVfs {
public:
    /// What this disk does not do although it says so: a control.
    enum class Lie : std::uint8_t { None, SyncsOfTheDatabase };

    explicit RecordingVfs(Recording& recording, Lie lie = Lie::None);
    ~RecordingVfs();
    RecordingVfs(const RecordingVfs&) = delete;
    RecordingVfs& operator=(const RecordingVfs&) = delete;

private:
    sqlite3_vfs* const real_;
    sqlite3_vfs vfs_;
};

}  // namespace buono::faults
