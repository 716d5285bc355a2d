// Connection: one session with the database, on either engine. All SQL of Buono goes through it.
//
// The SQL is written once, in the part SQLite 3.40 and PostgreSQL 15 answer alike (BIGINT, SMALLINT, TEXT,
// BYTEA; `$n` parameters; ON CONFLICT (column), RETURNING). No statement fails for a business reason: a failure
// is damage or an outage, and stops the process with exit code 70 on the writing connection; a reading
// connection throws StoreDown, which the request boundary turns into 503.
// A connection belongs to one thread at a time. Statements are prepared once per SQL text: pass literals.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/register/id.hpp"
#include "core/register/register.hpp"

namespace buono::store {

using Bytes = std::span<const std::uint8_t>;

/// One parameter: BIGINT/SMALLINT, TEXT (UTF-8 without a zero byte), or BYTEA. Views must outlive the call. There is no
/// NULL parameter: columns are NOT NULL, and "nothing" has its own value (0, '' or an empty BYTEA).
class Value {
public:
    Value(std::int64_t number) : value_{number} {}
    Value(int number) : value_{std::int64_t{number}} {}
    Value(std::uint64_t number) : value_{static_cast<std::int64_t>(number)} {}
    Value(bool truth) : value_{std::int64_t{truth}} {}
    Value(std::string_view text) : value_{text} {}
    Value(const std::string& text) : value_{std::string_view{text}} {}
    Value(const char* text) : value_{std::string_view{text}} {}
    Value(Bytes bytes) : value_{bytes} {}
    Value(const std::vector<std::uint8_t>& bytes) : value_{Bytes{bytes}} {}
    Value(const registers::Id& id) : value_{Bytes{id.bytes}} {}
    Value(const registers::Sha256& hash) : value_{Bytes{hash}} {}
    Value(registers::Instant at) : value_{at.us} {}

    const std::variant<std::int64_t, std::string_view, Bytes>& get() const { return value_; }

private:
    std::variant<std::int64_t, std::string_view, Bytes> value_;
};

/// One row of an answer; valid only while the callback that got it runs.
class Row {
public:
    virtual ~Row() = default;
    virtual std::int64_t number(int column) const = 0;    ///< From 0. A NULL is 0.
    virtual std::string_view text(int column) const = 0;  ///< A NULL is "".
    virtual Bytes bytes(int column) const = 0;            ///< A NULL is empty.
    registers::Id id(int column) const;                   ///< 16 bytes, checked; empty is the nil Id.
    registers::Sha256 hash(int column) const;             ///< 32 bytes, checked.
    registers::Instant instant(int column) const { return {number(column)}; }
};

class Many;

/// The database cannot answer. Caught at the request boundary only.
struct StoreDown : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Engine : std::uint8_t { Sqlite, Postgres };

class Connection {
public:
    using Each = std::function<void(const Row&)>;
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    /// Runs a statement that answers rows; `each` sees them in order. Do not nest calls inside `each`.
    void query(const char* sql, std::span<const Value> values, const Each& each) {
        if (!waiting_.empty()) writeNamed(sql);
        ask(sql, values, each);
    }
    /// Runs a statement that writes; answers the rows affected. Counts as a write when there are any (see writes()).
    std::int64_t write(const char* sql, std::span<const Value> values) {
        if (!waiting_.empty()) writeNamed(sql);
        return change(sql, values);
    }
    /// Writes one row of `rows`, together with others of its kind: before the next statement that names its table, or
    /// the commit. Nobody on this connection can tell that it waited, except by the time a batch takes: on PostgreSQL
    /// each statement is a round trip. For tables that no foreign key refers to.
    /// @param table  as statements name it. Values are copied.
    void later(const Many& rows, std::string_view table, std::initializer_list<Value> values);
    /// Runs statements without parameters or answer: migrations.
    virtual void script(const std::string& sql) = 0;

    /// One transaction: a batch of the writer, a migration. Sees, statement by statement, what others committed.
    virtual void begin() = 0;
    void commit() {
        writeWaiting();
        commitNow();
    }
    /// Forgets what this transaction wrote; only for one that wrote nothing anybody was told of.
    virtual void rollback() = 0;
    /// Between two transactions: SQLite moves its log into the file, when it has grown or when `all` is asked.
    virtual void checkpoint(bool all) = 0;
    /// Free space where the database keeps its files; the largest number where that is not for us to see.
    virtual std::int64_t freeBytes() const = 0;
    virtual Engine engine() const = 0;
    /// What was read cannot be true. Ends the process (70) or throws StoreDown, as a failed statement does.
    [[noreturn]] virtual void damaged(const std::string& what) const = 0;

    template <class... A>
    void rows(const char* sql, const Each& each, const A&... values) {
        const std::array<Value, sizeof...(A)> all{Value{values}...};
        query(sql, all, each);
    }
    template <class... A>
    std::int64_t run(const char* sql, const A&... values) {
        const std::array<Value, sizeof...(A)> all{Value{values}...};
        return write(sql, all);
    }

    /// Rows-changing calls so far: the register proves with it that a refusal wrote nothing.
    std::uint64_t writes() const { return writes_; }
    /// The number of the transaction under way, 0 outside of one: what was read in another may have changed since.
    std::uint64_t turn() const { return in_turn_ ? turn_ : 0; }

protected:
    virtual void ask(const char* sql, std::span<const Value> values, const Each& each) = 0;
    virtual std::int64_t change(const char* sql, std::span<const Value> values) = 0;
    virtual void commitNow() = 0;

    void turnBegins() { ++turn_, in_turn_ = true; }
    void turnEnds() { in_turn_ = false; }

    std::uint64_t writes_ = 0;

private:
    /// Rows of one kind that wait to be written. What their values looked at is kept in `bytes`.
    struct Sheaf {
        struct Kept {
            std::size_t type = 0;  ///< Index of the value's variant.
            std::int64_t number = 0;
            std::size_t from = 0, size = 0;  ///< In bytes.
        };
        const Many* rows = nullptr;
        std::string table;
        std::size_t items = 0;
        std::vector<Kept> values;
        std::string bytes;

        void keep(const Value& value);
        Value value(const Kept& kept) const;
    };
    void writeNamed(const char* sql);
    void writeWaiting();
    void write(Sheaf& sheaf);

    std::vector<Sheaf*> waiting_;                  ///< Those with rows, in the order of their first.
    std::vector<std::unique_ptr<Sheaf>> sheaves_;  ///< One a kind, for ever: their buffers are used again.
    std::uint64_t turn_ = 0;
    bool in_turn_ = false;
};

}  // namespace buono::store
