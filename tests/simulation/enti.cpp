// What enti want.
#include "core/register/codes.hpp"
#include "simulation/town.hpp"
#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

using purchases::Redemption;
using registers::Reply;

std::string enteOf(const Id& id) { return "ente:" + id.text(); }

Reply replyOf(const Redemption& one) {
    return {200, one.id.text() + " " + std::string{word(one.state)} + " " + one.total.text()};
}

/// What was redeemed has this code now.
bool isLiving(const Host& host, const Redemption& one, const registers::Sha256& code) {
    const auto* row = host.store.codes.codes.find(code);
    return row != nullptr && row->subject == (one.purchase.isNil() ? one.spending_code : one.purchase);
}

/// A fault: the refusal leaves a row that says so.
void leaveRow(Host& host, const Id& ente) {
    Redemption refused;
    refused.id = host.ids.next();
    refused.ente = ente;
    refused.state = purchases::RedemptionState::Refused;
    host.store.redemptions.rows.add(refused.id, refused);
}

}  // namespace

Intent Town::redemption(What what, const Id& ente, const std::string& code, std::optional<Money> amount,
                        std::vector<int> lines) {
    std::string request = code + (amount ? amount->text() : "");
    for (const auto line : lines) request += " " + std::to_string(line);
    const purchases::RedeemOrder asked{ente, {}, amount, std::move(lines)};
    return make(what, enteOf(ente), request, [asked, code](Host& to) -> Result<Reply> {
        const auto typed = to.code_maker.read(code);
        if (!typed) return typed.error();
        auto order = asked;
        order.code = *typed;
        const auto redeemed = to.redeem(order, to.clock.now());
        if (redeemed) {
            require(isLiving(to, *redeemed, *typed), "S3 a code that was replaced redeems nothing", redeemed->id);
            return replyOf(*redeemed);
        }
        if (to.plant == Plant::RefusalLeavesRow) leaveRow(to, order.ente);
        return redeemed.error();
    });
}

std::optional<Intent> Town::spend(Host& host) {
    if (codes_.empty()) return std::nullopt;
    const auto one = random_.recent(codes_);
    if (!isWorthTrying(one.expires)) {
        forget(codes_, one.id);
        return std::nullopt;
    }
    const auto ente = one.ente.isNil() || random_.oneIn(16) ? anyEnte(host) : one.ente;
    const auto amount = random_.oneIn(64) ? Money{} : someMoney(random_.oneIn(10) ? 300'00 : 30'00);
    auto intent = redemption(What::Spend, ente, one.code, amount, {});
    intent.is_right_to_refuse = [id = one.id, cents = amount.cents()](const Host& at, const Error& error) {
        return error.code != codes::kBeyondCode || at.judge.firstUncovered({{id, cents}}) == 0;
    };
    return intent;
}

/// Many at once: one code may come again, and one that does not cover its part refuses all.
std::optional<Intent> Town::spendMany(Host& host) {
    if (codes_.empty()) return std::nullopt;
    const auto ente = anyEnte(host);
    std::vector<std::pair<std::string, Money>> items;
    std::vector<std::pair<Id, std::int64_t>> parts;
    std::string request;
    for (auto more = 1 + random_.below(random_.oneIn(8) ? 100 : 8); more > 0; --more) {
        const auto one = random_.recent(codes_);
        const bool is_fit = (one.ente.isNil() || one.ente == ente) && time_.us < one.expires.us;
        if (!is_fit && !random_.oneIn(64)) continue;
        items.emplace_back(one.code, someMoney(random_.oneIn(16) ? 200'00 : 10'00));
        parts.emplace_back(one.id, items.back().second.cents());
        request += one.code + items.back().second.text();
    }
    if (items.empty()) return std::nullopt;
    auto intent = make(What::SpendMany, enteOf(ente), request, [ente, items](Host& to) -> Result<Reply> {
        std::vector<purchases::Payment> payments;
        for (const auto& [code, amount] : items) payments.push_back({*to.code_maker.read(code), amount});
        const auto redeemed = to.spend.all(ente, payments, to.clock.now());
        return redeemed ? Result<Reply>{replyOf(*redeemed)} : redeemed.error();
    });
    intent.is_right_to_refuse = [parts](const Host& at, const Error& error) {
        if (error.code != codes::kBeyondCode) return true;
        return error.field == "/items/" + std::to_string(at.judge.firstUncovered(parts)) + "/amount";
    };
    return intent;
}

std::optional<Intent> Town::redeem(Host& host) {
    if (bought_.empty()) return std::nullopt;
    const auto one = random_.recent(bought_);
    std::vector<int> lines;
    if (random_.oneIn(2)) lines.push_back(static_cast<int>(random_.below(static_cast<std::size_t>(one.lines + 1))));
    auto code = one.code;
    if (random_.oneIn(32)) code[random_.below(code.size())] = 'Z';
    auto intent = redemption(What::Redeem, random_.oneIn(16) ? anyEnte(host) : one.ente, code, std::nullopt, lines);
    if (lines.empty()) intent.learn = [this, one](const auto&) { forget(bought_, one.id); };
    return intent;
}

std::optional<Intent> Town::recordReceipt(Host& host) {
    if (bought_.empty()) return std::nullopt;
    const auto one = random_.recent(bought_);
    if (one.operation.isNil()) return std::nullopt;
    const auto ente = random_.oneIn(16) ? anyEnte(host) : one.ente;
    const auto receipt = "R-" + std::to_string(random_.below(3));
    return make(What::Receipt, enteOf(ente), one.operation.text() + receipt,
                [ente, one, receipt](Host& to) -> Result<Reply> {
                    const auto operation = to.record_receipt(ente, one.operation, receipt, to.clock.now());
                    if (!operation) return operation.error();
                    return Reply{200, operation->id.text()};
                });
}

std::optional<Intent> Town::recordReturn(Host& host) {
    const auto ente = anyEnte(host);
    const auto owed = host.store.purchases.owedBack(ente, 20);
    if (owed.empty()) return std::nullopt;
    const auto id = owed[random_.below(owed.size())].id;
    return make(What::Return, enteOf(ente), id.text(), [ente, id](Host& to) -> Result<Reply> {
        const auto purchase = to.record_return(ente, id);
        if (!purchase) return purchase.error();
        return Reply{200, purchase->id.text() + " " + std::string{word(purchase->state)}};
    });
}

}  // namespace buono::simulation
