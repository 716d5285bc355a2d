#include "faults/disk/recording_vfs.hpp"

#include <unistd.h>
#include <cstring>
#include <new>

namespace buono::faults {
namespace {

// One host at a time is recorded.
Recording* g_recording = nullptr;
RecordingVfs::Lie g_lie = RecordingVfs::Lie::None;
sqlite3_vfs* g_real = nullptr;

/// What stands behind the system's own file: its methods, ours, and what this file is.
struct Behind {
    const sqlite3_io_methods* real;
    sqlite3_io_methods ours;
    std::string name;
    bool is_database;
    bool names_its_folder;  ///< The first sync of a log makes its name durable too, as the system's VFS does it.
};

std::size_t realSize() { return (static_cast<std::size_t>(g_real->szOsFile) + 15) / 16 * 16; }

Behind& behind(sqlite3_file* file) {
    return *std::launder(reinterpret_cast<Behind*>(reinterpret_cast<char*>(file) + realSize()));
}

std::string nameOf(const char* path) {
    const auto* slash = std::strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    const auto& b = behind(file);
    const auto answer = b.real->xWrite(file, bytes, count, offset);
    if (answer == SQLITE_OK)
        g_recording->add({Event::Write, b.name, offset,
                          std::string{static_cast<const char*>(bytes), static_cast<std::size_t>(count)}});
    return answer;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const auto& b = behind(file);
    const auto answer = b.real->xTruncate(file, size);
    if (answer == SQLITE_OK) g_recording->add({Event::Truncate, b.name, size, {}});
    return answer;
}

int sync(sqlite3_file* file, int flags) {
    auto& b = behind(file);
    const auto answer = b.real->xSync(file, flags);
    if (answer != SQLITE_OK) return answer;
    if (b.is_database && g_lie == RecordingVfs::Lie::SyncsOfTheDatabase) return answer;
    g_recording->add({Event::Sync, b.name, 0, {}});
    if (std::exchange(b.names_its_folder, false)) g_recording->add({Event::SyncNames, {}, 0, {}});
    return answer;
}

int close(sqlite3_file* file) {
    auto& b = behind(file);
    const auto answer = b.real->xClose(file);
    b.~Behind();
    return answer;
}

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    const bool is_new = path != nullptr && (flags & SQLITE_OPEN_CREATE) != 0 && ::access(path, F_OK) != 0;
    const auto answer = g_real->xOpen(g_real, path, file, flags, flags_out);
    constexpr int kKept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    if (answer != SQLITE_OK || path == nullptr || (flags & kKept) == 0) return answer;
    const bool log = (flags & SQLITE_OPEN_MAIN_DB) == 0 && (flags & SQLITE_OPEN_CREATE) != 0;
    auto* b = new (reinterpret_cast<char*>(file) + realSize())
        Behind{file->pMethods, *file->pMethods, nameOf(path), (flags & SQLITE_OPEN_MAIN_DB) != 0, log};
    b->ours.xWrite = write;
    b->ours.xTruncate = truncate;
    b->ours.xSync = sync;
    b->ours.xClose = close;
    file->pMethods = &b->ours;
    if (is_new) g_recording->add({Event::Create, b->name, 0, {}});
    return answer;
}

int remove(sqlite3_vfs*, const char* path, int sync_folder) {
    const auto answer = g_real->xDelete(g_real, path, sync_folder);
    if (answer != SQLITE_OK) return answer;
    g_recording->add({Event::Delete, nameOf(path), 0, {}});
    if (sync_folder != 0) g_recording->add({Event::SyncNames, {}, 0, {}});
    return answer;
}

}  // namespace

RecordingVfs::RecordingVfs(Recording& recording, Lie lie) : real_{sqlite3_vfs_find(nullptr)}, vfs_{*real_} {
    g_recording = &recording, g_lie = lie, g_real = real_;
    vfs_.pNext = nullptr;
    vfs_.zName = "recording";
    vfs_.szOsFile = static_cast<int>(realSize() + sizeof(Behind));
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    sqlite3_vfs_register(&vfs_, 1);
}

RecordingVfs::~RecordingVfs() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
    g_recording = nullptr;
}

}  // namespace buono::faults
