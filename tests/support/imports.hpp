// The rows of imports in memory, and a reader of the plainest table: cells between commas, no quotes.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/register/imports.hpp"

namespace buono::test {

class MemoryImports final : public registers::Imports {
public:
    std::optional<registers::Import> find(const registers::Id& id) const override {
        const auto at = rows.find(id);
        return at == rows.end() ? std::nullopt : std::optional{at->second};
    }
    std::string document(const registers::Id& id) const override {
        return documents.contains(id) ? documents.at(id) : "";
    }
    std::vector<registers::RefusedRow> refusedRows(const registers::Id& id, int after, int limit) const override {
        std::vector<registers::RefusedRow> found;
        if (!refused.contains(id)) return found;
        for (const auto& row : refused.at(id))
            if (row.line > after && static_cast<int>(found.size()) < limit) found.push_back(row);
        return found;
    }
    void add(const registers::Import& import, std::string_view document,
             std::span<const registers::RefusedRow> found) override {
        rows[import.id] = import;
        documents[import.id] = document;
        replaceRefusedRows(import.id, found);
    }
    void keep(const registers::Import& import) override {
        rows[import.id] = import;
        if (import.state != registers::ImportState::Staged) documents.erase(import.id);
    }
    void replaceRefusedRows(const registers::Id& id, std::span<const registers::RefusedRow> found) override {
        refused[id].assign(found.begin(), found.end());
    }

    std::map<registers::Id, registers::Import> rows;
    std::map<registers::Id, std::string> documents;
    std::map<registers::Id, std::vector<registers::RefusedRow>> refused;
};

class PlainTables final : public registers::TableReader {
public:
    Result<registers::Table> read(std::string_view bytes, std::size_t) const override {
        registers::Table table;
        for (int number = 1; !bytes.empty(); ++number) {
            auto cells = split(take(bytes, '\n'));
            if (number == 1)
                table.header = std::move(cells);
            else
                table.lines.push_back({number, std::move(cells)});
        }
        return table;
    }

private:
    static std::string_view take(std::string_view& rest, char end) {
        const auto at = std::min(rest.find(end), rest.size());
        const auto taken = rest.substr(0, at);
        rest.remove_prefix(std::min(at + 1, rest.size()));
        return taken;
    }
    static std::vector<std::string> split(std::string_view line) {
        std::vector<std::string> cells;
        for (std::size_t at = 0; at <= line.size();) {
            const auto end = std::min(line.find(',', at), line.size());
            cells.emplace_back(line.substr(at, end - at));
            at = end + 1;
        }
        return cells;
    }
};

}  // namespace buono::test
