#include "adapters/store/drivers/sqlite/checked_log.hpp"

#include <bit>
#include <cstdint>
#include <limits>
#include <new>
#include <string>

#include "adapters/store/drivers/sqlite/log_format.hpp"

namespace buono::store {
namespace {

constexpr auto kAll = std::numeric_limits<std::int64_t>::max();

/// What stands in memory behind a file of the VFS behind.
struct Behind {
    const sqlite3_io_methods* real;
    sqlite3_io_methods ours;
    const char* path;
    std::int64_t committed;  ///< Frames: a reader sees no others.
};

std::size_t sizeOf(const sqlite3_vfs& real) { return (static_cast<std::size_t>(real.szOsFile) + 15) / 16 * 16; }

// Found through the methods, which lie in it: the size of what is before it depends on the VFS.
Behind& behind(sqlite3_file* file) {
    auto* ours = const_cast<char*>(reinterpret_cast<const char*>(file->pMethods));
    return *std::launder(reinterpret_cast<Behind*>(ours - offsetof(Behind, ours)));
}

/// The number of the frame whose page is read, from 1 on; 0 where it is something else.
std::int64_t frameOf(int count, sqlite3_int64 offset) {
    constexpr sqlite3_int64 kPageInFirst = kLogHeadBytes + kFrameHeadBytes;
    if (count < 512 || !std::has_single_bit(static_cast<unsigned>(count)) || offset < kPageInFirst) return 0;
    const auto bytes = count + static_cast<sqlite3_int64>(kFrameHeadBytes);
    return (offset - kPageInFirst) % bytes == 0 ? (offset - kPageInFirst) / bytes + 1 : 0;
}

int isWhole(sqlite3_file* file, const Behind& b, std::span<const std::uint8_t> page, sqlite3_int64 offset,
            bool& whole) {
    std::array<std::uint8_t, kFrameHeadBytes> head{};
    std::array<std::uint8_t, sizeof(LogSum)> before{};
    const auto at = offset - static_cast<sqlite3_int64>(kFrameHeadBytes);
    const auto sum_before = at == kLogHeadBytes
                                ? static_cast<sqlite3_int64>(kSumInLogHead)
                                : at - static_cast<sqlite3_int64>(kFrameHeadBytes + page.size() - kSumInFrameHead);
    auto answer = b.real->xRead(file, head.data(), static_cast<int>(head.size()), at);
    if (answer == SQLITE_OK) answer = b.real->xRead(file, before.data(), static_cast<int>(before.size()), sum_before);
    whole = answer == SQLITE_OK && sumOfFrame(logSumAt(before, 0), head, page) == logSumAt(head, kSumInFrameHead);
    return answer;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    const auto& b = behind(file);
    auto answer = b.real->xRead(file, bytes, count, offset);
    const auto frame = frameOf(count, offset);
    if (answer != SQLITE_OK || frame == 0 || frame > b.committed) return answer;
    bool whole = false;
    answer =
        isWhole(file, b, {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(count)}, offset, whole);
    if (answer != SQLITE_OK || whole) return answer;
    return broken(std::string{b.path} + ": frame " + std::to_string(frame) + " (" + std::to_string(count) +
                  " bytes from byte " + std::to_string(offset) +
                  " on) is not what was written: the next start turns a bit back, or says to restore a backup");
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    auto& b = behind(file);
    if (offset == 0 && b.committed != kAll) b.committed = 0;  // It begins anew.
    return b.real->xWrite(file, bytes, count, offset);
}

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out, std::int64_t committed) {
    auto* const real = belowOf(vfs);
    const auto answer = real->xOpen(real, path, file, flags, flags_out);
    if (answer != SQLITE_OK || (flags & SQLITE_OPEN_WAL) == 0) return answer;
    auto* b =
        new (reinterpret_cast<char*>(file) + sizeOf(*real)) Behind{file->pMethods, *file->pMethods, path, committed};
    b->ours.xRead = read;
    b->ours.xWrite = write;
    file->pMethods = &b->ours;
    return answer;
}
int openToRead(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    return open(vfs, path, file, flags, flags_out, kAll);
}
int openToWrite(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    return open(vfs, path, file, flags, flags_out, 0);
}

}  // namespace

sqlite3_vfs* checkingVfs(sqlite3_vfs* below, Mode mode) {
    const auto more = sizeOf(*below) - static_cast<std::size_t>(below->szOsFile) + sizeof(Behind);
    return vfsOver(below, "buono-check", more, mode == Mode::Writing ? openToWrite : openToRead);
}

void logIsCommitted(sqlite3* database, int frames) {
    sqlite3_file* log = nullptr;
    if (sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log != nullptr &&
        log->pMethods != nullptr && log->pMethods->xRead == read)
        behind(log).committed = frames;
}

}  // namespace buono::store
