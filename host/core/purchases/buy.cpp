#include "core/purchases/buy.hpp"

#include <algorithm>

#include "core/purchases/states.hpp"
#include "core/register/codes.hpp"

namespace buono::purchases {

using ledger::Action;
using ledger::Transfer;

Result<Bought> Buy::operator()(const Id& payer, std::string_view token, std::string_view method, const Id& operation,
                               Instant now) {
    auto quote = quoter_.confirm(payer, token, now);
    if (!quote) return quote.error();
    auto purchase = draft(*quote, method, now);
    if (!purchase) return purchase.error();
    if (auto held = hold(*purchase, quote->split); !held) return held.error();
    rows_.purchases.add(*purchase);
    rows_.codes.add(codes_.row(CodeKind::Purchase, purchase->id, purchase->code_issue));
    if (quote->claim_until.us != 0) rows_.outbox.add(kLapse, purchase->id, quote->claim_until);
    Bought bought{*std::move(purchase), {}};
    if (bought.purchase.direct.isPositive()) bought.payment = ask(bought.purchase, operation);
    rows_.announcements.purchase(bought.purchase);
    return bought;
}

Result<Quote> Buy::quoteNow(const Id& payer, std::string_view token, Instant now) const {
    const auto lines = quoter_.open(payer, token, now);
    if (!lines) return lines.error();
    return quoter_.quote(payer, *lines, now);
}

Result<Purchase> Buy::draft(const Quote& quote, std::string_view method, Instant now) {
    const bool asks = quote.split.direct.isPositive();
    if (asks && terms(method) == nullptr) {
        return Error{codes::kMethodUnknown, "/method", "part of the price is direct and this method is not installed"};
    }
    Purchase purchase;
    purchase.id = rows_.ids.next();
    purchase.payer = quote.payer;
    purchase.ente = quote.ente;
    purchase.state = asks ? State::Reserving : State::Confirmed;
    purchase.method = asks ? std::string{method} : std::string{};
    purchase.total = quote.split.total;
    purchase.direct = quote.split.direct;
    purchase.at = now;
    for (std::size_t i = 0; i < quote.items.size(); ++i) {
        purchase.lines.push_back(
            {quote.items[i].service, quote.asked[i].beneficiary, quote.items[i].title, quote.items[i].price, false});
    }
    return purchase;
}

Status Buy::hold(Purchase& purchase, const instruments::Split& split) {
    auto drawer = funds_.payables.drawer();
    std::vector<Transfer> holds;
    for (const auto& share : split.shares) {
        if (share.kind == instruments::Kind::Direct) continue;
        holds.push_back({Action::Hold, static_cast<std::uint16_t>(ledger::Code::Purchase), share.account,
                         drawer.payable(purchase.ente, share.debtor), share.amount.cents(), 0, 0});
    }
    auto group = drawer.openings();
    const auto first_hold = group.size();
    group.insert(group.end(), holds.begin(), holds.end());
    if (!group.empty()) {
        const auto seq = funds_.book.post(group);
        if (!seq) return seq.error();
        drawer.keep();
        purchase.seq = *seq;
    }
    auto place = first_hold;
    for (const auto& share : split.shares) {
        const bool direct = share.kind == instruments::Kind::Direct;
        purchase.shares.push_back({static_cast<int>(share.line), share.instrument, share.kind, share.debtor,
                                   share.amount, direct ? 0 : ledger::holdNo(purchase.seq, place++)});
    }
    return kOk;
}

const MethodTerms* Buy::terms(std::string_view method) const {
    const auto at = std::find_if(methods_.begin(), methods_.end(), [&](const auto& one) { return one.name == method; });
    return at == methods_.end() ? nullptr : &*at;
}

Operation Buy::ask(const Purchase& purchase, const Id& id) {
    Operation operation;
    operation.id = id;
    operation.purpose = Purpose::Pay;
    operation.subject = purchase.id;
    operation.ente = purchase.ente;
    operation.plugin = purchase.method;
    operation.amount = purchase.direct;
    operation.at = purchase.at;
    operation.pay_by = {purchase.at.us + terms(purchase.method)->pay_within_us};
    rows_.operations.add(operation);
    rows_.outbox.add(kAskMethod, operation.id, purchase.at);
    return operation;
}

}  // namespace buono::purchases
