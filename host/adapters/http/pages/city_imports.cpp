// Applications from a file: handed in, looked at with what was refused and why, then confirmed or discarded.
//
// Nothing is written before somebody confirms. Refusals name lines and columns, never persons.
#include "adapters/http/importing.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/city.hpp"
#include "adapters/http/problem.hpp"
#include "core/ledger/book.hpp"
#include "core/programmes/ports.hpp"
#include "core/programmes/rooms.hpp"
#include "core/register/codes.hpp"
#include "core/register/rooms.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;
using registers::Import;
using registers::ImportState;

constexpr std::string_view kKind = "applications";
constexpr int kRowsShown = 100;

/// The file, or what was pasted where no file was chosen.
std::string_view documentOf(const Request& request) {
    const auto file = request.field("file");
    return file.empty() ? request.field("text") : file;
}

Import importOf(Desk& desk, const Request& request) {
    Import import;
    import.id = desk.ids.next();
    import.kind = kKind;
    import.target = request.id("programme_id");
    import.actor = request.caller.actor();
    import.scope = request.caller.scope;
    import.at = desk.clock.now();
    return import;
}

/// The city's import of the path; an employer's is none of it.
std::optional<Import> visible(Desk& desk, const Request& request) {
    auto import = desk.views.imports.imports.find(request.id("import_id"));
    if (!import || import->scope != request.caller.scope || import->kind != kKind) return std::nullopt;
    return import;
}

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
std::pair<const char*, const char*> stateText(ImportState state) {
    switch (state) {
        case ImportState::Staged: return {SAY("To be confirmed: nothing is written yet"), "warn"};
        case ImportState::Confirmed: return {SAY("Confirmed: the rows taken are written"), "good"};
        case ImportState::Discarded: return {SAY("Discarded: nothing was written"), ""};
    }
    return {"", ""};
}
#undef SAY

Data refusedRow(const Request& request, const registers::RefusedRow& row) {
    return Data{}
        .text("line", std::to_string(row.line))
        .text("column", row.column)
        .text("why", problemText(row.code).title(request.language))
        .text("detail", row.detail);
}

Response importPage(Desk& desk, const Request& request, const Error* error) {
    const auto import = visible(desk, request);
    if (!import) return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    const auto programme = desk.views.programmes.programmes.find(import->target);
    BUONO_CHECK(programme);
    std::vector<Data> rows;
    for (const auto& row : desk.views.imports.imports.refusedRows(import->id, 0, kRowsShown))
        rows.push_back(refusedRow(request, row));
    const auto [state, tone] = stateText(import->state);
    Data data;
    data.text("id", import->id.text())
        .text("call", import->target.text())
        .text("name", pages::titleOf(programme->call, request.language));
    data.text("accepted", std::to_string(import->accepted)).text("refused", std::to_string(import->refused));
    data.text("state", pages::say(desk, request, state)).text("tone", tone).text("on", pages::day(desk, import->at));
    data.flag("staged", import->state == ImportState::Staged).flag("any_accepted", import->accepted > 0);
    data.flag("more_refused", import->refused > kRowsShown);
    data.flag("any_refused", !rows.empty()).list("rows", std::move(rows));
    pages::addStaffError(data, error, request);
    return pages::page(desk, request, "import", "Applications from a file", std::move(data),
                       error == nullptr ? 200 : 422);
}

}  // namespace

Response pageHandIn(Desk& desk, const Request& request) {
    const auto document = documentOf(request);
    const Error none{ErrorCode::MissingMember, "file", "choose a file, or paste its lines"};
    if (document.empty()) return pages::callPage(desk, request, &none);
    const auto import = importOf(desk, request);
    const auto found = checkImport(desk, import, document);
    const auto stage = [&]() -> Result<std::string> {
        auto kept = import;
        kept.seq = desk.changes.book.seq();
        const auto staged = desk.changes.imports.stage(kept, document, found);
        if (!staged) return staged.error();
        return "/comune/importazioni/" + staged->id.text();
    };
    return pages::once(desk, request, stage,
                       [&](const Error& error) { return pages::callPage(desk, request, &error); });
}

Response pageImport(Desk& desk, const Request& request) { return importPage(desk, request, nullptr); }

Response pageConfirmImport(Desk& desk, const Request& request) {
    const auto id = request.id("import_id");
    const auto confirm = [&]() -> Result<std::string> {
        const auto confirmed = desk.changes.imports.confirm(id, request.caller.scope, desk.changes.book.time());
        if (!confirmed) return confirmed.error();
        return "/comune/importazioni/" + id.text() + "?esito=importato";
    };
    return pages::once(desk, request, confirm, [&](const Error& error) { return importPage(desk, request, &error); });
}

Response pageDiscardImport(Desk& desk, const Request& request) {
    const auto id = request.id("import_id");
    const auto discard = [&]() -> Result<std::string> {
        const auto discarded = desk.changes.imports.discard(id, request.caller.scope, desk.changes.book.seq());
        if (!discarded) return discarded.error();
        return "/comune/importazioni/" + id.text() + "?esito=scartato";
    };
    return pages::once(desk, request, discard, [&](const Error& error) { return importPage(desk, request, &error); });
}

}  // namespace buono::http::operations
