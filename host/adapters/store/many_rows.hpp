// ManyRows: one INSERT for many rows, so that a batch costs a few statements and not a few per change.
//
// Its texts are made once and live as long as the program: keep a ManyRows in a static. Rows must not clash: a clash
// is damage. One thread per call of insert(); the texts are shared.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store/connection.hpp"

namespace buono::store {

class ManyRows {
public:
    /// @param into    "journal (seq, body, hash)"
    /// @param after   "" or what follows the rows: "ON CONFLICT (no) DO UPDATE SET ..."
    ManyRows(std::string_view into, std::size_t columns, std::string_view after = {});

    /// @param add  puts the values of the row with this index behind those already there.
    template <class Add>
    void insert(Connection& connection, std::size_t rows, const Add& add) const {
        std::vector<Value> values;
        for (std::size_t row = 0; row < rows;) {
            const auto& size = largestWithin(rows - row);
            values.clear();
            for (const auto end = row + size.rows; row < end; ++row) add(row, values);
            connection.write(size.sql.c_str(), values);
        }
    }

private:
    struct Size {
        std::size_t rows = 0;
        std::string sql;
    };

    const Size& largestWithin(std::size_t rows) const {
        return *std::find_if(sizes_.begin(), sizes_.end(), [&](const Size& size) { return size.rows <= rows; });
    }

    std::array<Size, 3> sizes_;  ///< Largest first; the last is one row.
};

}  // namespace buono::store
