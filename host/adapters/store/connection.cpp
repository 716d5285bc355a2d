#include "adapters/store/connection.hpp"

#include <algorithm>

#include <cstring>

#include <buono/check.hpp>

#include "adapters/store/many.hpp"

namespace buono::store {

registers::Id Row::id(int column) const {
    registers::Id id;
    const auto found = bytes(column);
    if (found.empty()) return id;
    BUONO_CHECK(found.size() == id.bytes.size());
    std::copy(found.begin(), found.end(), id.bytes.begin());
    return id;
}

registers::Sha256 Row::hash(int column) const {
    registers::Sha256 hash{};
    const auto found = bytes(column);
    BUONO_CHECK(found.size() == hash.size());
    std::copy(found.begin(), found.end(), hash.begin());
    return hash;
}

void Connection::Sheaf::keep(const Value& value) {
    const auto& held = value.get();
    Kept kept;
    kept.type = held.index();
    kept.from = bytes.size();
    if (const auto* number = std::get_if<std::int64_t>(&held)) {
        kept.number = *number;
    } else if (const auto* text = std::get_if<std::string_view>(&held)) {
        bytes.append(*text);
    } else {
        const auto raw = *std::get_if<Bytes>(&held);
        bytes.append(reinterpret_cast<const char*>(raw.data()), raw.size());
    }
    kept.size = bytes.size() - kept.from;
    values.push_back(kept);
}

Value Connection::Sheaf::value(const Kept& kept) const {
    if (kept.type == 0) return kept.number;
    const std::string_view text{bytes.data() + kept.from, kept.size};
    if (kept.type == 1) return text;
    return Bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void Connection::later(const Many& rows, std::string_view table, std::initializer_list<Value> values) {
    if (!in_turn_) {
        rows.write(*this, 1, [&](std::size_t, std::vector<Value>& all) { all.insert(all.end(), values); });
        return;
    }
    auto found = std::find_if(sheaves_.begin(), sheaves_.end(), [&](const auto& one) { return one->rows == &rows; });
    if (found == sheaves_.end()) {
        found = sheaves_.insert(found, std::make_unique<Sheaf>());
        (*found)->rows = &rows;
        (*found)->table = table;
    }
    auto& sheaf = **found;
    if (sheaf.items++ == 0) waiting_.push_back(&sheaf);
    for (const auto& value : values) sheaf.keep(value);
    ++writes_;
}

void Connection::writeNamed(const char* sql) {
    for (std::size_t i = 0; i < waiting_.size();) {
        auto& sheaf = *waiting_[i];
        if (std::strstr(sql, sheaf.table.c_str()) == nullptr) {
            ++i;
            continue;
        }
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
        write(sheaf);
    }
}

void Connection::writeWaiting() {
    while (!waiting_.empty()) {
        auto& sheaf = *waiting_.back();
        waiting_.pop_back();
        write(sheaf);
    }
}

/// The rows were counted when they were left here: a change that only reads, and makes them be written, wrote nothing.
void Connection::write(Sheaf& sheaf) {
    const auto counted = writes_;
    const auto columns = sheaf.values.size() / sheaf.items;
    sheaf.rows->write(*this, sheaf.items, [&](std::size_t item, std::vector<Value>& all) {
        for (std::size_t column = 0; column < columns; ++column)
            all.push_back(sheaf.value(sheaf.values[item * columns + column]));
    });
    sheaf.items = 0;
    sheaf.values.clear();
    sheaf.bytes.clear();
    writes_ = counted;
}

}  // namespace buono::store
