#include "adapters/http/importing.hpp"

#include "core/register/codes.hpp"
#include "core/register/rooms.hpp"

namespace buono::http {

Result<registers::ImportKind::Checked> checkImport(Desk& desk, const registers::Import& import,
                                                   std::string_view document) {
    const auto& views = desk.views.imports;
    const auto kind = views.kinds.find(import.kind);
    if (kind == views.kinds.end()) return Error{codes::kImportKindUnknown, "kind", "this host does not take the kind"};
    const auto table = views.tables.read(document, registers::kImportLinesMax);
    if (!table) return table.error();
    return kind->second->check(import, *table, import.at);
}

}  // namespace buono::http
