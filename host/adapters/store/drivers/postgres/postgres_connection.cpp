#include "adapters/store/drivers/postgres/postgres_connection.hpp"

#include <charconv>
#include <limits>
#include <optional>
#include <pqxx/pqxx>
#include <unordered_map>

#include "adapters/store/drivers/failure.hpp"
#include "core/register/codes.hpp"

namespace buono::store {
namespace {

// In pg_stat_activity and in the server's log every session says whose it is: application_name of the URL, or "buono".
#define BUONO_SESSION(role)                                                                                       \
    "SELECT set_config('application_name', coalesce(nullif(current_setting('application_name'), ''), 'buono') || '-" \
    role "', false); SET client_min_messages = 'warning'; SET bytea_output = 'hex'; "
constexpr const char* kWritingSession = BUONO_SESSION(
    "writer") "SET idle_in_transaction_session_timeout = '15s'; SET default_transaction_isolation = 'read committed'";
constexpr const char* kReadingSession =
    BUONO_SESSION("reader") "SET default_transaction_read_only = on; SET statement_timeout = '30s'";

constexpr std::string_view kHex = "0123456789abcdef";

std::string hexOf(Bytes bytes) {
    std::string text = "\\x";
    text.reserve(2 + 2 * bytes.size());
    for (const auto byte : bytes) {
        text += kHex[byte >> 4U];
        text += kHex[byte & 15U];
    }
    return text;
}

std::uint8_t nibble(char c) { return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); }

/// PostgreSQL takes every parameter as text; it knows each one's type from its place in the statement.
std::string textOf(const Value& value) {
    const auto& held = value.get();
    if (const auto* number = std::get_if<std::int64_t>(&held)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string_view>(&held)) {
        BUONO_CHECK(text->find('\0') == text->npos);  // The server would cut it there: entrances refuse it.
        return std::string{*text};
    }
    return hexOf(*std::get_if<Bytes>(&held));
}

class PostgresRow final : public Row {
public:
    explicit PostgresRow(int columns) : bytes_(static_cast<std::size_t>(columns)) {}

    void stand(const pqxx::row& row) { row_ = row; }

    std::int64_t number(int column) const override {
        const auto from = text(column);
        std::int64_t number = 0;
        std::from_chars(from.data(), from.data() + from.size(), number);
        return number;
    }
    std::string_view text(int column) const override {
        const auto field = row_[static_cast<pqxx::row::size_type>(column)];
        return {field.c_str(), field.size()};
    }
    Bytes bytes(int column) const override {
        const auto hex = text(column);
        auto& to = bytes_[static_cast<std::size_t>(column)];
        to.clear();
        for (std::size_t i = 2; i + 1 < hex.size(); i += 2)
            to.push_back(static_cast<std::uint8_t>(nibble(hex[i]) << 4U | nibble(hex[i + 1])));
        return to;
    }

private:
    pqxx::row row_;
    mutable std::vector<std::vector<std::uint8_t>> bytes_;  ///< What the spans of this row point to.
};

/// One session of the server. Ends, with all it prepared, when its connection breaks.
class Session {
public:
    Session(const std::string& url, Mode mode) : connection_{url} {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        connection_.inhibit_reactivation(true);  // Silently opened again, it would go on outside its transaction.
#pragma GCC diagnostic pop
        work_.emplace(connection_);
        work_->exec(mode == Mode::Writing ? kWritingSession : kReadingSession);
    }

    pqxx::result run(const char* sql, std::span<const Value> values) {
        texts_.clear();
        for (const auto& value : values) texts_.push_back(textOf(value));
        return work_->exec_prepared(prepare(sql), pqxx::prepare::make_dynamic_params(texts_));
    }
    void script(const std::string& sql) { work_->exec(sql); }
    std::string ask(const char* sql) { return work_->exec1(sql)[0].as<std::string>(); }

private:
    struct Prepared {
        std::string name;
        std::string sql;
    };

    const std::string& prepare(const char* sql) {
        const auto found = statements_.find(sql);
        if (found != statements_.end()) {
            BUONO_CHECK(found->second.sql == sql);  // The text was a temporary: pass literals.
            return found->second.name;
        }
        auto name = "s" + std::to_string(statements_.size());
        connection_.prepare(name, sql);
        return statements_.emplace(sql, Prepared{std::move(name), sql}).first->second.name;
    }

    pqxx::connection connection_;
    std::optional<pqxx::nontransaction> work_;  ///< BEGIN and COMMIT are statements like any other.
    std::unordered_map<const char*, Prepared> statements_;
    std::vector<std::string> texts_;
};

class PostgresConnection final : public Connection {
public:
    PostgresConnection(std::string url, Mode mode) : url_{std::move(url)}, mode_{mode} {}

    void query(const char* sql, std::span<const Value> values, const Each& each) override {
        const auto result = attempt(sql, [&](Session& session) { return session.run(sql, values); });
        PostgresRow row{static_cast<int>(result.columns())};
        for (const auto& found : result) {
            row.stand(found);
            each(row);
        }
        if (sql[0] != 'S' && result.affected_rows() > 0) ++writes_;  // INSERT ... RETURNING and its like.
    }
    std::int64_t write(const char* sql, std::span<const Value> values) override {
        const auto result = attempt(sql, [&](Session& session) { return session.run(sql, values); });
        const auto changed = static_cast<std::int64_t>(result.affected_rows());
        if (changed > 0) ++writes_;
        return changed;
    }
    void script(const std::string& sql) override {
        attempt(sql.c_str(), [&](Session& session) {
            session.script(sql);
            return pqxx::result{};
        });
    }
    void begin() override {
        script(mode_ == Mode::Writing ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ");
        turnBegins();
    }
    void commit() override {
        script("COMMIT");
        turnEnds();
    }
    void rollback() override {
        script("ROLLBACK");
        turnEnds();
    }
    void checkpoint(bool) override {}  // The server's business.
    std::int64_t freeBytes() const override { return std::numeric_limits<std::int64_t>::max(); }
    Engine engine() const override { return Engine::Postgres; }
    void damaged(const std::string& what) const override { fail(mode_, what); }

    /// What the server promises: the first promise missing is the answer. Throws what libpqxx throws.
    Status check() {
        session_.emplace(url_, mode_);
        struct Promise {
            const char* what;
            const char* sql;
            std::vector<std::string> accepted;
        };
        const Promise promises[] = {
            {"server_encoding", "SHOW server_encoding", {"UTF8"}},
            {"LC_COLLATE", "SELECT datcollate FROM pg_database WHERE datname = current_database()", {"C"}},
            {"fsync", "SHOW fsync", {"on"}},
            {"full_page_writes", "SHOW full_page_writes", {"on"}},
            {"synchronous_commit", "SHOW synchronous_commit", {"on", "remote_apply"}},
        };
        for (const auto& promise : promises) {
            const auto is = session_->ask(promise.sql);
            const auto& accepted = promise.accepted;
            if (std::find(accepted.begin(), accepted.end(), is) == accepted.end())
                return Error{ErrorCode::InvalidValue, "store.url",
                             std::string{promise.what} + " of the database is " + is + " and must be " + accepted[0]};
        }
        return kOk;
    }

private:
    template <class F>
    pqxx::result attempt(const char* sql, const F& statement) {
        try {
            if (!session_) session_.emplace(url_, mode_);
            return statement(*session_);
        } catch (const std::exception& failure) {
            session_.reset();
            fail(mode_, std::string{failure.what()} + " in: " + sql);
        }
    }

    std::string url_;
    Mode mode_;
    std::optional<Session> session_;
};

}  // namespace

Result<std::unique_ptr<Connection>> openPostgres(const std::string& url, Mode mode) {
    auto connection = std::make_unique<PostgresConnection>(url, mode);
    try {
        if (auto kept = connection->check(); !kept) return kept.error();
    } catch (const std::exception& failure) {
        return Error{codes::kBusy, "store.url", std::string{"the database does not answer: "} + failure.what()};
    }
    return std::unique_ptr<Connection>{std::move(connection)};
}

}  // namespace buono::store
