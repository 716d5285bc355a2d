#include "adapters/store/import_rows.hpp"

#include "adapters/store/many.hpp"

namespace buono::store {
namespace {

using namespace registers;

constexpr std::string_view kPlace = "imports.document";

}  // namespace

std::optional<Import> ImportRows::find(const Id& id) const {
    std::optional<Import> found;
    connection_.rows(
        "SELECT id, kind, target, actor, scope, state, accepted, refused, at_us, seq FROM imports WHERE id = $1",
        [&](const Row& row) {
            found = Import{row.id(0),
                           std::string{row.text(1)},
                           row.id(2),
                           std::string{row.text(3)},
                           row.id(4),
                           static_cast<ImportState>(row.number(5)),
                           static_cast<int>(row.number(6)),
                           static_cast<int>(row.number(7)),
                           row.instant(8),
                           static_cast<std::uint64_t>(row.number(9))};
        },
        id);
    return found;
}

std::string ImportRows::document(const Id& id) const {
    std::vector<std::uint8_t> sealed;
    connection_.rows(
        "SELECT document FROM imports WHERE id = $1",
        [&](const Row& row) {
            const auto bytes = row.bytes(0);
            sealed.assign(bytes.begin(), bytes.end());
        },
        id);
    return vault_.open(id, kPlace, sealed);
}

std::vector<RefusedRow> ImportRows::refusedRows(const Id& id, int after_line, int limit) const {
    std::vector<RefusedRow> rows;
    connection_.rows(
        "SELECT line, column_name, code, detail FROM import_refused_rows WHERE import = $1 AND line > $2 "
        "ORDER BY line LIMIT $3",
        [&](const Row& row) {
            rows.push_back({static_cast<int>(row.number(0)), std::string{row.text(1)},
                            static_cast<ErrorCode>(row.number(2)), std::string{row.text(3)}});
        },
        id, after_line, limit);
    return rows;
}

void ImportRows::add(const Import& import, std::string_view document, std::span<const RefusedRow> refused) {
    connection_.run(
        "INSERT INTO imports (id, kind, target, actor, scope, state, accepted, refused, at_us, seq, document) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        import.id, import.kind, import.target, import.actor, import.scope, static_cast<int>(import.state),
        import.accepted, import.refused, import.at, import.seq, vault_.seal(import.id, kPlace, document));
    addRefused(import.id, refused);
}

void ImportRows::keep(const Import& import) {
    connection_.run("UPDATE imports SET state = $2, accepted = $3, refused = $4, seq = $5 WHERE id = $1", import.id,
                    static_cast<int>(import.state), import.accepted, import.refused, import.seq);
    if (import.state == ImportState::Staged) return;
    vault_.destroy(import.id);
    connection_.run("UPDATE imports SET document = $2 WHERE id = $1", import.id, Bytes{});
}

void ImportRows::replaceRefusedRows(const Id& id, std::span<const RefusedRow> refused) {
    connection_.run("DELETE FROM import_refused_rows WHERE import = $1", id);
    addRefused(id, refused);
}

void ImportRows::addRefused(const Id& id, std::span<const RefusedRow> refused) {
    static const auto rows = Many::rows("import_refused_rows (import, line, column_name, code, detail)", 5);
    rows.write(connection_, refused.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto& row = refused[i];
        values.insert(values.end(), {id, row.line, row.column, static_cast<int>(row.code), row.detail});
    });
}

}  // namespace buono::store
