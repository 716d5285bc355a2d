#include "adapters/store/many.hpp"

namespace buono::store {

Many::Many(const Text& text) {
    for (std::size_t size = 0; size < kSizes.size(); ++size) {
        auto& sql = sql_[size] = text.head;
        int number = 0;
        for (std::size_t item = 0; item < kSizes[size]; ++item) {
            if (item > 0) sql += text.between;
            for (const char c : text.item) {
                sql += c;
                if (c == '$') sql += std::to_string(++number);
            }
        }
        sql += text.tail;
    }
}

Many Many::rows(std::string_view into, std::size_t columns, std::string_view after) {
    std::string row = "($";
    for (std::size_t column = 1; column < columns; ++column) row += ", $";
    return Many{{"INSERT INTO " + std::string{into} + " VALUES ", row + ")", ", ",
                 after.empty() ? std::string{} : " " + std::string{after}}};
}

}  // namespace buono::store
