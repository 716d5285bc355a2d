#include "adapters/store/drivers/sqlite/statement.hpp"

#include <buono/check.hpp>

namespace buono::store {

bool Statement::bind(std::span<const Value> values) {
    if (sqlite3_bind_parameter_count(prepared_) != static_cast<int>(values.size())) return false;
    int place = 0;
    for (const auto& value : values) {
        if (!bindOne(++place, value)) return false;
    }
    return true;
}

bool Statement::bindOne(int place, const Value& value) {
    const auto& held = value.get();
    if (const auto* number = std::get_if<std::int64_t>(&held)) {
        return sqlite3_bind_int64(prepared_, place, *number) == SQLITE_OK;
    }
    // A null pointer would bind NULL; nothing of length 0 is nothing all the same.
    if (const auto* text = std::get_if<std::string_view>(&held)) {
        BUONO_CHECK(text->find('\0') == text->npos);  // PostgreSQL would cut it there: entrances refuse it.
        const auto* from = text->empty() ? "" : text->data();
        return sqlite3_bind_text64(prepared_, place, from, text->size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
    }
    const auto bytes = *std::get_if<Bytes>(&held);
    const void* from = bytes.empty() ? static_cast<const void*>("") : bytes.data();
    return sqlite3_bind_blob64(prepared_, place, from, bytes.size(), SQLITE_STATIC) == SQLITE_OK;
}

std::string_view SqliteRow::text(int column) const {
    const auto* from = reinterpret_cast<const char*>(sqlite3_column_text(prepared_, column));
    return from ? std::string_view{from, static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))}
                : std::string_view{};
}

Bytes SqliteRow::bytes(int column) const {
    const auto* from = static_cast<const std::uint8_t*>(sqlite3_column_blob(prepared_, column));
    return from ? Bytes{from, static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))} : Bytes{};
}

}  // namespace buono::store
