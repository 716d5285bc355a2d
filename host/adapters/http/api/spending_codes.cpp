// Spending codes of a family: permissions to take up to an amount from one voucher, without a purchase.
#include "adapters/http/api/shopping.hpp"
#include "adapters/http/api/slices.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "core/ledger/rooms.hpp"
#include "core/purchases/allowance.hpp"
#include "core/purchases/rooms.hpp"
#include "core/purchases/spending.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using purchases::CodeKind;
using purchases::SpendingCode;

constexpr std::size_t kAreaMax = 64;

Result<purchases::SpendingOrder> readOrder(const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    purchases::SpendingOrder order;
    order.holder = request.caller.person;
    order.instrument = body.id("instrument_id");
    order.amount = body.money("amount");
    if (body.has("ente_id")) order.ente = body.id("ente_id");
    if (body.has("area")) order.area = body.text("area", 1, kAreaMax);
    if (body.has("expires_at")) order.expires = body.instant("expires_at");
    if (const auto read = document.finish(); !read) return read.error();
    return order;
}

registers::Reply kept(Desk& desk, const SpendingCode& code) {
    json::Writer out;
    out.beginObject();
    writeSpendingCode(out, code, purchases::left(desk.changes.book, code.allowance));
    out.member("seq", desk.changes.book.seq()).endObject();
    return {201, out.take()};
}

Response withSpendingCode(Desk& desk, Response response) {
    if (response.status < 300)
        response.body = withCode(std::move(response.body), CodeKind::Spending, desk.views.purchases.code_maker);
    return response;
}

void writeOwn(json::Writer& out, Desk& desk, const SpendingCode& code) {
    writeSpendingCode(out, code, purchases::left(desk.views.ledger.balances, code.allowance));
    if (code.expires <= desk.clock.now()) return;
    const auto text = desk.views.purchases.code_maker.code(CodeKind::Spending, code.id, code.issue);
    out.member("code", purchases::groupedCode(text));
}

}  // namespace

Response createSpendingCode(Desk& desk, const Request& request) {
    const auto order = readOrder(request);
    if (!order) return problem(order.error(), request);
    return withSpendingCode(desk, change(desk, request, [&]() -> Result<registers::Reply> {
                                const auto code =
                                    desk.changes.purchases.issue_spending_code(*order, desk.changes.book.time());
                                if (!code) return code.error();
                                return kept(desk, *code);
                            }));
}

Response listSpendingCodes(Desk& desk, const Request& request) {
    const auto page = pageOf(request);
    if (!page) return problem(page.error(), request);
    const auto rows = desk.views.purchases.codes.ofHolder(request.caller.person, *page);
    return pageAnswer(request, *page, rows,
                      [&](json::Writer& out, const SpendingCode& code) { writeOwn(out, desk, code); });
}

Response readSpendingCode(Desk& desk, const Request& request) {
    const auto code = desk.views.purchases.codes.spendingCode(request.id("spending_code_id"));
    if (!code || code->holder != request.caller.person) return problem({codes::kNotFound, {}, {}}, request);
    json::Writer out;
    out.beginObject();
    writeOwn(out, desk, *code);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response reissueSpendingCode(Desk& desk, const Request& request) {
    json::Document document{request.body};
    document.object();
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return withSpendingCode(desk, change(desk, request, [&]() -> Result<registers::Reply> {
                                const auto id = request.id("spending_code_id");
                                const auto code = desk.changes.purchases.reissue_code.spending(
                                    request.caller.person, id, desk.changes.book.time());
                                if (!code) return code.error();
                                return kept(desk, *code);
                            }));
}

}  // namespace buono::http::operations
