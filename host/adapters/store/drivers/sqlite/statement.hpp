// Statement: one prepared statement of SQLite and the row it stands on. Bound values are not copied: they outlive the
// call by contract.
#pragma once

#include <span>
#include <string>
#include <utility>

#include <sqlite3.h>

#include "adapters/store/connection.hpp"

namespace buono::store {

class Statement {
public:
    Statement(sqlite3_stmt* prepared, const char* sql) : prepared_{prepared}, sql_{sql} {}
    Statement(Statement&& other) noexcept
        : prepared_{std::exchange(other.prepared_, nullptr)}, sql_{std::move(other.sql_)} {}
    Statement& operator=(Statement&&) = delete;
    ~Statement() { sqlite3_finalize(prepared_); }

    bool isOf(const char* sql) const { return sql_ == sql; }
    bool writes() const { return sqlite3_stmt_readonly(prepared_) == 0; }
    bool bind(std::span<const Value> values);
    int step() { return sqlite3_step(prepared_); }
    void reset() { sqlite3_reset(prepared_); }
    sqlite3_stmt* get() const { return prepared_; }

private:
    bool bindOne(int place, const Value& value);

    sqlite3_stmt* prepared_;
    std::string sql_;
};

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* prepared) : prepared_{prepared} {}

    std::int64_t number(int column) const override { return sqlite3_column_int64(prepared_, column); }
    std::string_view text(int column) const override;
    Bytes bytes(int column) const override;

private:
    sqlite3_stmt* prepared_;
};

}  // namespace buono::store
