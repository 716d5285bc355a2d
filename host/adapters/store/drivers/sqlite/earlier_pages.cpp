#include "adapters/store/drivers/sqlite/earlier_pages.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <vector>

#include "adapters/store/drivers/failure.hpp"
#include "adapters/store/drivers/sqlite/sealed_pages.hpp"

namespace buono::store {
namespace {

namespace files = std::filesystem;

constexpr int kStepsBetweenLooks = 200'000;  // Of SQLite's machine: a few looks a second.
constexpr std::int64_t kMegabyte = 1'000'000;
constexpr int kPatienceMs = 2'000;  // For who only looks; a start comes again.

Error failedAt(const std::string& file) {
    return {codeOfFile(errno), "data_directory", file + ": " + std::strerror(errno)};
}

/// What was written under that name is durable, or what names a folder has.
Status synced(const std::string& name) {
    const int opened = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return failedAt(name);
    auto done = ::fsync(opened) == 0 ? kOk : Status{failedAt(name)};
    ::close(opened);
    return done;
}

/// Empty, with the mode and the owner of another.
Status makeLike(const std::string& other, const std::string& file) {
    struct stat about {};
    if (::stat(other.c_str(), &about) != 0) return failedAt(other);
    const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) return failedAt(file);
    const bool owned =
        (about.st_uid == ::geteuid() && about.st_gid == ::getegid()) || ::fchown(made, about.st_uid, about.st_gid) == 0;
    auto done = owned && ::fchmod(made, about.st_mode & 0777U) == 0 ? kOk : Status{failedAt(file)};
    ::close(made);
    return done;
}

/// One of the two databases, through the VFS that seals.
class Database {
public:
    explicit Database(std::string file) : file_{std::move(file)} {
        answer_ = sqlite3_open_v2(file_.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                  sealingVfs(sqlite3_vfs_find(nullptr))->zName);
        sqlite3_busy_timeout(handle_, kPatienceMs);
    }
    ~Database() { sqlite3_close(handle_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    bool isOpen() const { return answer_ == SQLITE_OK; }
    sqlite3* get() const { return handle_; }

    /// @param each  is given the first column of every row.
    Status ask(const std::string& sql, const std::function<void(std::string)>& each, const std::string& value = {}) {
        sqlite3_stmt* statement = nullptr;
        answer_ = sqlite3_prepare_v3(handle_, sql.c_str(), -1, 0, &statement, nullptr);
        if (answer_ == SQLITE_OK && !value.empty())
            sqlite3_bind_text(statement, 1, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
        while (answer_ == SQLITE_OK || answer_ == SQLITE_ROW) {
            answer_ = sqlite3_step(statement);
            const auto* text = answer_ == SQLITE_ROW ? sqlite3_column_text(statement, 0) : nullptr;
            if (text != nullptr) each(reinterpret_cast<const char*>(text));
        }
        sqlite3_finalize(statement);
        return answer_ == SQLITE_DONE ? kOk : Status{failed()};
    }
    /// What is in it: each table, index and trigger, and how many rows each table has.
    Result<std::vector<std::string>> content() {
        std::vector<std::string> all, tables;
        const auto into = [](std::vector<std::string>& to) {
            return [&to](std::string text) { to.push_back(std::move(text)); };
        };
        auto asked = ask("SELECT name || ' ' || sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name", into(all));
        if (asked) asked = ask("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", into(tables));
        for (const auto& table : tables)
            if (asked) asked = ask("SELECT '" + table + " ' || COUNT(*) FROM \"" + table + '"', into(all));
        return asked ? Result<std::vector<std::string>>{std::move(all)} : asked.error();
    }
    Error failed() const {
        const auto what = takeBroken();
        const auto why = what.empty() ? file_ + ": " + sqlite3_errmsg(handle_) : what;
        switch (answer_ & 0xff) {
            case SQLITE_BUSY:
            case SQLITE_LOCKED:
                return {codes::kBusy, "data_directory", file_ + " is to be sealed, but another program has it open"};
            case SQLITE_CANTOPEN:
            case SQLITE_PERM:
            case SQLITE_READONLY:
                return {isOurs() ? codes::kInternalError : ErrorCode::InvalidValue, "data_directory", why};
            case SQLITE_NOTADB: return {ErrorCode::InvalidValue, "data_directory", why};
            case SQLITE_CORRUPT:
                return {codes::kInternalError, "data_directory", why + ", and it was left as it is: restore a backup"};
            case SQLITE_FULL:  // SQLite says this too where the highest number of a table's rows is damaged.
                return {codes::kInternalError, "data_directory",
                        why + ", and it was left as it is: free space, or restore a backup where there is some"};
            default: return {codes::kInternalError, "data_directory", why};
        }
    }

private:
    /// Then what refuses is the disk.
    bool isOurs() const {
        return ::access(file_.c_str(), R_OK | W_OK) == 0 &&
               ::access(files::path{file_}.parent_path().c_str(), W_OK | X_OK) == 0;
    }

    std::string file_;
    sqlite3* handle_ = nullptr;
    int answer_ = SQLITE_OK;
};

class Sealing {
public:
    Sealing(const std::string& file, Database& earlier) : file_{file}, earlier_{earlier} {}

    Status run() {
        if (auto alone = takeWhole(); !alone) return alone;
        if (auto room = hasRoom(); !room) return room;
        std::fprintf(stderr, "buono: %s was made by a release that did not seal pages: sealing it, once (%lld MB)\n",
                     file_.c_str(), static_cast<long long>(size_ / kMegabyte));
        auto done = copy();
        if (done) done = prove();
        if (done) return exchange();
        ::unlink(copy_.c_str());
        return done;
    }

private:
    /// All of it in one file that nobody else looks at: a log beside it would be taken for the sealed one's.
    Status takeWhole() {
        std::string mode;
        const auto last = [&mode](std::string text) { mode = std::move(text); };
        for (const auto* sql :
             {"PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "END", "PRAGMA journal_mode = DELETE"})
            if (auto done = earlier_.ask(sql, last); !done) return done;
        if (mode == "delete" && !files::exists(file_ + "-wal")) return kOk;
        return Error{codes::kBusy, "data_directory", file_ + " is to be sealed, but another program has it open"};
    }
    Status hasRoom() {
        struct statvfs space {};
        struct stat about {};
        if (::statvfs(file_.c_str(), &space) != 0 || ::stat(file_.c_str(), &about) != 0) return failedAt(file_);
        size_ = about.st_size;
        const auto needed = size_ + size_ / 50 + kMegabyte;
        const auto free = static_cast<std::int64_t>(space.f_bavail) * static_cast<std::int64_t>(space.f_frsize);
        if (free >= needed) return kOk;
        return Error{ErrorCode::InvalidValue, "data_directory",
                     "sealing " + file_ + " needs " + std::to_string(needed / kMegabyte) + " MB free beside it, and " +
                         std::to_string(free / kMegabyte) + " MB are"};
    }
    Status copy() {
        if (auto made = makeLike(file_, copy_); !made) return made;
        sealWhatIsMade(earlier_.get());
        sqlite3_progress_handler(earlier_.get(), kStepsBetweenLooks, &Sealing::copied, this);
        auto done = earlier_.ask(
            "VACUUM INTO ?1", [](const std::string&) {}, copy_);
        sqlite3_progress_handler(earlier_.get(), 0, nullptr, nullptr);
        return done ? synced(copy_) : done;
    }
    Status prove() {
        Database sealed{copy_};
        if (!sealed.isOpen()) return sealed.failed();
        BUONO_CHECK(isSealed(sealed.get()));
        std::fprintf(stderr, "buono: sealed; reading it back\n");
        std::string wrong;
        if (auto read = sealed.ask("PRAGMA integrity_check(1)", [&](std::string text) { wrong = std::move(text); });
            !read)
            return read;
        const auto before = earlier_.content(), after = sealed.content();
        if (!before || !after) return before ? after.error() : before.error();
        if (wrong == "ok" && *before == *after) return kOk;
        if (wrong == "ok") wrong = "its copy has not the same rows";
        return Error{codes::kInternalError, "data_directory",
                     file_ + " is damaged (" + wrong + ") and was left as it is: restore a backup"};
    }
    Status exchange() {
        if (::rename(copy_.c_str(), file_.c_str()) != 0) return failedAt(copy_);
        const auto done = synced(files::path{file_}.parent_path().string());
        if (done) std::fprintf(stderr, "buono: %s is sealed\n", file_.c_str());
        return done;
    }

    static int copied(void* self) {
        auto& sealing = *static_cast<Sealing*>(self);
        struct stat about {};
        if (::stat(sealing.copy_.c_str(), &about) != 0 || sealing.size_ == 0) return 0;
        const auto tenths = about.st_size * 10 / sealing.size_;
        if (tenths > sealing.told_ && tenths < 10) {
            std::fprintf(stderr, "buono: %lld %% sealed\n", static_cast<long long>(tenths * 10));
            sealing.told_ = tenths;
        }
        return 0;
    }

    const std::string file_;
    const std::string copy_ = file_ + "-sealing";
    Database& earlier_;
    std::int64_t size_ = 0;
    std::int64_t told_ = 0;
};

}  // namespace

Status sealEarlier(const std::string& file) {
    // What a sealing that was ended has left.
    if (::unlink((file + "-sealing").c_str()) != 0 && errno != ENOENT) return failedAt(file + "-sealing");
    Database earlier{file};
    if (!earlier.isOpen()) return earlier.failed();
    return isSealed(earlier.get()) ? kOk : Sealing{file, earlier}.run();
}

}  // namespace buono::store
