#include "core/register/imports.hpp"

#include "core/register/codes.hpp"

namespace buono::registers {
namespace {

Error notStaged() { return {codes::kImportNotStaged, {}, "the import was confirmed or discarded before"}; }

Result<Import> staged(const Imports& imports, const Id& id, const Id& scope) {
    auto import = imports.find(id);
    if (!import || import->scope != scope) return Error{codes::kNotFound, {}, {}};
    if (import->state != ImportState::Staged) return notStaged();
    return std::move(*import);
}

}  // namespace

std::string_view word(ImportState state) {
    switch (state) {
        case ImportState::Staged: return "staged";
        case ImportState::Confirmed: return "confirmed";
        case ImportState::Discarded: return "discarded";
    }
    return {};
}

Result<Import> StageImport::operator()(Import import, std::string_view document,
                                       const Result<ImportKind::Checked>& checked) {
    if (!checked) return checked.error();
    import.state = ImportState::Staged;
    import.accepted = checked->first;
    import.refused = static_cast<int>(checked->second.size());
    imports_.add(import, document, checked->second);
    return import;
}

Result<Import> ConfirmImport::operator()(const Id& id, const Id& scope, Instant now) {
    auto import = staged(imports_, id, scope);
    if (!import) return import.error();
    const auto kind = kinds_.find(import->kind);
    if (kind == kinds_.end()) return Error{codes::kImportKindUnknown, "kind", "this host no longer takes the kind"};
    const auto table = tables_.read(imports_.document(id), kImportLinesMax);
    if (!table) return table.error();
    const auto checked = kind->second->check(*import, *table, now);
    if (!checked) return checked.error();
    if (checked->first == 0) return Error{codes::kImportEmpty, {}, "every row is refused"};
    const auto seq = kind->second->write(*import, *table, now);
    if (!seq) return seq.error();

    // Past this line the import must be confirmed: its rows are written.
    import->state = ImportState::Confirmed;
    import->accepted = checked->first;
    import->refused = static_cast<int>(checked->second.size());
    import->seq = *seq;
    imports_.replaceRefusedRows(id, checked->second);
    imports_.keep(*import);
    return import;
}

Result<Import> DiscardImport::operator()(const Id& id, const Id& scope, std::uint64_t seq) {
    auto import = staged(imports_, id, scope);
    if (!import) return import.error();
    import->state = ImportState::Discarded;
    import->seq = seq;
    imports_.keep(*import);
    return import;
}

}  // namespace buono::registers
