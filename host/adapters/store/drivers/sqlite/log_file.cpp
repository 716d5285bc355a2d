#include "adapters/store/drivers/sqlite/log_file.hpp"

#include <cstring>
#include <new>
#include <string>

namespace buono::store {
namespace {

constexpr std::size_t kKeptMax = 120U << 10U;  // SQLite's own VFS for Unix writes less than 128 KiB at a time.

/// Stands before the file of the VFS below, in memory that SQLite gives.
struct LogFile {
    sqlite3_file base{};
    sqlite3_file* below = nullptr;
    sqlite3_int64 from = 0;  ///< Where `kept` belongs.
    std::string kept;

    int flush() {
        if (kept.empty()) return SQLITE_OK;
        const auto answer = below->pMethods->xWrite(below, kept.data(), static_cast<int>(kept.size()), from);
        kept.clear();
        return answer;
    }
};

LogFile& of(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }

/// Calls the file below once nothing is kept any more.
template <class Call>
int after(sqlite3_file* file, const Call& call) {
    auto& log = of(file);
    const auto written = log.flush();
    const auto answer = call(log.below);
    return written != SQLITE_OK ? written : answer;
}

int closeLog(sqlite3_file* file) {
    const auto answer = after(file, [](sqlite3_file* below) { return below->pMethods->xClose(below); });
    of(file).~LogFile();
    return answer;
}
int readLog(sqlite3_file* file, void* to, int bytes, sqlite3_int64 from) {
    return after(file, [&](sqlite3_file* below) { return below->pMethods->xRead(below, to, bytes, from); });
}
int writeLog(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    auto& log = of(file);
    const bool follows = at == log.from + static_cast<sqlite3_int64>(log.kept.size());
    if (!log.kept.empty() && (!follows || log.kept.size() + static_cast<std::size_t>(count) > kKeptMax)) {
        if (const auto written = log.flush(); written != SQLITE_OK) return written;
    }
    if (log.kept.empty()) log.from = at;
    log.kept.append(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
    return SQLITE_OK;
}
int truncateLog(sqlite3_file* file, sqlite3_int64 size) {
    return after(file, [&](sqlite3_file* below) { return below->pMethods->xTruncate(below, size); });
}
int syncLog(sqlite3_file* file, int flags) {
    auto& log = of(file);
    if (const auto written = log.flush(); written != SQLITE_OK) return written;  // Not synced, then.
    return log.below->pMethods->xSync(log.below, flags);
}
int sizeOfLog(sqlite3_file* file, sqlite3_int64* size) {
    return after(file, [&](sqlite3_file* below) { return below->pMethods->xFileSize(below, size); });
}
int lockLog(sqlite3_file* file, int lock) { return of(file).below->pMethods->xLock(of(file).below, lock); }
int unlockLog(sqlite3_file* file, int lock) { return of(file).below->pMethods->xUnlock(of(file).below, lock); }
int isReserved(sqlite3_file* file, int* out) {
    return of(file).below->pMethods->xCheckReservedLock(of(file).below, out);
}
int controlLog(sqlite3_file* file, int what, void* with) {
    return after(file, [&](sqlite3_file* below) { return below->pMethods->xFileControl(below, what, with); });
}
int sectorOfLog(sqlite3_file* file) { return of(file).below->pMethods->xSectorSize(of(file).below); }
int traitsOfLog(sqlite3_file* file) { return of(file).below->pMethods->xDeviceCharacteristics(of(file).below); }

constexpr sqlite3_io_methods kMethods{1,       closeLog,  readLog,    writeLog,   truncateLog, syncLog,     sizeOfLog,
                                      lockLog, unlockLog, isReserved, controlLog, sectorOfLog, traitsOfLog, nullptr,
                                      nullptr, nullptr,   nullptr,    nullptr,    nullptr};

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* const below = belowOf(vfs);
    if ((flags & SQLITE_OPEN_WAL) == 0) return below->xOpen(below, name, file, flags, out);
    auto* const log = new (file) LogFile{};
    log->below = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(LogFile));
    const auto opened = below->xOpen(below, name, log->below, flags, out);
    if (opened == SQLITE_OK) {
        log->base.pMethods = &kMethods;
    } else {
        if (log->below->pMethods != nullptr) log->below->pMethods->xClose(log->below);
        log->~LogFile();
        std::memset(static_cast<void*>(file), 0, sizeof(sqlite3_file));  // There is nothing to close.
    }
    return opened;
}

}  // namespace

sqlite3_vfs* logVfs(sqlite3_vfs* below) { return vfsOver(below, "buono-log", sizeof(LogFile), openFile); }

}  // namespace buono::store
