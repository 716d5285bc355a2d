// Bulk: writes or looks up many rows of one table with few statements: a round trip to PostgreSQL costs more than a
// row.
//
// The statements are made once per table (keep the Bulk or BulkIn in a static) and stay where they are, so a
// connection prepares each once. Either may be shared; each BulkRows is one use, on one thread, and must be finished.
#pragma once

#include <algorithm>
#include <buono/check.hpp>
#include <string>
#include <vector>

#include "adapters/store/connection.hpp"

namespace buono::store {

class Bulk {
public:
    static constexpr int kRows = 100;

    /// @param head "INSERT INTO t (a, b) VALUES "
    Bulk(const std::string& head, int columns)
        : columns_{columns}, one_{head + rowsText(columns, 1)}, many_{head + rowsText(columns, kRows)} {}

    int columns() const { return columns_; }
    const char* one() const { return one_.c_str(); }
    const char* many() const { return many_.c_str(); }

private:
    static std::string rowsText(int columns, int rows) {
        std::string text;
        for (int i = 0; i < rows * columns; ++i) {
            text += i % columns == 0 ? (i == 0 ? "($" : ", ($") : ", $";
            text += std::to_string(i + 1);
            if (i % columns == columns - 1) text += ')';
        }
        return text;
    }

    int columns_;
    std::string one_;
    std::string many_;
};

class BulkRows {
public:
    BulkRows(Connection& connection, const Bulk& bulk) : connection_{connection}, bulk_{bulk} {}

    /// What the values look at must live until finish().
    template <class... A>
    void add(const A&... values) {
        BUONO_CHECK(sizeof...(A) == static_cast<std::size_t>(bulk_.columns()));
        (waiting_.emplace_back(values), ...);
        if (waiting_.size() < static_cast<std::size_t>(bulk_.columns() * Bulk::kRows)) return;
        connection_.write(bulk_.many(), waiting_);
        waiting_.clear();
    }

    void finish() {
        const auto columns = static_cast<std::size_t>(bulk_.columns());
        for (std::size_t i = 0; i < waiting_.size(); i += columns)
            connection_.write(bulk_.one(), std::span{waiting_}.subspan(i, columns));
        waiting_.clear();
    }

private:
    Connection& connection_;
    const Bulk& bulk_;
    std::vector<Value> waiting_;
};

/// Asks for the rows of many keys, a hundred a statement.
class BulkIn {
public:
    /// @param head "SELECT a, b FROM t WHERE a IN "
    explicit BulkIn(const std::string& head) : sql_{head + "("} {
        for (int i = 1; i <= Bulk::kRows; ++i) sql_ += (i == 1 ? "$" : ", $") + std::to_string(i);
        sql_ += ')';
    }

    template <class Key>
    void each(Connection& connection, std::span<const Key> keys, const Connection::Each& each) const {
        while (!keys.empty()) {
            const auto next = keys.first(std::min<std::size_t>(keys.size(), Bulk::kRows));
            std::vector<Value> values{next.begin(), next.end()};
            values.resize(Bulk::kRows, Value{next.front()});  // A key asked twice is answered once.
            connection.query(sql_.c_str(), values, each);
            keys = keys.subspan(next.size());
        }
    }

private:
    std::string sql_;
};

}  // namespace buono::store
