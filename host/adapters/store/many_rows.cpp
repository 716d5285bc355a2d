#include "adapters/store/many_rows.hpp"

namespace buono::store {
namespace {

std::string textOf(std::string_view into, std::size_t columns, std::size_t rows, std::string_view after) {
    std::string sql = "INSERT INTO " + std::string{into} + " VALUES ";
    for (std::size_t place = 1; place <= rows * columns; ++place) {
        const auto column = (place - 1) % columns;
        sql += column == 0 ? (place == 1 ? "($" : ", ($") : ", $";
        sql += std::to_string(place);
        if (column == columns - 1) sql += ')';
    }
    return after.empty() ? sql : sql.append(" ").append(after);
}

}  // namespace

ManyRows::ManyRows(std::string_view into, std::size_t columns, std::string_view after) {
    const std::size_t rows[] = {64, 8, 1};
    for (std::size_t i = 0; i < sizes_.size(); ++i) sizes_[i] = {rows[i], textOf(into, columns, rows[i], after)};
}

}  // namespace buono::store
