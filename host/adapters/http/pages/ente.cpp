// The ente's page: redeem a family's code, enter receipts of its till, see its own redemptions.
//
// It shows shares by debtor and nothing else of a family: no face value, no residual, no name.
#include "adapters/http/bank_reading.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/page.hpp"
#include "core/purchases/redeem.hpp"
#include "core/purchases/rooms.hpp"
#include "core/purchases/till.hpp"
#include "core/purchases/transfer.hpp"
#include "core/register/codes.hpp"
#include "core/settlement/ports.hpp"
#include "core/settlement/rooms.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;

constexpr int kShown = 50;
constexpr std::size_t kCodeMax = 64, kAmountMax = 16;

std::string dueBy(const purchases::Redemption& redemption, instruments::DebtorKind kind, Language language) {
    std::int64_t cents = 0;
    for (const auto& due : redemption.dues) cents += due.debtor.kind == kind ? due.amount.cents() : 0;
    return pages::euro(*Money::ofCents(cents), language);
}

Data row(Desk& desk, const Request& request, const purchases::Redemption& redemption) {
    using instruments::DebtorKind;
    using purchases::RedemptionState;
    return Data{}
        .text("on", pages::day(desk, redemption.at))
        .text("city", dueBy(redemption, DebtorKind::City, request.language))
        .text("employer", dueBy(redemption, DebtorKind::Employer, request.language))
        .text("family", dueBy(redemption, DebtorKind::Family, request.language))
        .text("total", pages::euro(redemption.total, request.language))
        .flag("asking", redemption.state == RedemptionState::Asking)
        .flag("refused", redemption.state == RedemptionState::Refused);
}

Data waiting(Desk& desk, const Request& request, const purchases::Operation& operation) {
    return Data{}
        .text("id", operation.id.text())
        .text("reference", reference(operation))
        .text("amount", pages::euro(operation.amount, request.language))
        .text("pay_by", pages::day(desk, operation.pay_by))
        .flag("stated", !operation.receipt.empty())
        .text("receipt", operation.receipt);
}

Data statement(const Request& request, const settlement::Payout& payout) {
    return Data{}
        .text("id", payout.id.text())
        .text("reference", settlement::reference(payout.id))
        .text("fund", payout.fund)
        .text("cup", payout.cup)
        .text("paid", pages::euro(payout.amount, request.language));
}

Response shown(Desk& desk, const Request& request, const Error* error) {
    const auto& views = desk.views.purchases;
    std::vector<Data> till, redemptions, statements;
    for (const auto& one : desk.views.settlement.settlements.paidTo(request.caller.scope, {}, kShown))
        statements.push_back(statement(request, one));
    for (const auto& one : views.operations.atTill(request.caller.scope, kShown))
        if (one.waits_for != purchases::kBankTransfer) till.push_back(waiting(desk, request, one));
    for (const auto& one : views.redemptions.ofEnte(request.caller.scope, {{}, kShown}))
        redemptions.push_back(row(desk, request, one));
    Data data;
    data.text("code", request.field("code").substr(0, kCodeMax))
        .text("amount", request.field("amount").substr(0, kAmountMax));
    data.flag("any_at_till", !till.empty()).list("till", std::move(till));
    data.flag("any_redeemed", !redemptions.empty()).list("redemptions", std::move(redemptions));
    data.flag("any_statement", !statements.empty()).list("statements", std::move(statements));
    data.flag("by_transfer", bankMethod(desk, {}).has_value());
    pages::addError(data, error, request);
    return pages::page(desk, request, "ente", "Redeem", std::move(data), error == nullptr ? 200 : 422);
}

/// Nothing typed is no amount.
Result<std::optional<Money>> amountOf(const Request& request) {
    const auto typed = request.field("amount");
    if (typed.empty()) return std::optional<Money>{};
    const auto amount = pages::typedAmount(typed);
    if (!amount) return amount.error();
    return std::optional{*amount};
}

}  // namespace

Response pageEnte(Desk& desk, const Request& request) { return shown(desk, request, nullptr); }

Response pageRedeem(Desk& desk, const Request& request) {
    const auto amount = amountOf(request);
    if (!amount) return shown(desk, request, &amount.error());
    auto& guard = desk.lobby.code_guard;
    const Error too_many{codes::kTooManyRequests, {}, {}};
    if (!guard.mayTry(request.caller.session, desk.clock.now())) return shown(desk, request, &too_many);
    const auto code = desk.views.purchases.code_maker.read(request.field("code").substr(0, kCodeMax));
    if (!code) {
        guard.wrong(request.caller.session, desk.clock.now());
        return shown(desk, request, &code.error());
    }
    const purchases::RedeemOrder order{request.caller.scope, *code, *amount, {}};
    const auto redeem = [&]() -> Result<std::string> {
        const auto redeemed = desk.changes.purchases.redeem(order, desk.changes.book.time());
        if (!redeemed) return redeemed.error();
        const bool asking = redeemed->state == purchases::RedemptionState::Asking;
        return std::string{asking ? "/ente?esito=in-attesa" : "/ente?esito=riscosso"};
    };
    return pages::once(desk, request, redeem, [&](const Error& error) {
        if (error.code == codes::kNotFound) guard.wrong(request.caller.session, desk.clock.now());
        return shown(desk, request, &error);
    });
}

Response pageReceipt(Desk& desk, const Request& request) {
    const auto receipt = request.field("receipt");  // Whole: cut short it would be another number.
    const auto record = [&]() -> Result<std::string> {
        const auto known = desk.changes.purchases.record_receipt(request.caller.scope, request.id("operation_id"),
                                                                 receipt, desk.changes.book.time());
        if (!known) return known.error();
        return std::string{"/ente?esito=ricevuta"};
    };
    return pages::once(desk, request, record, [&](const Error& error) { return shown(desk, request, &error); });
}

}  // namespace buono::http::operations
