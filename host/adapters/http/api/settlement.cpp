// Settlements of the caller's debtor (the city, or one employer), their statements and files; an ente's statements.
#include <array>

#include "adapters/http/api/slices.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/settling.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/register/codes.hpp"
#include "core/settlement/rooms.hpp"
#include "core/settlement/settle.hpp"

namespace buono::http::operations {
namespace {

using settlement::Payout;
using settlement::Settlement;

Error absent() { return {codes::kNotFound, {}, {}}; }

void writeSettlement(json::Writer& out, const Settlement& one) {
    out.member("id", one.id)
        .member("debtor", word(one.debtor.kind))
        .member("number", one.number)
        .member("state", word(one.state))
        .member("execution_date", one.execution);
    out.beginObject("payer").member("name", one.payer.name).member("iban", one.payer.iban).endObject();
    out.member("payouts", one.payouts)
        .member("dues", one.dues)
        .member("total", one.total)
        .member("proposed_by", one.proposed_by)
        .member("proposed_at", one.proposed);
    if (one.state == settlement::State::Proposed) return;
    out.member("decided_by", one.decided_by).member("decided_at", one.decided);
}

/// What was left out because the ledger says otherwise. Absent where all agreed.
void writeDifferences(json::Writer& out, const std::vector<settlement::Difference>& differences) {
    if (differences.empty()) return;
    out.beginArray("left_out");
    for (const auto& one : differences) {
        out.beginObject()
            .member("ente_id", one.ente)
            .member("due", one.dues)
            .member("in_ledger", one.ledger)
            .endObject();
    }
    out.endArray();
}

void writePayout(json::Writer& out, Desk& desk, const Payout& one) {
    const auto ente = desk.views.catalogue.enti.ente(one.ente);
    out.member("id", one.id)
        .member("reference", settlement::reference(one.id))
        .member("settlement_id", one.settlement)
        .member("debtor", word(one.debtor.kind))
        .member("fund", one.fund);
    if (!one.cup.empty()) out.member("cup", one.cup);
    out.beginObject("ente").member("id", one.ente).member("name", ente ? ente->name : one.payee.name).endObject();
    out.beginObject("payee").member("name", one.payee.name).member("iban", one.payee.iban).endObject();
    out.member("dues", one.dues).member("amount", one.amount);
}

void writeLines(json::Writer& out, Desk& desk, const Payout& payout) {
    constexpr int kLinesMax = 1'000;  // All of them are in the table.
    out.beginArray("lines");
    for (const auto& line : desk.views.settlement.dues.lines(payout.id, {}, kLinesMax)) {
        out.beginObject()
            .member("redemption_id", line.redemption)
            .member("reference", settlement::reference(line.redemption))
            .member("redeemed_at", line.at)
            .member("amount", line.amount)
            .endObject();
    }
    out.endArray();
}

/// The body must be {}: what is decided on stands in the path.
Status readNothing(const Request& request) {
    json::Document document{request.body};
    document.object();
    return document.finish();
}

Result<bool> asTable(const Request& request) {
    const auto format = request.argument("format");
    if (format.empty() || format == "json") return false;
    if (format == "csv") return true;
    return Error{ErrorCode::InvalidValue, "format", "format is json or csv"};
}

registers::Reply rendered(Desk& desk, const Settlement& one,
                          const std::vector<settlement::Difference>& differences = {}) {
    json::Writer out;
    out.beginObject();
    writeSettlement(out, one);
    writeDifferences(out, differences);
    out.member("seq", desk.changes.book.seq()).endObject();
    return {201, out.take()};
}

/// The payout of the path, if the caller is paid by it or pays it.
std::optional<Payout> readablePayout(Desk& desk, const Request& request) {
    auto payout = desk.views.settlement.settlements.payout(request.id("statement_id"));
    if (!payout) return std::nullopt;
    const auto settlement = desk.views.settlement.settlements.settlement(payout->settlement);
    BUONO_CHECK(settlement);
    const bool readable = request.caller.role == people::Role::Ente
                              ? payout->ente == request.caller.scope && settlement->state == settlement::State::Approved
                              : settlement->debtor == debtorOf(request.caller);
    return readable ? payout : std::nullopt;
}

}  // namespace

Response createSettlement(Desk& desk, const Request& request) {
    const auto debtor = debtorOf(request.caller);
    json::Document document{request.body};
    auto body = document.object();
    constexpr std::array<std::string_view, 2> kDebtors{"city", "employer"};
    const auto named = body.oneOf("debtor", kDebtors);
    const auto execution = body.date("execution_date");
    if (kDebtors[named] != word(debtor.kind))
        body.refuse("debtor", ErrorCode::InvalidValue, "an accountant settles for the city, an employer for itself");
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto proposed =
            desk.changes.settlement.propose({debtor, execution, request.caller.person}, desk.changes.book.time());
        if (!proposed) return proposed.error();
        return rendered(desk, proposed->settlement, proposed->left_out);
    });
}

Response listSettlements(Desk& desk, const Request& request) {
    const auto page = pageOf(request);
    if (!page) return problem(page.error(), request);
    const auto all = desk.views.settlement.settlements.of(debtorOf(request.caller), page->before, page->limit);
    return pageAnswer(request, *page, all, [](json::Writer& out, const Settlement& one) { writeSettlement(out, one); });
}

Response readSettlement(Desk& desk, const Request& request) {
    const auto one = ownSettlement(desk, request);
    if (!one) return problem(one.error(), request);
    json::Writer out;
    out.beginObject();
    writeSettlement(out, *one);
    writeDifferences(out, desk.views.settlement.settlements.differences(one->id));
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response listSettlementStatements(Desk& desk, const Request& request) {
    const auto one = ownSettlement(desk, request);
    if (!one) return problem(one.error(), request);
    const auto table = asTable(request);
    if (!table) return problem(table.error(), request);
    const auto payouts = desk.views.settlement.settlements.payouts(one->id);
    if (*table) return statementTable(desk, request, payouts, "settlement-" + std::to_string(one->number));
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& payout : payouts) {
        out.beginObject();
        writePayout(out, desk, payout);
        out.endObject();
    }
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response readPaymentFile(Desk& desk, const Request& request) {
    const auto one = ownSettlement(desk, request);
    if (!one) return problem(one.error(), request);
    auto file = paymentFile(desk, *one);
    return file ? *std::move(file) : problem(file.error(), request);
}

Response approveSettlement(Desk& desk, const Request& request) {
    if (const auto read = readNothing(request); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto approved = desk.changes.settlement.approve(debtorOf(request.caller), request.id("settlement_id"),
                                                              request.caller.person, desk.changes.book.time());
        if (!approved) return approved.error();
        return rendered(desk, *approved);
    });
}

Response cancelSettlement(Desk& desk, const Request& request) {
    if (const auto read = readNothing(request); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto cancelled = desk.changes.settlement.cancel(debtorOf(request.caller), request.id("settlement_id"),
                                                              request.caller.person, desk.changes.book.time());
        if (!cancelled) return cancelled.error();
        return rendered(desk, *cancelled);
    });
}

Response listStatements(Desk& desk, const Request& request) {
    const auto page = pageOf(request);
    if (!page) return problem(page.error(), request);
    const auto all = desk.views.settlement.settlements.paidTo(request.caller.scope, page->before, page->limit);
    return pageAnswer(request, *page, all, [&](json::Writer& out, const Payout& one) { writePayout(out, desk, one); });
}

Response readStatement(Desk& desk, const Request& request) {
    const auto payout = readablePayout(desk, request);
    if (!payout) return problem(absent(), request);
    const auto table = asTable(request);
    if (!table) return problem(table.error(), request);
    if (*table) return statementTable(desk, request, {*payout}, "statement-" + settlement::reference(payout->id));
    json::Writer out;
    out.beginObject();
    writePayout(out, desk, *payout);
    if (request.caller.role != people::Role::Employer) writeLines(out, desk, *payout);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace buono::http::operations
