#include "adapters/store/drivers/sqlite/sealed_pages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

#include <buono/check.hpp>

#include "adapters/store/drivers/sqlite/seal.hpp"

namespace buono::store {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kPageMax = 65'536, kHeadBytes = 100;
// Offsets of the header: https://www.sqlite.org/fileformat2.html#the_database_header
constexpr std::string_view kMagic = "SQLite format 3\0"sv;
constexpr std::size_t kPageSizeAt = 16, kReservedAt = 20, kCellsAt = kHeadBytes + 3;
constexpr char kReserved = kSealBytes;

/// What stands in memory behind a file of the VFS behind.
struct Behind {
    const sqlite3_io_methods* real;
    sqlite3_io_methods ours;
    const char* path;
    bool sealed;
};

std::size_t sizeOf(const sqlite3_vfs& real) { return (static_cast<std::size_t>(real.szOsFile) + 15) / 16 * 16; }

// Found through the methods, which lie in it: the size of what is before it depends on the VFS.
const Behind& behind(const sqlite3_file* file) {
    const auto* ours = reinterpret_cast<const char*>(file->pMethods);
    return *std::launder(reinterpret_cast<const Behind*>(ours - offsetof(Behind, ours)));
}

/// Whole pages only: SQLite also reads single fields of the header.
bool isPage(int count, sqlite3_int64 offset) {
    return count >= 512 && std::has_single_bit(static_cast<unsigned>(count)) && offset % count == 0;
}
bool isZero(const char* from, const char* to) {
    return std::all_of(from, to, [](char byte) { return byte == 0; });
}
std::uint64_t keptIn(const char* page, std::size_t size) {
    std::uint64_t seal;
    std::memcpy(&seal, page + size - kSealBytes, sizeof seal);
    return seal;
}
bool isWhole(const char* page, std::size_t size, std::uint64_t number) {
    const auto seal = keptIn(page, size);
    return seal == 0 ? !isZero(page, page + size) : seal == sealOf(page, size, number);
}

/// A first page that says that it is no database, and is not one of ours in which just that has changed.
bool isAnothers(const char* page, std::size_t size, std::uint64_t number) {
    if (number != 1 || std::memcmp(page, kMagic.data(), kMagic.size()) == 0) return false;
    std::vector<char> ours(page, page + size);
    std::copy(kMagic.begin(), kMagic.end(), ours.begin());
    return !isWhole(ours.data(), size, number);
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    const auto& [real, ours, path, sealed] = behind(file);
    const auto answer = real->xRead(file, bytes, count, offset);
    if (answer != SQLITE_OK || !sealed || !isPage(count, offset)) return answer;
    auto* const page = static_cast<char*>(bytes);
    const auto size = static_cast<std::size_t>(count);
    const auto number = static_cast<std::uint64_t>(offset / count + 1);
    if (!isWhole(page, size, number)) {
        if (isAnothers(page, size, number)) return SQLITE_OK;  // SQLite says so.
        return broken(std::string{path} + ": page " + std::to_string(number) + " (" + std::to_string(count) +
                      " bytes from byte " + std::to_string(offset) + " on) is not what was written: restore a backup");
    }
    std::memset(page + count - kSealBytes, 0, kSealBytes);
    return SQLITE_OK;
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    const auto& [real, ours, path, sealed] = behind(file);
    if (!sealed || !isPage(count, offset)) return real->xWrite(file, bytes, count, offset);
    const auto size = static_cast<std::size_t>(count);
    thread_local std::array<char, kPageMax> page;
    std::memcpy(page.data(), bytes, size);
    if (offset == 0 && page[kReservedAt] != kReserved)  // The seals would replace bytes of its own.
        return broken(std::string{path} + ": a database without room for seals cannot be written over one with them");
    const auto seal = sealOf(page.data(), size, static_cast<std::uint64_t>(offset / count + 1));
    std::memcpy(page.data() + size - kSealBytes, &seal, kSealBytes);
    return real->xWrite(file, page.data(), count, offset);
}

/// Of an earlier release, by its first page: nothing is reserved, and it is not one with a seal, or with room for it,
/// in which just that bit has turned.
bool isEarlier(std::vector<char>& page) {
    if (page[kReservedAt] != 0) return false;
    if (keptIn(page.data(), page.size()) == 0) return page[kCellsAt] == 0 && page[kCellsAt + 1] == 0;  // Just begun.
    page[kReservedAt] = kReserved;
    return !isWhole(page.data(), page.size(), 1);
}

std::size_t pageSizeIn(const std::array<unsigned char, kHeadBytes>& head) {
    if (std::memcmp(head.data(), kMagic.data(), kMagic.size()) != 0) return 0;
    const auto size = static_cast<std::size_t>(head[kPageSizeAt] << 8 | head[kPageSizeAt + 1]);
    return size == 1 ? kPageMax : size;
}

/// @param sealed  false when it is a database of an earlier release.
int look(sqlite3_file* file, bool& sealed) {
    const auto readFrom = [&](auto& to) {
        return file->pMethods->xRead(file, to.data(), static_cast<int>(to.size()), 0);
    };
    std::array<unsigned char, kHeadBytes> head{};
    auto answer = readFrom(head);
    std::vector<char> page(answer == SQLITE_OK ? pageSizeIn(head) : 0);
    if (isPage(static_cast<int>(page.size()), 0)) {
        answer = readFrom(page);
        sealed = answer != SQLITE_OK || !isEarlier(page);
    }
    return answer == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : answer;  // There is no first page yet.
}

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    auto* const real = belowOf(vfs);
    auto answer = real->xOpen(real, path, file, flags, flags_out);
    if (answer != SQLITE_OK || (flags & SQLITE_OPEN_MAIN_DB) == 0) return answer;
    bool sealed = true;
    if (answer = look(file, sealed); answer != SQLITE_OK) return answer;  // SQLite closes it.
    auto* b = new (reinterpret_cast<char*>(file) + sizeOf(*real)) Behind{file->pMethods, *file->pMethods, path, sealed};
    b->ours.iVersion = std::min(b->ours.iVersion, 2);  // Pages mapped into memory would not be read through us.
    b->ours.xRead = read;
    b->ours.xWrite = write;
    file->pMethods = &b->ours;
    return answer;
}

}  // namespace

sqlite3_vfs* sealingVfs(sqlite3_vfs* below) {
    // What is behind begins at a round place.
    return vfsOver(below, "buono-seal", sizeOf(*below) - static_cast<std::size_t>(below->szOsFile) + sizeof(Behind),
                   open);
}

void sealWhatIsMade(sqlite3* database) {
    int bytes = kSealBytes;
    sqlite3_file_control(database, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}

bool isSealed(sqlite3* database) {
    sqlite3_file* file = nullptr;
    BUONO_CHECK(sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK);
    return behind(file).sealed;
}

}  // namespace buono::store
