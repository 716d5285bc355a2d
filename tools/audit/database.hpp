// Database: where the journal is read from: a SQLite file, PostgreSQL, an export over HTTP or in a file.
//
// Everything is read from one moment, also while a host goes on writing, and nothing is ever written. What cannot be
// read at all throws CannotRead; what can be read and is wrong is the inspector's business.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "bytes.hpp"
#include "report.hpp"

namespace audit {

struct CannotRead : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One row of an answer; valid only while the callback that got it runs. A value of another type reads as nothing.
class Cells {
public:
    virtual ~Cells() = default;
    virtual std::int64_t number(int column) const = 0;
    virtual Bytes bytes(int column) const = 0;  ///< BYTEA or TEXT.
    std::string text(int column) const {
        const auto all = bytes(column);
        return {all.begin(), all.end()};
    }
};
using EachRow = std::function<void(const Cells&)>;

struct JournalRow {
    std::int64_t seq = 0;
    Bytes body;
    Bytes hash;
};
using EachEntry = std::function<void(const JournalRow&)>;

class Database {
public:
    virtual ~Database() = default;
    /// Rows with after < seq <= upto, in order.
    virtual void journal(std::int64_t after, std::int64_t upto, const EachEntry& each) = 0;
    /// A database has every table of the house, or something is wrong with it; an export has none.
    virtual bool isWhole() const = 0;
    /// Whether it has a table with these columns.
    virtual bool has(const std::string& table, const std::string& columns) = 0;
    virtual void rows(const std::string& sql, const EachRow& each) = 0;
    /// Before anything is read: another connection that sees the same moment, for another thread. None where there is
    /// no such thing.
    virtual std::unique_ptr<Database> twin() { return nullptr; }
};

/// Whether it has a table with these columns; says why not.
bool lookFor(Database& database, Report& report, Check check, const char* table, const char* columns);

std::unique_ptr<Database> openSqlite(const std::string& file);
std::unique_ptr<Database> openPostgres(const std::string& url);
/// An export as lines, from a file or "-" for standard input.
std::unique_ptr<Database> openExport(const std::string& file);
/// GET /v1/ledger/export of a running host, with the bearer token of BUONO_TOKEN.
std::unique_ptr<Database> openHost(const std::string& url);

/// By what it is: postgresql://, http(s)://, a SQLite file, or an export.
std::unique_ptr<Database> open(const std::string& place);

}  // namespace audit
