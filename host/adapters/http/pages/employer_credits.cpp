// One plan of an employer, and the file that credits its people: handed in, looked at, confirmed or given up.
//
// Every row is checked and nothing is written before the employer confirms; a refused row says its line and why.
#include "adapters/http/importing.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/plan_use.hpp"
#include "adapters/http/problem.hpp"
#include "core/ledger/book.hpp"
#include "core/register/codes.hpp"
#include "core/register/rooms.hpp"
#include "core/welfare/credit_import.hpp"
#include "core/welfare/rooms.hpp"
#include "core/welfare/threshold.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;
using registers::Import;

constexpr int kRowsShown = 50;

std::optional<welfare::Plan> ownPlan(Desk& desk, const Request& request) {
    auto plan = desk.views.welfare.plans.plan(request.id("plan_id"));
    return plan && plan->employer == request.caller.scope ? plan : std::nullopt;
}

Response absent(Desk& desk, const Request& request) {
    return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
}

Response planPage(Desk& desk, const Request& request, const welfare::Plan& plan, const Error* error) {
    const auto use = spentUseOf(desk, plan);
    const auto threshold = welfare::thresholdOf(plan.year);
    const auto euro = [&](Money amount) { return pages::euro(amount, request.language); };
    Data data;
    data.text("id", plan.id.text())
        .text("name", plan.name)
        .text("year", std::to_string(plan.year))
        .text("amount", euro(plan.amount))
        .text("left", euro(use.left))
        .text("credited", euro(use.credited))
        .text("people", std::to_string(use.people))
        .flag("any_spent", use.spent.has_value())
        .text("spent", euro(use.spent.value_or(Money{})))
        .text("from", pages::day(plan.usable_from))
        .text("until", pages::day(plan.usable_until))
        .text("threshold", euro(threshold.ordinary))
        .text("threshold_child", euro(threshold.with_dependent_child))
        .text("law", threshold.source)
        .text("typed", request.field("csv"));
    if (error != nullptr && !error->detail.empty())
        data.one("error_place", Data{}.text("detail", error->detail));
    else
        data.none("error_place");
    pages::addError(data, error, request);
    return pages::page(desk, request, "plan", plan.name, std::move(data), error == nullptr ? 200 : 422);
}

std::optional<Import> ownImport(Desk& desk, const Request& request) {
    auto import = desk.views.imports.imports.find(request.id("import_id"));
    const bool own = import && import->scope == request.caller.scope && import->kind == welfare::kCredits;
    return own ? import : std::nullopt;
}

Response previewPage(Desk& desk, const Request& request, const Import& import, const Error* error) {
    std::vector<Data> rows;
    for (const auto& row : desk.views.imports.imports.refusedRows(import.id, 0, kRowsShown)) {
        rows.push_back(Data{}
                           .text("line", std::to_string(row.line))
                           .text("column", row.column)
                           .text("why", problemText(row.code).title(request.language)));
    }
    Data data;
    data.text("id", import.id.text())
        .text("plan", import.target.text())
        .text("accepted", std::to_string(import.accepted))
        .text("refused", std::to_string(import.refused))
        .flag("any_accepted", import.accepted > 0)
        .flag("more_rows", import.refused > static_cast<int>(rows.size()))
        .flag("open", import.state == registers::ImportState::Staged);
    data.flag("any_refused", !rows.empty()).list("rows", std::move(rows));
    pages::addError(data, error, request);
    return pages::page(desk, request, "credits_preview", "Check before crediting", std::move(data),
                       error == nullptr ? 200 : 422);
}

}  // namespace

Response pagePlan(Desk& desk, const Request& request) {
    const auto plan = ownPlan(desk, request);
    return plan ? planPage(desk, request, *plan, nullptr) : absent(desk, request);
}

Response pageHandInCredits(Desk& desk, const Request& request) {
    const auto plan = ownPlan(desk, request);
    if (!plan) return absent(desk, request);
    Import import;
    import.id = desk.ids.next();
    import.kind = welfare::kCredits;
    import.target = plan->id;
    import.actor = request.caller.actor();
    import.scope = request.caller.scope;
    import.at = desk.clock.now();
    const auto document = request.field("csv");
    const auto checked = checkImport(desk, import, document);
    const auto stage = [&]() -> Result<std::string> {
        auto kept = import;
        kept.seq = desk.changes.book.seq();
        const auto staged = desk.changes.imports.stage(kept, document, checked);
        if (!staged) return staged.error();
        return "/azienda/crediti/" + staged->id.text();
    };
    return pages::once(desk, request, stage,
                       [&](const Error& error) { return planPage(desk, request, *plan, &error); });
}

Response pageCreditsPreview(Desk& desk, const Request& request) {
    const auto import = ownImport(desk, request);
    return import ? previewPage(desk, request, *import, nullptr) : absent(desk, request);
}

Response pageConfirmCredits(Desk& desk, const Request& request) {
    const auto import = ownImport(desk, request);
    if (!import) return absent(desk, request);
    const auto confirm = [&]() -> Result<std::string> {
        const auto done = desk.changes.imports.confirm(import->id, request.caller.scope, desk.changes.book.time());
        if (!done) return done.error();
        return "/azienda/piani/" + import->target.text() + "?esito=accreditati";
    };
    return pages::once(desk, request, confirm,
                       [&](const Error& error) { return previewPage(desk, request, *import, &error); });
}

Response pageDiscardCredits(Desk& desk, const Request& request) {
    const auto import = ownImport(desk, request);
    if (!import) return absent(desk, request);
    const auto discard = [&]() -> Result<std::string> {
        const auto done = desk.changes.imports.discard(import->id, request.caller.scope, desk.changes.book.seq());
        if (!done) return done.error();
        return "/azienda/piani/" + import->target.text() + "?esito=fatto";
    };
    return pages::once(desk, request, discard,
                       [&](const Error& error) { return previewPage(desk, request, *import, &error); });
}

}  // namespace buono::http::operations
