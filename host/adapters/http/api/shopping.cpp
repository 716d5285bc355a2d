#include "adapters/http/api/shopping.hpp"

#include "adapters/http/json_reader.hpp"

#include "core/purchases/transfer.hpp"

namespace buono::http {
namespace {

using instruments::DebtorKind;
using instruments::Kind;
using purchases::State;

const instruments::Instrument& instrumentOf(const purchases::Quote& quote, const registers::Id& id) {
    const auto at =
        std::find_if(quote.wallet.begin(), quote.wallet.end(), [&](const auto& one) { return one.id == id; });
    BUONO_CHECK(at != quote.wallet.end());
    return *at;
}

/// Who pays this share, and with what. @param label as the holder knows the instrument; "" where it is not known here.
template <class Share>
void writeShare(json::Writer& out, const Share& share, const std::string& label) {
    out.beginObject().member("kind", word(share.kind)).member("paid_by", word(share.debtor.kind));
    if (!share.instrument.isNil()) out.member("instrument_id", share.instrument);
    if (!label.empty()) out.member("label", label);
    out.member("amount", share.amount).endObject();
}

void writeQuoteLine(json::Writer& out, const purchases::Quote& quote, std::size_t line) {
    const auto& item = quote.items[line];
    out.beginObject()
        .member("service_id", item.service)
        .member("beneficiary_id", quote.asked[line].beneficiary)
        .member("title", item.title)
        .member("price", item.price)
        .beginArray("shares");
    for (const auto& share : quote.split.shares) {
        if (share.line != line) continue;
        const bool direct = share.kind == Kind::Direct;
        writeShare(out, share, direct ? std::string{} : instrumentOf(quote, share.instrument).label);
    }
    out.endArray().beginArray("reasons");
    for (const auto& reason : quote.split.reasons) {
        if (reason.line != line) continue;
        const auto& instrument = instrumentOf(quote, reason.instrument);
        out.beginObject()
            .member("instrument_id", reason.instrument)
            .member("kind", word(instrument.kind))
            .member("label", instrument.label)
            .member("why", word(reason.why))
            .endObject();
    }
    out.endArray().endObject();
}

void writePayment(json::Writer& out, const purchases::Operation& payment) {
    out.beginObject("payment")
        .member("operation_id", payment.id)
        .member("method", payment.plugin)
        .member("amount", payment.amount)
        .member("progress", progress(payment))
        .member("reference", reference(payment))
        .member("pay_by", payment.pay_by);
    if (payment.waits_for == purchases::kBankTransfer) out.member("creditor_reference", payment.ref);
    out.endObject();
}

}  // namespace

void writeQuote(json::Writer& out, const purchases::Quote& quote) {
    out.member("token", quote.token)
        .member("expires_at", quote.expires)
        .member("ente_id", quote.ente)
        .member("total", quote.split.total)
        .member("direct", quote.split.direct)
        .beginArray("lines");
    for (std::size_t i = 0; i < quote.items.size(); ++i) writeQuoteLine(out, quote, i);
    out.endArray();
}

void writePurchase(json::Writer& out, const purchases::Purchase& purchase, const purchases::Operation* payment) {
    out.member("id", purchase.id)
        .member("state", word(purchase.state))
        .member("ente_id", purchase.ente)
        .member("at", purchase.at)
        .member("total", purchase.total)
        .member("direct", purchase.direct)
        .member("direct_received", purchase.direct_received)
        .member("direct_owed_back", purchase.direct_owed_back)
        .beginArray("lines");
    for (std::size_t i = 0; i < purchase.lines.size(); ++i) {
        const auto& line = purchase.lines[i];
        out.beginObject()
            .member("line", i)
            .member("service_id", line.service)
            .member("beneficiary_id", line.beneficiary)
            .member("title", line.title)
            .member("price", line.price)
            .member("redeemed", line.redeemed)
            .beginArray("shares");
        for (const auto& share : purchase.shares)
            if (share.line == static_cast<int>(i)) writeShare(out, share, {});
        out.endArray().endObject();
    }
    out.endArray();
    if (payment != nullptr) writePayment(out, *payment);
    if (hasCode(purchase)) out.member("code_issue", purchase.code_issue);
}

bool hasCode(const purchases::Purchase& purchase) {
    return purchase.state == State::Confirmed || purchase.state == State::PartlyRedeemed;
}

void writeRedemption(json::Writer& out, const purchases::Redemption& redemption) {
    out.member("id", redemption.id)
        .member("state", word(redemption.state))
        .member("at", redemption.at)
        .member("total", redemption.total);
    if (redemption.items > 1) {
        out.member("items", redemption.items);
    } else if (redemption.purchase.isNil()) {
        out.member("spending_code_id", redemption.spending_code);
    } else {
        out.member("purchase_id", redemption.purchase).beginArray("lines");
        for (const int line : redemption.lines) out.beginObject().member("line", line).endObject();
        out.endArray();
    }
    out.beginArray("shares");
    for (const auto kind : {DebtorKind::City, DebtorKind::Employer, DebtorKind::Family}) {
        std::int64_t cents = 0;
        for (const auto& due : redemption.dues) cents += due.debtor.kind == kind ? due.amount.cents() : 0;
        if (cents > 0)
            out.beginObject().member("paid_by", word(kind)).member("amount", *Money::ofCents(cents)).endObject();
    }
    out.endArray();
    if (!redemption.provider_ref.empty()) out.member("provider_ref", redemption.provider_ref);
}

void writeSpendingCode(json::Writer& out, const purchases::SpendingCode& code, Money left) {
    out.member("id", code.id)
        .member("instrument_id", code.instrument)
        .member("beneficiary_id", code.beneficiary)
        .member("amount", code.amount)
        .member("spent", *Money::ofCents(code.amount.cents() - left.cents()));
    if (!code.ente.isNil()) out.member("ente_id", code.ente);
    if (!code.area.empty()) out.member("area", code.area);
    out.member("expires_at", code.expires).member("code_issue", code.issue);
}

std::string withCode(std::string reply, purchases::CodeKind kind, const purchases::CodeMaker& maker) {
    std::string code;
    {
        json::Document document{reply};
        auto body = document.object();
        if (!body.has("code_issue")) return reply;
        const auto issue = body.integer("code_issue", 1, INT64_MAX);
        code = purchases::groupedCode(maker.code(kind, body.id("id"), issue));
    }
    BUONO_CHECK(reply.ends_with('}'));
    reply.pop_back();
    return reply.append(",\"code\":\"").append(code).append("\"}");
}

}  // namespace buono::http
