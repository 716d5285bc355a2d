#include <libpq-fe.h>

#include <utility>
#include <vector>

#include "database.hpp"

namespace audit {
namespace {

struct Free {
    void operator()(PGconn* one) const { PQfinish(one); }
    void operator()(PGresult* one) const { PQclear(one); }
};

/// One tuple of COPY's binary form: for each column a length (-1 for NULL) and its bytes, numbers big-endian.
class PostgresCells final : public Cells {
public:
    std::vector<Bytes> columns;

    std::int64_t number(int column) const override {
        const auto all = columns[static_cast<std::size_t>(column)];
        if (all.size() == 2) return static_cast<std::int16_t>(bigEndian(all));
        return all.size() == 8 ? static_cast<std::int64_t>(bigEndian(all)) : 0;
    }
    Bytes bytes(int column) const override { return columns[static_cast<std::size_t>(column)]; }
};

class Postgres final : public Database {
public:
    /// @param moment  a snapshot that another connection has exported; "" takes one of its own.
    explicit Postgres(std::string url, const std::string& moment = {})
        : url_{std::move(url)}, connection_{PQconnectdb(url_.c_str())} {
        if (PQstatus(connection_.get()) != CONNECTION_OK) fail();
        run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");  // One snapshot for the whole audit.
        if (!moment.empty()) run("SET TRANSACTION SNAPSHOT '" + moment + "'");
    }

    std::unique_ptr<Database> twin() override {
        const std::unique_ptr<PGresult, Free> answer{PQexec(connection_.get(), "SELECT pg_export_snapshot()")};
        if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) fail();
        return std::make_unique<Postgres>(url_, PQgetvalue(answer.get(), 0, 0));
    }

    void journal(std::int64_t after, std::int64_t upto, const EachEntry& each) override {
        const auto sql = "SELECT seq, body, hash FROM journal WHERE seq > " + std::to_string(after) +
                         " AND seq <= " + std::to_string(upto) + " ORDER BY seq";
        rows(sql, [&](const Cells& row) { each({row.number(0), row.bytes(1), row.bytes(2)}); });
    }

    bool isWhole() const override { return true; }
    bool has(const std::string& table, const std::string& columns) override {
        run("SAVEPOINT looking");
        const std::unique_ptr<PGresult, Free> answer{
            PQexec(connection_.get(), ("SELECT " + columns + " FROM " + table + " LIMIT 0").c_str())};
        const bool found = PQresultStatus(answer.get()) == PGRES_TUPLES_OK;
        run("ROLLBACK TO SAVEPOINT looking");
        return found;
    }

    void rows(const std::string& sql, const EachRow& each) override {
        run("COPY (" + sql + ") TO STDOUT (FORMAT binary)", PGRES_COPY_OUT);
        PostgresCells cells;
        bool first = true;
        char* raw = nullptr;
        int size = 0;
        while ((size = PQgetCopyData(connection_.get(), &raw, 0)) > 0) {
            const std::unique_ptr<char, void (*)(void*)> kept{raw, PQfreemem};
            Bytes rest{reinterpret_cast<const std::uint8_t*>(raw), static_cast<std::size_t>(size)};
            if (std::exchange(first, false)) rest = afterHead(rest);
            while (!rest.empty() && take(rest, cells)) each(cells);
        }
        if (size == -2) fail();
        const std::unique_ptr<PGresult, Free> end{PQgetResult(connection_.get())};
        if (PQresultStatus(end.get()) != PGRES_COMMAND_OK) fail();
        while (std::unique_ptr<PGresult, Free> more{PQgetResult(connection_.get())}) {
        }
    }

private:
    [[noreturn]] void fail() const {
        throw CannotRead{std::string{"PostgreSQL: "} + PQerrorMessage(connection_.get())};
    }

    void run(const std::string& sql, ExecStatusType expected = PGRES_COMMAND_OK) {
        const std::unique_ptr<PGresult, Free> answer{PQexec(connection_.get(), sql.c_str())};
        if (PQresultStatus(answer.get()) != expected) fail();
    }

    static Bytes afterHead(Bytes all) {
        constexpr std::size_t kSignature = 11, kFlags = 4, kLength = 4;
        if (all.size() < kSignature + kFlags + kLength) throw CannotRead{"PostgreSQL: a COPY without its head"};
        return all.subspan(kSignature + kFlags + kLength + bigEndian(all.subspan(kSignature + kFlags, kLength)));
    }

    /// The next tuple; false at the end mark. Rows are not cut: the server sends each in one piece.
    static bool take(Bytes& rest, PostgresCells& cells) {
        const auto piece = [&](std::size_t count) {
            if (rest.size() < count) throw CannotRead{"PostgreSQL: a COPY that is cut"};
            const auto taken = rest.first(count);
            rest = rest.subspan(count);
            return taken;
        };
        const auto columns = static_cast<std::int16_t>(bigEndian(piece(2)));
        if (columns < 0) return false;
        cells.columns.clear();
        for (int i = 0; i < columns; ++i) {
            const auto length = static_cast<std::int32_t>(bigEndian(piece(4)));
            cells.columns.push_back(length < 0 ? Bytes{} : piece(static_cast<std::size_t>(length)));
        }
        return true;
    }

    std::string url_;
    std::unique_ptr<PGconn, Free> connection_;
};

}  // namespace

std::unique_ptr<Database> openPostgres(const std::string& url) { return std::make_unique<Postgres>(url); }

}  // namespace audit
