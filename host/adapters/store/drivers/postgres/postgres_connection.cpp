#include "adapters/store/drivers/postgres/postgres_connection.hpp"

#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <unordered_map>

#include "adapters/store/drivers/failure.hpp"
#include "adapters/store/drivers/postgres/address.hpp"
#include "adapters/store/drivers/postgres/promises.hpp"
#include "core/register/codes.hpp"

namespace buono::store {
namespace {

// In pg_stat_activity and in the server's log every session says whose it is: application_name of the URL, or "buono".
constexpr const char* kWritingSession =
    "SELECT set_config('application_name', coalesce(nullif(current_setting('application_name'), ''), 'buono') || "
    "'-writer', false), set_config('synchronous_commit', current_setting('synchronous_commit'), false); "
    "SET idle_in_transaction_session_timeout = '15s'; SET tcp_user_timeout = '15s'; "
    "SET default_transaction_isolation = 'read committed'; SET client_min_messages = 'warning'; SET bytea_output = "
    "'hex'";
constexpr const char* kReadingSession =
    "SELECT set_config('application_name', coalesce(nullif(current_setting('application_name'), ''), 'buono') || "
    "'-reader', false); SET default_transaction_read_only = on; SET statement_timeout = '30s'; "
    "SET client_min_messages = 'warning'; SET bytea_output = 'hex'";

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

/// Counts what the server warns of: a COMMIT that it warns of has not kept what was promised.
class Warnings final : public pqxx::errorhandler {
public:
    explicit Warnings(pqxx::connection_base& connection) : errorhandler{connection} {}
    bool operator()(const char* message) noexcept override {
        ++count_;
        std::fputs(message, stderr);
        return false;  // Nobody else needs to print it.
    }
    int count() const { return count_; }

private:
    int count_ = 0;
};

/// One session of the server. Ends, with all it prepared, when its connection breaks.
class Session {
public:
    Session(const Address& address, Mode mode) : connection_{address.text()}, warnings_{connection_} {
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
    /// The value of the last statement.
    std::string ask(const char* sql) { return work_->exec1(sql)[0].as<std::string>(); }
    int warnings() const { return warnings_.count(); }
    bool stands() const { return connection_.is_open(); }

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
    Warnings warnings_;
    std::optional<pqxx::nontransaction> work_;  ///< BEGIN and COMMIT are statements like any other.
    std::unordered_map<const char*, Prepared> statements_;
    std::vector<std::string> texts_;
};

/// When the server started, which is its mark: it may have several names. Empty when it accepts no writes.
std::string writesSince(const Address& server) {
    try {
        Session session{server, Mode::Reading};
        return session.ask("SELECT CASE WHEN pg_is_in_recovery() THEN '' ELSE pg_postmaster_start_time()::text END");
    } catch (const std::exception&) {  // It does not answer: nobody can write to it now.
        return {};
    }
}

/// With the server that has the city first. One that was replaced and came back accepts writes too, and nobody would
/// ever learn of them.
Result<Address> located(const Address& address) {
    const auto servers = address.servers();
    if (servers.empty()) return address;
    std::map<std::string, std::size_t> writing;  // Since when -> which server.
    for (std::size_t i = 0; i < servers.size(); ++i)
        if (auto since = writesSince(servers[i]); !since.empty()) writing.emplace(std::move(since), i);
    if (writing.size() == 1) return address.from(writing.begin()->second);
    std::string names;
    for (const auto& [since, i] : writing) names += (names.empty() ? "" : ", ") + servers[i].name();
    return Error{codes::kBusy, "store.url",
                 writing.empty() ? "none of the servers accepts writes"
                                 : "several servers accept writes, and only one has the city: stop the one that was "
                                   "replaced (" +
                                       names + ")"};
}

class PostgresConnection final : public Connection {
public:
    PostgresConnection(Address address, Mode mode, int replicas)
        : address_{std::move(address)}, mode_{mode}, replicas_{replicas} {}

    void ask(const char* sql, std::span<const Value> values, const Each& each) override {
        const auto result = attempt(sql, [&](Session& session) { return session.run(sql, values); });
        PostgresRow row{static_cast<int>(result.columns())};
        for (const auto& found : result) {
            row.stand(found);
            each(row);
        }
        if (sql[0] != 'S' && result.affected_rows() > 0) ++writes_;  // INSERT ... RETURNING and its like.
    }
    std::int64_t change(const char* sql, std::span<const Value> values) override {
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
    // A session that ended between two transactions took nothing with it: another is opened, and must promise the same.
    void begin() override {
        if (!tryToBegin()) {
            reopen();
            if (!tryToBegin()) fail(mode_, "a new session cannot begin a transaction");
        }
        turnBegins();
    }
    void commitNow() override {
        const auto warnings = session_ ? session_->warnings() : 0;
        script("COMMIT");
        // "The transaction has already committed locally, but might not have been replicated": nobody may be told.
        if (session_->warnings() != warnings) fail(mode_, "the server warned of this COMMIT");
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

    /// Opens a session and asks what the server promises. Throws what libpqxx throws.
    Status check() {
        session_.emplace(address_, mode_);
        const auto ask = [this](const char* sql) { return session_->ask(sql); };
        if (auto durable = checkDurability(ask); !durable) return durable;
        waits_for_ = session_->ask("SHOW synchronous_standby_names");
        return checkReplicas(waits_for_, replicas_);
    }

private:
    void reopen() {
        const auto now = located(address_);
        if (!now) fail(mode_, now.error().detail);
        address_ = *now;
        try {
            if (const auto kept = check(); !kept) fail(mode_, kept.error().detail);
        } catch (const pqxx::failure& failure) {
            fail(mode_, failure.what());
        }
    }
    /// False when there is no session any more; nothing was asked of it yet.
    bool tryToBegin() {
        if (!session_) return false;
        try {
            if (mode_ == Mode::Reading) return session_->script("BEGIN ISOLATION LEVEL REPEATABLE READ"), true;
            if (replicas_ == 0) return session_->script("BEGIN"), true;
            mindReplicas(session_->ask("BEGIN; SHOW synchronous_standby_names"));
            return true;
        } catch (const pqxx::failure&) {
            return false;
        }
    }
    /// Whoever takes the standbys away while a city runs must not make it answer for what one machine has.
    void mindReplicas(std::string names) {
        if (names == waits_for_) return;
        if (const auto kept = checkReplicas(names, replicas_); !kept) fail(mode_, kept.error().detail);
        waits_for_ = std::move(names);
    }

    template <class F>
    pqxx::result attempt(const char* sql, const F& statement) {
        // To read outside of a transaction changes nothing, and a second look sees no less.
        for (bool again = turn() == 0 && (mode_ == Mode::Reading || sql[0] == 'S');; again = false) {
            try {
                if (!session_) mode_ == Mode::Writing ? reopen() : (void)session_.emplace(address_, mode_);
                return statement(*session_);
            } catch (const std::exception& failure) {
                const bool broke = session_ && !session_->stands();
                session_.reset();
                if (!again || !broke) fail(mode_, std::string{failure.what()} + " in: " + sql);
            }
        }
    }

    Address address_;
    Mode mode_;
    int replicas_;
    std::string waits_for_;  ///< synchronous_standby_names when it was last found good.
    std::optional<Session> session_;
};

}  // namespace

Result<std::string> locatePostgres(const std::string& url) {
    const auto address = Address::of(url);
    if (!address) return address.error();
    const auto found = located(*address);
    return found ? Result<std::string>{found->url()} : Result<std::string>{found.error()};
}

Result<std::unique_ptr<Connection>> openPostgres(const std::string& url, Mode mode, int replicas) {
    const auto address = Address::of(url);
    if (!address) return address.error();
    auto connection = std::make_unique<PostgresConnection>(*address, mode, replicas);
    try {
        if (auto kept = connection->check(); !kept) return kept.error();
    } catch (const std::exception& failure) {
        return Error{codes::kBusy, "store.url", std::string{"the database does not answer: "} + failure.what()};
    }
    return std::unique_ptr<Connection>{std::move(connection)};
}

}  // namespace buono::store
