// Quotes and purchases of a family.
#include "adapters/http/api/shopping.hpp"
#include "adapters/http/api/slices.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "core/purchases/buy.hpp"
#include "core/purchases/cancel.hpp"
#include "core/purchases/rooms.hpp"
#include "core/purchases/spending.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using purchases::CodeKind;
using purchases::Purchase;

constexpr std::size_t kTokenMax = 4096, kMethodMax = 32;

/// What the payer wants on this line: an instrument's id, or "direct" for their own money only.
std::optional<registers::Id> payWith(json::Object& line) {
    if (!line.has("pay_with")) return std::nullopt;
    const auto wanted = line.text("pay_with", 1, 36);
    if (wanted == "direct") return registers::Id{};
    const auto id = registers::Id::parse(wanted);
    if (!id || id->isNil())
        line.refuse("pay_with", ErrorCode::InvalidValue, "this is the id of an instrument, or \"direct\"");
    return id;
}

Result<std::vector<purchases::QuoteLine>> readLines(const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    std::vector<purchases::QuoteLine> lines;
    body.each("lines", 1, instruments::kLinesMax, [&](json::Object line) {
        const auto service = line.id("service_id");
        const auto beneficiary = line.id("beneficiary_id");
        lines.push_back({service, beneficiary, payWith(line)});
    });
    if (const auto read = document.finish(); !read) return read.error();
    return lines;
}

std::string rendered(Desk& desk, const Purchase& purchase, const purchases::Operation* payment) {
    json::Writer out;
    out.beginObject();
    writePurchase(out, purchase, payment);
    out.member("seq", desk.changes.book.seq()).endObject();
    return out.take();
}

/// The kept reply with the purchase's code, which no row knows.
Response withPurchaseCode(Desk& desk, Response response) {
    if (response.status < 300)
        response.body = withCode(std::move(response.body), CodeKind::Purchase, desk.views.purchases.code_maker);
    return response;
}

void writeOwn(json::Writer& out, Desk& desk, const Purchase& purchase) {
    const auto payment = desk.views.purchases.operations.ofSubject(purchase.id);
    writePurchase(out, purchase, payment ? &*payment : nullptr);
    if (!hasCode(purchase)) return;
    const auto code = desk.views.purchases.code_maker.code(CodeKind::Purchase, purchase.id, purchase.code_issue);
    out.member("code", purchases::groupedCode(code));
}

/// A refusal because the quote is no longer true carries the new one: the payer looks and confirms again.
Response refusedWith(const Error& error, const Request& request, const std::optional<purchases::Quote>& now) {
    auto response = problem(error, request);
    if (!now) return response;
    json::Writer out;
    out.beginObject();
    writeQuote(out, *now);
    out.endObject();
    BUONO_CHECK(response.body.ends_with('}'));
    response.body.pop_back();
    response.body.append(",\"quote\":").append(out.take()).append("}");
    return response;
}

}  // namespace

Response createQuote(Desk& desk, const Request& request) {
    const auto lines = readLines(request);
    if (!lines) return problem(lines.error(), request);
    const auto quote = desk.views.purchases.quoter.quote(request.caller.person, *lines, desk.clock.now());
    if (!quote) return problem(quote.error(), request);
    json::Writer out;
    out.beginObject();
    writeQuote(out, *quote);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response createPurchase(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    const auto token = body.text("quote", 1, kTokenMax);
    const auto method = body.has("method") ? body.text("method", 1, kMethodMax) : std::string{};
    if (const auto read = document.finish(); !read) return problem(read.error(), request);

    const auto operation = operationOf(desk, request);
    std::optional<purchases::Quote> now_costs;
    const auto reply = desk.registry.once(ticketOf(desk, request), [&]() -> Result<registers::Reply> {
        const auto now = desk.changes.book.time();
        auto& buy = desk.changes.purchases.buy;
        const auto bought = buy(request.caller.person, token, method, operation, now);
        if (bought) {
            const auto* payment = bought->payment ? &*bought->payment : nullptr;
            return registers::Reply{201, rendered(desk, bought->purchase, payment)};
        }
        if (bought.error().code == codes::kQuoteChanged) {
            if (auto quote = buy.quoteNow(request.caller.person, token, now)) now_costs = *std::move(quote);
        }
        return bought.error();
    });
    if (!reply) return refusedWith(reply.error(), request, now_costs);
    return withPurchaseCode(desk, {reply->status, reply->body});
}

Response listPurchases(Desk& desk, const Request& request) {
    const auto page = pageOf(request);
    if (!page) return problem(page.error(), request);
    const auto rows = desk.views.purchases.purchases.ofPayer(request.caller.person, *page);
    return pageAnswer(request, *page, rows,
                      [&](json::Writer& out, const Purchase& purchase) { writeOwn(out, desk, purchase); });
}

Response readPurchase(Desk& desk, const Request& request) {
    const auto purchase = desk.views.purchases.purchases.find(request.id("purchase_id"));
    if (!purchase || purchase->payer != request.caller.person) return problem({codes::kNotFound, {}, {}}, request);
    json::Writer out;
    out.beginObject();
    writeOwn(out, desk, *purchase);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response cancelPurchase(Desk& desk, const Request& request) {
    json::Document document{request.body};
    document.object();
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto id = request.id("purchase_id");
        const auto cancelled = desk.changes.purchases.cancel(request.caller.person, id, desk.changes.book.time());
        if (!cancelled) return cancelled.error();
        return registers::Reply{201, rendered(desk, *cancelled, nullptr)};
    });
}

Response reissuePurchaseCode(Desk& desk, const Request& request) {
    json::Document document{request.body};
    document.object();
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return withPurchaseCode(desk, change(desk, request, [&]() -> Result<registers::Reply> {
                                const auto id = request.id("purchase_id");
                                const auto purchase =
                                    desk.changes.purchases.reissue_code.purchase(request.caller.person, id);
                                if (!purchase) return purchase.error();
                                return registers::Reply{201, rendered(desk, *purchase, nullptr)};
                            }));
}

}  // namespace buono::http::operations
