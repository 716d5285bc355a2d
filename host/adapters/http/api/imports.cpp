// Files handed in: staged, looked at, confirmed or discarded.

#include <algorithm>
#include <array>

#include "adapters/http/change.hpp"
#include "adapters/http/csv_writer.hpp"
#include "adapters/http/importing.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/paging.hpp"
#include "adapters/http/problem.hpp"
#include "core/ledger/book.hpp"
#include "core/register/codes.hpp"
#include "core/register/rooms.hpp"

namespace buono::http::operations {
namespace {

using registers::Import;
using registers::RefusedRow;
using registers::Reply;

constexpr int kRowsShown = 20;

/// What each kind goes into, and whether the city or an employer hands it in.
struct KindTerms {
    std::string_view kind;
    std::string_view target;
    bool is_employers;
};
constexpr std::array kKinds{KindTerms{"applications", "programme", false}, KindTerms{"credits", "plan", true}};

Result<Import> importOf(Desk& desk, const Request& request) {
    for (const auto& terms : kKinds) {
        if (terms.kind != request.argument("kind")) continue;
        if (terms.is_employers != (request.caller.role == people::Role::Employer))
            return Error{codes::kNotAllowed, "kind", "files of this kind are handed in by another role"};
        const auto target = registers::Id::parse(request.argument(terms.target));
        if (!target) return Error{codes::kImportKindUnknown, std::string{terms.target}, "name what the file goes into"};
        Import import;
        import.id = desk.ids.next();
        import.kind = terms.kind;
        import.target = *target;
        import.actor = request.caller.actor();
        import.scope = request.caller.scope;
        import.at = desk.clock.now();
        return import;
    }
    return Error{codes::kImportKindUnknown, "kind", "the kinds are applications and credits"};
}

void writeRow(json::Writer& out, const RefusedRow& row, Language language) {
    const auto& text = problemText(row.code);
    out.beginObject()
        .member("line", row.line)
        .member("column", row.column)
        .member("code", text.number)
        .member("name", text.name)
        .member("title", text.title(language))
        .member("detail", row.detail)
        .endObject();
}

void writeImport(json::Writer& out, const Import& import, std::span<const RefusedRow> refused, Language language) {
    out.member("id", import.id)
        .member("kind", import.kind)
        .member("target", import.target)
        .member("state", word(import.state))
        .member("accepted", import.accepted)
        .member("refused", import.refused)
        .member("at", import.at)
        .beginArray("rows_refused");
    for (const auto& row : refused.first(std::min<std::size_t>(refused.size(), kRowsShown)))
        writeRow(out, row, language);
    out.endArray();
}

std::string writtenText(const Import& import, std::span<const RefusedRow> refused, Language language) {
    json::Writer out;
    out.beginObject();
    writeImport(out, import, refused, language);
    out.member("seq", import.seq).endObject();
    return out.take();
}

std::optional<Import> visible(Desk& desk, const Request& request) {
    auto import = desk.views.imports.imports.find(request.id("import_id"));
    if (!import || import->scope != request.caller.scope) return std::nullopt;
    return import;
}

Response errorsCsv(Desk& desk, const Request& request, const registers::Id& id) {
    CsvWriter csv{"line", "column", "code", "reason", "detail"};
    const auto rows = desk.views.imports.imports.refusedRows(id, 0, static_cast<int>(registers::kImportLinesMax));
    for (const auto& row : rows) {
        const auto& text = problemText(row.code);
        csv.row({std::to_string(row.line), row.column, std::to_string(text.number), text.title(request.language),
                 row.detail});
    }
    return {200, csv.take(), kCsvType};
}

int lineIn(const std::string& position) {
    int line = 0;
    for (const char c : position) {
        if (c < '0' || c > '9' || line > 10'000'000) return 0;
        line = line * 10 + (c - '0');
    }
    return line;
}

Response absent(const Request& request) { return problem({codes::kNotFound, {}, {}}, request); }

}  // namespace

Response createImport(Desk& desk, const Request& request) {
    const auto import = importOf(desk, request);
    if (!import) return problem(import.error(), request);
    const auto found = checkImport(desk, *import, request.body);
    return change(desk, request, [&]() -> Result<Reply> {
        auto kept = *import;
        kept.seq = desk.changes.book.seq();
        const auto staged = desk.changes.imports.stage(kept, request.body, found);
        if (!staged) return staged.error();
        return Reply{201, writtenText(*staged, found->second, request.language)};
    });
}

Response readImport(Desk& desk, const Request& request) {
    const auto import = visible(desk, request);
    if (!import) return absent(request);
    const auto rows = desk.views.imports.imports.refusedRows(import->id, 0, kRowsShown);
    json::Writer out;
    out.beginObject();
    writeImport(out, *import, rows, request.language);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response listImportErrors(Desk& desk, const Request& request) {
    const auto slice = readSlice(request);
    if (!slice) return problem(slice.error(), request);
    const auto import = visible(desk, request);
    if (!import) return absent(request);
    if (request.argument("format") == "csv") return errorsCsv(desk, request, import->id);
    const auto& imports = desk.views.imports.imports;
    const auto rows = imports.refusedRows(import->id, lineIn(slice->after), static_cast<int>(slice->limit) + 1);
    const auto shown = std::min(rows.size(), slice->limit);
    json::Writer out;
    out.beginObject().beginArray("items");
    for (std::size_t i = 0; i < shown; ++i) writeRow(out, rows[i], request.language);
    out.endArray();
    if (rows.size() > shown) out.member("next_cursor", cursorOf(std::to_string(rows[shown - 1].line)));
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response confirmImport(Desk& desk, const Request& request) {
    json::Document document{request.body};
    document.object();
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    const auto id = request.id("import_id");
    return change(desk, request, [&]() -> Result<Reply> {
        const auto confirmed = desk.changes.imports.confirm(id, request.caller.scope, desk.changes.book.time());
        if (!confirmed) return confirmed.error();
        return Reply{201, writtenText(*confirmed, {}, request.language)};
    });
}

Response discardImport(Desk& desk, const Request& request) {
    const auto id = request.id("import_id");
    return change(desk, request, [&]() -> Result<Reply> {
        auto discarded = desk.changes.imports.discard(id, request.caller.scope, desk.changes.book.seq());
        if (!discarded) return discarded.error();
        return Reply{200, writtenText(*discarded, {}, request.language)};
    });
}

}  // namespace buono::http::operations
