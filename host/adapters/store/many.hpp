// Many: one statement for many items, so that a batch costs a few statements and not a few per change: on PostgreSQL
// each is a round trip.
//
// Its texts (for 64, 48, ... 1 items) are made once and live as long as the program: keep a Many in a static. It may be
// shared; each call belongs to one thread.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store/connection.hpp"

namespace buono::store {

class Many {
public:
    struct Text {
        std::string_view head;     ///< "DELETE FROM ledger_holds WHERE hold IN ("
        std::string_view item;     ///< "$": each $ gets its number
        std::string_view between;  ///< ", "
        std::string_view tail;     ///< ")"
    };
    explicit Many(const Text& text);

    /// "INSERT INTO <into> VALUES (...), (...) <after>", `columns` in a row.
    static Many rows(std::string_view into, std::size_t columns, std::string_view after = {});

    /// @param add  puts the values of the item with this index behind those already there.
    template <class Add>
    void write(Connection& connection, std::size_t items, const Add& add) const {
        run(items, add, [&](const char* sql, std::span<const Value> values) { connection.write(sql, values); });
    }
    template <class Add>
    void query(Connection& connection, std::size_t items, const Add& add, const Connection::Each& each) const {
        run(items, add, [&](const char* sql, std::span<const Value> values) { connection.query(sql, values, each); });
    }

private:
    template <class Add, class Run>
    void run(std::size_t items, const Add& add, const Run& statement) const {
        std::vector<Value> values;
        for (std::size_t item = 0; item < items;) {
            const auto place = std::find_if(kSizes.begin(), kSizes.end(), [&](auto n) { return n <= items - item; });
            values.clear();
            for (const auto end = item + *place; item < end; ++item) add(item, values);
            statement(sql_[static_cast<std::size_t>(place - kSizes.begin())].c_str(), values);
        }
    }

    /// So that up to 80 items are two statements at most: each is a round trip to PostgreSQL.
    static constexpr std::array<std::size_t, 19> kSizes{64, 48, 32, 16, 15, 14, 13, 12, 11, 10,
                                                        9,  8,  7,  6,  5,  4,  3,  2,  1};

    std::array<std::string, kSizes.size()> sql_;
};

}  // namespace buono::store
