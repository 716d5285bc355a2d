// What an ente does: redeem a family's code, enter what its till took and gave back, see its own redemptions.
//
// It is told what each kind of debtor pays of this purchase, and nothing else of a family.
#include "adapters/http/api/shopping.hpp"
#include "adapters/http/api/slices.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "core/instruments/split.hpp"
#include "core/purchases/redeem.hpp"
#include "core/purchases/rooms.hpp"
#include "core/purchases/spend.hpp"
#include "core/purchases/till.hpp"
#include "core/purchases/transfer.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using purchases::Redemption;

constexpr std::size_t kCodeMax = 64, kReceiptMax = 40;

/// The keyed hash of a code as typed. Looked up here already: what is known of it then costs the writer nothing.
Result<registers::Sha256> hashOf(Desk& desk, std::string_view typed) {
    auto hash = desk.views.purchases.code_maker.read(typed);
    if (hash) (void)desk.views.purchases.codes.find(*hash);
    return hash;
}

Result<purchases::RedeemOrder> readOrder(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    purchases::RedeemOrder order;
    order.ente = request.caller.scope;
    const auto typed = body.text("code", 1, kCodeMax);
    if (body.has("amount")) order.amount = body.money("amount");
    if (body.has("lines")) {
        body.each("lines", 1, instruments::kLinesMax, [&](json::Object line) {
            order.lines.push_back(static_cast<int>(line.integer("line", 0, instruments::kLinesMax - 1)));
        });
    }
    if (const auto read = document.finish(); !read) return read.error();
    const auto code = hashOf(desk, typed);
    if (!code) return code.error();
    order.code = *code;
    return order;
}

Result<std::vector<purchases::Payment>> readPayments(Desk& desk, const Request& request) {
    struct Item {
        std::string code;
        Money amount;
    };
    std::vector<Item> items;
    json::Document document{request.body};
    document.object().each("items", 1, purchases::Spend::kBatchMax, [&](json::Object item) {
        auto code = item.text("code", 1, kCodeMax);
        items.push_back({std::move(code), item.money("amount")});
    });
    if (const auto read = document.finish(); !read) return read.error();
    std::vector<purchases::Payment> payments;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto hash = hashOf(desk, items[i].code);
        if (!hash) return Error{hash.error().code, "/items/" + std::to_string(i) + "/code", hash.error().detail};
        payments.push_back({*hash, items[i].amount});
    }
    return payments;
}

void writeWaiting(json::Writer& out, const purchases::Operation& operation) {
    out.member("id", operation.id)
        .member("purchase_id", operation.subject)
        .member("reference", reference(operation))
        .member("amount", operation.amount)
        .member("progress", progress(operation))
        .member("pay_by", operation.pay_by);
    if (operation.waits_for == purchases::kBankTransfer) out.member("creditor_reference", operation.ref);
    if (!operation.receipt.empty()) out.member("receipt_number", operation.receipt);
}

void writeOwedBack(json::Writer& out, const purchases::Purchase& purchase) {
    out.member("purchase_id", purchase.id)
        .member("state", word(purchase.state))
        .member("method", purchase.method)
        .member("amount", purchase.direct);
}

Status mayTry(Desk& desk, const Request& request) {
    if (desk.lobby.code_guard.mayTry(request.caller.session, desk.clock.now())) return kOk;
    return Error{codes::kTooManyRequests, {}, "too many wrong codes: wait some minutes"};
}

/// A code that is none may be a guess: they are counted.
Response refused(Desk& desk, const Request& request, const Error& error) {
    const bool guess = error.code == codes::kNotFound || error.code == codes::kCodeMistyped;
    if (guess) desk.lobby.code_guard.wrong(request.caller.session, desk.clock.now());
    return problem(error, request);
}

std::string written(const Redemption& redemption, std::uint64_t seq) {
    json::Writer out;
    out.beginObject();
    writeRedemption(out, redemption);
    out.member("seq", seq).endObject();
    return out.take();
}

/// What is still open at the till at one time; an ente with more waits for the first to be done.
int limitOf(const Slice& slice) { return static_cast<int>(slice.limit); }

}  // namespace

Response readTill(Desk& desk, const Request& request) {
    const auto slice = readSlice(request);
    if (!slice) return problem(slice.error(), request);
    const auto& views = desk.views.purchases;
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& operation : views.operations.atTill(request.caller.scope, limitOf(*slice))) {
        out.beginObject();
        writeWaiting(out, operation);
        out.endObject();
    }
    out.endArray().beginArray("owed_back");
    for (const auto& purchase : views.purchases.owedBack(request.caller.scope, limitOf(*slice))) {
        out.beginObject();
        writeOwedBack(out, purchase);
        out.endObject();
    }
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response recordReceipt(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    const auto receipt = body.text("receipt_number", 1, kReceiptMax);
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto id = request.id("operation_id");
        const auto operation =
            desk.changes.purchases.record_receipt(request.caller.scope, id, receipt, desk.changes.book.time());
        if (!operation) return operation.error();
        json::Writer out;
        out.beginObject();
        writeWaiting(out, *operation);
        out.member("seq", desk.changes.book.seq()).endObject();
        return registers::Reply{201, out.take()};
    });
}

Response recordReturn(Desk& desk, const Request& request) {
    json::Document document{request.body};
    document.object();
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto purchase = desk.changes.purchases.record_return(request.caller.scope, request.id("purchase_id"));
        if (!purchase) return purchase.error();
        json::Writer out;
        out.beginObject();
        writeOwedBack(out, *purchase);
        out.member("seq", desk.changes.book.seq()).endObject();
        return registers::Reply{201, out.take()};
    });
}

Response createRedemption(Desk& desk, const Request& request) {
    if (const auto may = mayTry(desk, request); !may) return problem(may.error(), request);
    const auto order = readOrder(desk, request);
    if (!order) return refused(desk, request, order.error());
    const auto work = [&changes = desk.changes, order = *order]() -> Result<registers::Reply> {
        const auto redemption = changes.purchases.redeem(order, changes.book.time());
        if (!redemption) return redemption.error();
        return registers::Reply{201, written(*redemption, changes.book.seq())};
    };
    return changeLater(desk, request, work, refused);
}

Response createRedemptionBatch(Desk& desk, const Request& request) {
    if (const auto may = mayTry(desk, request); !may) return problem(may.error(), request);
    auto payments = readPayments(desk, request);
    if (!payments) return refused(desk, request, payments.error());
    auto work = [&changes = desk.changes, ente = request.caller.scope,
                 payments = *std::move(payments)]() -> Result<registers::Reply> {
        const auto redemption = changes.purchases.spend.all(ente, payments, changes.book.time());
        if (!redemption) return redemption.error();
        return registers::Reply{201, written(*redemption, changes.book.seq())};
    };
    return changeLater(desk, request, std::move(work), refused);
}

Response listRedemptions(Desk& desk, const Request& request) {
    const auto page = pageOf(request);
    if (!page) return problem(page.error(), request);
    return pageAnswer(request, *page, desk.views.purchases.redemptions.ofEnte(request.caller.scope, *page),
                      writeRedemption);
}

Response readRedemption(Desk& desk, const Request& request) {
    const auto redemption = desk.views.purchases.redemptions.find(request.id("redemption_id"));
    if (!redemption || redemption->ente != request.caller.scope) return problem({codes::kNotFound, {}, {}}, request);
    json::Writer out;
    out.beginObject();
    writeRedemption(out, *redemption);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace buono::http::operations
