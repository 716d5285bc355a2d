#include "adapters/store/drivers/sqlite/page_copy.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <memory>

#include "adapters/store/drivers/failure.hpp"

namespace buono::store {
namespace {

constexpr int kPagesAStep = 64;  // 256 KiB: short enough to be paced evenly.
constexpr std::int64_t kBytesASync = 8 << 20;

// Nobody else opens the copy before it is whole, and a half one is thrown away: no log, no locks, no syncs of SQLite's.
constexpr const char* kPragmas =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA mmap_size=0;"
    "PRAGMA cache_size=-2048";

Error failedAt(const std::string& file, const std::string& why) {
    return {codeOfFile(errno), file, "the copy cannot be written: " + why};
}

class File {
public:
    explicit File(const std::string& name)
        : number_{::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)} {}
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool isOpen() const { return number_ >= 0; }
    bool sync() const { return ::fsync(number_) == 0; }

private:
    int number_;
};

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

/// The steps of one copy; finished when destroyed.
class Steps {
public:
    Steps(sqlite3* from, sqlite3* to) : backup_{sqlite3_backup_init(to, "main", from, "main")} {}
    ~Steps() { sqlite3_backup_finish(backup_); }
    Steps(const Steps&) = delete;
    Steps& operator=(const Steps&) = delete;

    bool begun() const { return backup_ != nullptr; }
    int next() { return sqlite3_backup_step(backup_, kPagesAStep); }
    int pages() const { return sqlite3_backup_pagecount(backup_); }
    int pagesDone() const { return pages() - sqlite3_backup_remaining(backup_); }

private:
    sqlite3_backup* backup_;
};

Status copyAll(sqlite3* from, sqlite3* to, const File& file, const std::string& name, const AfterPages& after_pages) {
    Steps steps{from, to};
    if (!steps.begun()) return failedAt(name, sqlite3_errmsg(to));
    int page_bytes = 0;
    sqlite3_exec(
        from, "PRAGMA page_size",
        [](void* bytes, int, char** values, char**) { return *static_cast<int*>(bytes) = std::atoi(values[0]), 0; },
        &page_bytes, nullptr);
    std::int64_t synced = 0;
    for (;;) {
        const auto answer = steps.next();
        if (answer == SQLITE_DONE) return kOk;
        if (answer != SQLITE_OK) return failedAt(name, sqlite3_errstr(answer));
        const auto done = std::int64_t{steps.pagesDone()} * page_bytes;
        if (done - synced >= kBytesASync) {
            if (!file.sync()) return failedAt(name, std::strerror(errno));
            synced = done;
        }
        if (auto goes_on = after_pages(done, std::int64_t{steps.pages()} * page_bytes); !goes_on) return goes_on;
    }
}

}  // namespace

Status copyPages(sqlite3* from, const std::string& to, const char* vfs, const AfterPages& after_pages) {
    const File file{to};
    if (!file.isOpen()) return failedAt(to, std::strerror(errno));
    sqlite3* opened = nullptr;
    const auto answer = sqlite3_open_v2(to.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, vfs);
    Handle copy{opened};
    if (answer != SQLITE_OK || sqlite3_exec(opened, kPragmas, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failedAt(to, sqlite3_errmsg(opened));
    if (auto done = copyAll(from, opened, file, to, after_pages); !done) return done;
    copy.reset();
    return file.sync() ? kOk : Status{failedAt(to, std::strerror(errno))};
}

}  // namespace buono::store
