// One purchase of the family: its lines and shares, its code as text and QR, and what can be done with it.
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/pages/shares.hpp"
#include "adapters/http/qr.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/purchases/cancel.hpp"
#include "core/purchases/code.hpp"
#include "core/purchases/rooms.hpp"
#include "core/purchases/spending.hpp"
#include "core/purchases/transfer.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;
using purchases::State;

void addCode(Data& data, Desk& desk, const purchases::Purchase& purchase) {
    const bool valid = purchase.state == State::Confirmed || purchase.state == State::PartlyRedeemed;
    if (!valid) {
        data.none("ticket");
        return;
    }
    const auto& maker = desk.views.purchases.code_maker;
    const auto code = maker.code(purchases::CodeKind::Purchase, purchase.id, purchase.code_issue);
    data.one("ticket", Data{}.text("code", purchases::groupedCode(code)).text("qr", qrSvg(code)));
}

/// What the payer of a transfer types or scans. Nothing for another method, and before its reference is known.
std::optional<purchases::Transfer> transferOf(Desk& desk, const purchases::Operation& operation) {
    if (operation.waits_for != purchases::kBankTransfer) return std::nullopt;
    const auto ente = desk.views.catalogue.enti.ente(operation.ente);
    if (!ente) return std::nullopt;
    return purchases::Transfer{ente->holder.empty() ? ente->name : ente->holder, ente->iban, operation.amount,
                               operation.ref};
}

Data shown(Desk& desk, const Request& request, const purchases::Operation& operation,
           const purchases::Transfer& transfer) {
    const auto code = transferText(transfer);
    return Data{}
        .text("payee", transfer.payee)
        .text("iban", purchases::inFours(transfer.iban))
        .text("amount", pages::euro(transfer.amount, request.language))
        .text("reference", purchases::inFours(transfer.reference))
        .text("pay_by", pages::day(desk, operation.pay_by))
        .flag("has_qr", code.has_value())
        .text("qr", code ? transferQrSvg(*code) : "")
        .flag("received", !operation.receipt.empty());
}

void addPayment(Data& data, Desk& desk, const Request& request, const purchases::Purchase& purchase) {
    const auto operation = desk.views.purchases.operations.ofSubject(purchase.id);
    const bool waits = purchase.state == State::Reserving && operation;
    const auto transfer = waits ? transferOf(desk, *operation) : std::nullopt;
    const bool at_till = waits && (operation->plugin == "cash_desk" || operation->waits_for == "pay_at_till");
    data.flag("asking", waits && !transfer && !at_till);
    transfer ? data.one("transfer", shown(desk, request, *operation, *transfer)) : data.none("transfer");
    if (!at_till) {
        data.none("waiting");
        return;
    }
    data.one("waiting", Data{}
                            .text("reference", reference(*operation))
                            .text("amount", pages::euro(operation->amount, request.language))
                            .text("pay_by", pages::day(desk, operation->pay_by))
                            .flag("receipt", !operation->receipt.empty()));
}

Response shown(Desk& desk, const Request& request, const purchases::Purchase& purchase, const Error* error) {
    Data data;
    pages::addPurchase(data, desk, request, purchase);
    pages::addState(data, desk, request, purchase.state);
    addCode(data, desk, purchase);
    addPayment(data, desk, request, purchase);
    data.text("id", purchase.id.text()).text("on", pages::day(desk, purchase.at));
    data.flag("may_cancel", purchase.state == State::Reserving || purchase.state == State::Confirmed);
    data.flag("owed_back", purchase.direct_owed_back);
    pages::addError(data, error, request);
    return pages::page(desk, request, "purchase", "Purchase", std::move(data), error == nullptr ? 200 : 409);
}

Response again(Desk& desk, const Request& request, const Error& error) {
    const auto purchase = desk.views.purchases.purchases.find(request.id("purchase_id"));
    if (!purchase || purchase->payer != request.caller.person) return pages::refusalPage(desk, error, request);
    return shown(desk, request, *purchase, &error);
}

}  // namespace

Response pagePurchase(Desk& desk, const Request& request) {
    const auto purchase = desk.views.purchases.purchases.find(request.id("purchase_id"));
    if (!purchase || purchase->payer != request.caller.person)
        return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    return shown(desk, request, *purchase, nullptr);
}

Response pageCancelPurchase(Desk& desk, const Request& request) {
    const auto id = request.id("purchase_id");
    const auto cancel = [&]() -> Result<std::string> {
        const auto cancelled = desk.changes.purchases.cancel(request.caller.person, id, desk.changes.book.time());
        if (!cancelled) return cancelled.error();
        return "/area/acquisti/" + id.text() + "?esito=annullato";
    };
    return pages::once(desk, request, cancel, [&](const Error& error) { return again(desk, request, error); });
}

Response pageReissueCode(Desk& desk, const Request& request) {
    const auto id = request.id("purchase_id");
    const auto reissue = [&]() -> Result<std::string> {
        const auto purchase = desk.changes.purchases.reissue_code.purchase(request.caller.person, id);
        if (!purchase) return purchase.error();
        return "/area/acquisti/" + id.text() + "?esito=nuovo-codice";
    };
    return pages::once(desk, request, reissue, [&](const Error& error) { return again(desk, request, error); });
}

}  // namespace buono::http::operations
