#include <sqlite3.h>
#include <unistd.h>

#include "database.hpp"

namespace audit {
namespace {

struct Close {
    void operator()(sqlite3* one) const { sqlite3_close(one); }
    void operator()(sqlite3_stmt* one) const { sqlite3_finalize(one); }
};
using Handle = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

class SqliteCells final : public Cells {
public:
    explicit SqliteCells(sqlite3_stmt* statement) : statement_{statement} {}

    std::int64_t number(int column) const override { return sqlite3_column_int64(statement_, column); }
    Bytes bytes(int column) const override {
        const auto* at = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
        return {at, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    sqlite3_stmt* statement_;
};

class Sqlite final : public Database {
public:
    explicit Sqlite(const std::string& file) : file_{file} {
        if (!connect("mode=ro") && (wasLeftOpen() || !connect("immutable=1")))
            throw CannotRead{file + ": " + sqlite3_errmsg(handle_.get())};
    }

    void journal(std::int64_t after, std::int64_t upto, const EachEntry& each) override {
        const auto sql = "SELECT seq, body, hash FROM journal WHERE seq > " + std::to_string(after) +
                         " AND seq <= " + std::to_string(upto) + " ORDER BY seq";
        rows(sql, [&](const Cells& row) { each({row.number(0), row.bytes(1), row.bytes(2)}); });
    }

    // Whoever writes moves the head's epoch in every transaction: equal heads are the same moment.
    std::unique_ptr<Database> twin() override {
        constexpr int kTries = 1'000;
        auto other = std::make_unique<Sqlite>(file_);
        for (int i = 0; i < kTries; ++i) {
            const auto mine = beginAnew();
            if (mine.empty()) break;
            if (mine == other->beginAnew()) return other;
        }
        return nullptr;
    }

    bool isWhole() const override { return true; }
    bool has(const std::string& table, const std::string& columns) override {
        return prepare("SELECT " + columns + " FROM " + table + " LIMIT 0") != nullptr;
    }

    void rows(const std::string& sql, const EachRow& each) override {
        const auto statement = prepare(sql);
        if (!statement) throw CannotRead{file_ + ": " + sqlite3_errmsg(handle_.get())};
        const SqliteCells cells{statement.get()};
        int step = sqlite3_step(statement.get());
        for (; step == SQLITE_ROW; step = sqlite3_step(statement.get())) each(cells);
        if (step != SQLITE_DONE) throw CannotRead{file_ + ": " + sqlite3_errmsg(handle_.get())};
    }

private:
    // A file of a host that ended well, in a folder where nothing may be made, opens only as one nobody writes to.
    bool connect(const char* how) {
        std::string uri = "file:";
        for (const char c : file_) {
            if (c == '?' || c == '#' || c == '%')
                uri += '%' + hex(bytesOf(std::string_view{&c, 1}));
            else
                uri += c;
        }
        sqlite3* raw = nullptr;
        const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
        const int opened = sqlite3_open_v2((uri + "?" + how).c_str(), &raw, flags, nullptr);
        handle_.reset(raw);
        if (opened != SQLITE_OK) return false;
        sqlite3_busy_timeout(raw, 10'000);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        // One read transaction: the whole audit sees one moment.
        return sqlite3_exec(raw,
                            "PRAGMA mmap_size = 0; PRAGMA cache_size = -2048; PRAGMA temp_store = MEMORY; "
                            "BEGIN; SELECT count(*) FROM sqlite_schema",
                            nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    std::string beginAnew() {
        if (sqlite3_exec(handle_.get(), "ROLLBACK; BEGIN", nullptr, nullptr, nullptr) != SQLITE_OK)
            throw CannotRead{file_ + ": " + sqlite3_errmsg(handle_.get())};
        std::string mark;
        if (has("ledger_head", "seq, epoch, time_us"))
            rows("SELECT seq, epoch, time_us FROM ledger_head", [&](const Cells& row) {
                for (int i = 0; i < 3; ++i) mark += std::to_string(row.number(i)) + " ";
            });
        return mark;
    }
    bool wasLeftOpen() const { return ::access((file_ + "-wal").c_str(), F_OK) == 0; }

    Statement prepare(const std::string& sql) {
        sqlite3_stmt* raw = nullptr;
        sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &raw, nullptr);
        return Statement{raw};
    }

    std::string file_;
    Handle handle_;
};

}  // namespace

std::unique_ptr<Database> openSqlite(const std::string& file) { return std::make_unique<Sqlite>(file); }

}  // namespace audit
