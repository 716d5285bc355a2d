#include "adapters/store/drivers/sqlite/sqlite_connection.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <optional>
#include <unordered_map>

#include "adapters/store/drivers/failure.hpp"
#include "adapters/store/drivers/sqlite/checked_log.hpp"
#include "adapters/store/drivers/sqlite/dialect.hpp"
#include "adapters/store/drivers/sqlite/earlier_pages.hpp"
#include "adapters/store/drivers/sqlite/file_lock.hpp"
#include "adapters/store/drivers/sqlite/log_file.hpp"
#include "adapters/store/drivers/sqlite/log_mender.hpp"
#include "adapters/store/drivers/sqlite/page_copy.hpp"
#include "adapters/store/drivers/sqlite/sealed_pages.hpp"
#include "adapters/store/drivers/sqlite/statement.hpp"
#include "core/register/codes.hpp"

namespace buono::store {
namespace {

// The log is moved into the file whenever it has grown by this much (64 MB). It begins anew once all of it was moved
// and nobody reads it; where readers never leave it alone and it is large, they are waited for.
constexpr int kLogPages = 16'384;
constexpr int kLogPagesLarge = 4 * kLogPages;

// A request reads for milliseconds and is worth waiting for. A backup or an audit reads for minutes: it is not, the log
// grows meanwhile, and is cut back (journal_size_limit, the large log in bytes) when it begins anew.
constexpr int kWaitForReadersMs = 20;
constexpr int kWaitForOthersMs = 10'000;  // Somebody else's tool may look at the file.

constexpr const char* kWritingPragmas =
    "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0;"
    "PRAGMA cell_size_check=ON; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192;"
    "PRAGMA recursive_triggers=ON;"  // Or REPLACE would delete rows that are only added.
    "PRAGMA journal_size_limit=270008320";
constexpr const char* kReadingPragmas =
    "PRAGMA query_only=ON; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0;"
    "PRAGMA cell_size_check=ON; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-512";

std::string directoryOf(const std::string& file) {
    const auto parent = std::filesystem::path{file}.parent_path();
    return parent.empty() ? "." : parent.string();
}

/// What went wrong with the last statement.
std::string said(sqlite3* database) {
    const auto what = takeBroken();
    return (sqlite3_errcode(database) & 0xff) == SQLITE_IOERR && !what.empty() ? what : sqlite3_errmsg(database);
}

class SqliteConnection final : public Connection {
public:
    SqliteConnection(sqlite3* database, std::string directory, Mode mode, std::optional<FileLock> lock)
        : database_{database}, directory_{std::move(directory)}, mode_{mode}, lock_{std::move(lock)} {}
    ~SqliteConnection() override {
        statements_.clear();
        sqlite3_close(database_);
    }

    void ask(const char* sql, std::span<const Value> values, const Each& each) override {
        auto& statement = prepare(sql, values);
        const Ended ended{statement};
        const SqliteRow row{statement.get()};
        int answer;
        while ((answer = statement.step()) == SQLITE_ROW) each(row);
        if (answer != SQLITE_DONE) failed(sql);
        if (statement.writes() && sqlite3_changes64(database_) > 0) ++writes_;
    }
    std::int64_t change(const char* sql, std::span<const Value> values) override {
        auto& statement = prepare(sql, values);
        const Ended ended{statement};
        int answer;
        while ((answer = statement.step()) == SQLITE_ROW) {
        }
        if (answer != SQLITE_DONE) failed(sql);
        const auto changed = sqlite3_changes64(database_);
        if (changed > 0) ++writes_;
        return changed;
    }
    void script(const std::string& sql) override { execute(withRowNumbers(sql).c_str()); }

    void begin() override {
        command(mode_ == Mode::Writing ? "BEGIN IMMEDIATE" : "BEGIN");
        turnBegins();
    }
    void commitNow() override {
        command("COMMIT");
        turnEnds();
    }
    void rollback() override {
        command("ROLLBACK");
        turnEnds();
    }

    void checkpoint(bool all) override {
        if (mode_ != Mode::Writing || (!all && log_pages_ < checkpoint_at_)) return;
        const auto mode = all                            ? SQLITE_CHECKPOINT_TRUNCATE
                          : log_pages_ >= kLogPagesLarge ? SQLITE_CHECKPOINT_RESTART
                                                         : SQLITE_CHECKPOINT_PASSIVE;
        sqlite3_busy_timeout(database_, kWaitForReadersMs);
        const auto answer = sqlite3_wal_checkpoint_v2(database_, nullptr, mode, nullptr, nullptr);
        sqlite3_busy_timeout(database_, kWaitForOthersMs);
        // Busy: a reader still needs the log. Nothing is lost; later, then.
        if (answer != SQLITE_OK && answer != SQLITE_BUSY) failed("checkpoint");
        checkpoint_at_ = log_pages_ + kLogPages;
    }
    std::int64_t freeBytes() const override {
        struct statvfs space {};
        if (::statvfs(directory_.c_str(), &space) != 0) return 0;
        return static_cast<std::int64_t>(space.f_bavail) * static_cast<std::int64_t>(space.f_frsize);
    }
    Engine engine() const override { return Engine::Sqlite; }
    void damaged(const std::string& what) const override { fail(mode_, what); }

    sqlite3* handle() const { return database_; }

    /// Runs while the connection is set up: failures are the caller's to tell.
    bool setUp() {
        if (sqlite3_exec(database_, mode_ == Mode::Writing ? kWritingPragmas : kReadingPragmas, nullptr, nullptr,
                         nullptr) != SQLITE_OK)
            return false;
        sqlite3_wal_hook(database_, &SqliteConnection::logGrew, this);  // wal_autocheckpoint=0 took it away.
        return mode_ == Mode::Reading || keepsLog();
    }

private:
    /// Frees the row's locks and buffers however the statement ends.
    struct Ended {
        Statement& statement;
        ~Ended() { statement.reset(); }
    };

    static int logGrew(void* self, sqlite3*, const char*, int pages) {
        auto& connection = *static_cast<SqliteConnection*>(self);
        if (pages < connection.log_pages_) connection.checkpoint_at_ = kLogPages;  // It began anew.
        connection.log_pages_ = pages;
        logIsCommitted(connection.database_, pages);
        return SQLITE_OK;
    }

    bool keepsLog() {
        std::string mode;
        const auto read = [](void* to, int, char** values, char**) {
            *static_cast<std::string*>(to) = values[0];
            return 0;
        };
        return sqlite3_exec(database_, "PRAGMA journal_mode=WAL", read, &mode, nullptr) == SQLITE_OK && mode == "wal";
    }

    Statement& prepare(const char* sql, std::span<const Value> values) {
        auto found = statements_.find(sql);
        if (found == statements_.end()) found = statements_.emplace(sql, compile(sql)).first;
        BUONO_CHECK(found->second.isOf(sql));  // The text was a temporary: pass literals.
        if (!found->second.bind(values)) failed(sql);
        return found->second;
    }
    Statement compile(const char* sql) {
        sqlite3_stmt* prepared = nullptr;
        const auto text = withQuestionMarks(sql);
        if (sqlite3_prepare_v3(database_, text.c_str(), static_cast<int>(text.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                               &prepared, nullptr) != SQLITE_OK)
            failed(sql);
        return {prepared, sql};
    }
    void command(const char* sql) {
        auto& statement = prepare(sql, {});
        const Ended ended{statement};
        if (statement.step() != SQLITE_DONE) failed(sql);
    }
    void execute(const char* sql) {
        if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) failed(sql);
    }
    [[noreturn]] void failed(const char* sql) const {
        const auto why = said(database_);
        // Whoever asked is told to come again; whoever keeps the city must know what to do.
        if (mode_ == Mode::Reading && sqlite3_extended_errcode(database_) == SQLITE_IOERR_DATA)
            std::fprintf(stderr, "buono: %s\n", why.c_str());
        fail(mode_, why + " (" + std::to_string(sqlite3_extended_errcode(database_)) + ") in: " + sql);
    }

    sqlite3* database_;
    std::string directory_;
    Mode mode_;
    std::optional<FileLock> lock_;
    std::unordered_map<const char*, Statement> statements_;
    int log_pages_ = 0;
    int checkpoint_at_ = kLogPages;
};

Error unusable(const std::string& file, const std::string& why, ErrorCode code = ErrorCode::InvalidValue) {
    return {code, "data_directory", file + " cannot be used as the database: " + why};
}

Error failedAt(const std::string& file) { return unusable(file, std::strerror(errno), codeOfFile(errno)); }

/// Of an opening that failed: a file that is not ours, or damage and a failing disk.
ErrorCode codeOf(sqlite3* database, const std::string& file, const std::string& directory) {
    const bool ours = ::access(file.c_str(), R_OK | W_OK) == 0 && ::access(directory.c_str(), W_OK | X_OK) == 0;
    return ours && sqlite3_errcode(database) != SQLITE_NOTADB ? codes::kInternalError : ErrorCode::InvalidValue;
}

/// Locks of network file systems are promises that nobody keeps.
bool isRemote(const std::string& directory) {
    struct statfs system {};
    if (::statfs(directory.c_str(), &system) != 0) return false;
    const auto type = static_cast<unsigned long>(system.f_type);
    return type == NFS_SUPER_MAGIC || type == SMB_SUPER_MAGIC || type == CIFS_SUPER_MAGIC || type == SMB2_SUPER_MAGIC;
}

/// Made by us, so that nobody else may read it, and so that its name is durable too.
Status create(const std::string& file, const std::string& directory) {
    const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) return errno == EEXIST ? kOk : Status{failedAt(file)};
    ::close(made);
    const int folder = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return failedAt(file);
    auto kept = ::fsync(folder) == 0 ? kOk : Status{failedAt(file)};
    ::close(folder);
    return kept;
}

/// Ours before whichever is the process's default now.
const char* vfsOf(Mode mode) {
    auto* vfs = sqlite3_vfs_find(nullptr);
    if (mode == Mode::Writing) vfs = logVfs(vfs);
    return sealingVfs(checkingVfs(vfs, mode))->zName;
}

/// All that must be right before a connection may change anything.
Status prepareToWrite(const std::string& file) {
    if (auto whole = mendLog(file); !whole) return whole;
    return sealEarlier(file);
}

/// Its own name, which SQLite gives the log too, where it is a link's.
std::string resolved(const std::string& file) {
    std::error_code failed;
    const auto own = std::filesystem::canonical(file, failed);
    return failed ? file : own.string();
}

}  // namespace

Result<std::unique_ptr<Connection>> openSqlite(const std::string& name, Mode mode) {
    const auto file = resolved(name), directory = directoryOf(file);
    if (isRemote(directory)) return unusable(file, "it is on a network file system; use a local disk");
    std::optional<FileLock> lock;
    if (mode == Mode::Writing) {
        auto taken = FileLock::take(name + ".lock");
        if (!taken) return taken.error();
        lock = *std::move(taken);
        if (auto made = create(file, directory); !made) return made.error();
        if (auto ready = prepareToWrite(file); !ready) return ready.error();
    }
    sqlite3* database = nullptr;
    const auto opened =
        sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, vfsOf(mode));
    auto connection = std::make_unique<SqliteConnection>(database, directory, mode, std::move(lock));
    sqlite3_busy_timeout(database, kWaitForOthersMs);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // A reader that is the last to go, a backup beside a host that has just ended, leaves the log where it is.
    if (mode == Mode::Reading) sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (opened == SQLITE_OK) sealWhatIsMade(database);
    if (opened != SQLITE_OK || !connection->setUp())
        return unusable(file, said(database), codeOf(database, file, directory));
    return std::unique_ptr<Connection>{std::move(connection)};
}

Status copySqlite(Connection& reading, const std::string& to, const AfterPages& after_pages) {
    BUONO_CHECK(reading.engine() == Engine::Sqlite && reading.turn() != 0);  // One moment, not one after the other.
    auto* const from = static_cast<SqliteConnection&>(reading).handle();
    auto* const vfs = sqlite3_vfs_find(nullptr);
    return copyPages(from, to, (isSealed(from) ? sealingVfs(vfs) : vfs)->zName, after_pages);
}

}  // namespace buono::store
