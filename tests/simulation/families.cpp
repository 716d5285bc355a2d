// What families want.
#include "simulation/town.hpp"
#include "simulation/violation.hpp"
#include "support/city_hall.hpp"

namespace buono::simulation {
namespace {

using purchases::CodeKind;
using registers::Reply;

std::string personOf(const Id& id) { return "person:" + id.text(); }
Id idOf(std::string_view text) {
    const auto id = Id::parse(text);
    if (!id) fail("I16 a reply says what it says", std::string{text});
    return *id;
}

Reply replyOf(Host& host, const purchases::Purchase& one) {
    const auto code = host.code_maker.code(CodeKind::Purchase, one.id, one.code_issue);
    return {200, one.id.text() + " " + std::string{word(one.state)} + " " + code};
}

Reply replyOf(Host& host, const purchases::SpendingCode& one) {
    const auto code = host.code_maker.code(CodeKind::Spending, one.id, one.issue);
    return {200, one.id.text() + " " + code + " " + std::to_string(one.expires.us)};
}

Instant instantOf(std::string_view text) { return {std::stoll(std::string{text})}; }

}  // namespace

std::optional<Intent> Town::apply(Host& host) {
    if (calls_.empty()) return std::nullopt;
    const auto& call = calls_.back();
    if (call.apply_by < host.calendar.dateOf(host.clock.now()) && !random_.oneIn(32)) return std::nullopt;
    const auto& family = random_.anyOf(families_);
    auto& child = family.children[random_.below(family.children.size())];
    const auto year = static_cast<int>(host.calendar.dateOf(host.clock.now()).year());
    const programmes::Request request{call.id,
                                      family.adult,
                                      {child},
                                      "B" + std::to_string(1 + random_.below(3)),
                                      "INPS-ISEE-" + std::to_string(year) + "-01234567A-00",
                                      programmes::Responsibility::Shared,
                                      random_.oneIn(10),
                                      true};
    return make(What::Apply, personOf(family.adult), call.id.text() + child.text(),
                [request](Host& to) -> Result<Reply> {
                    const auto made = to.apply(request, to.clock.now());
                    if (!made) return made.error();
                    return Reply{201, made->front().id.text()};
                });
}

std::optional<Intent> Town::issueCode(Host& host) {
    const auto& family = random_.anyOf(families_);
    auto wallet = host.wallet.of(family.adult);
    const bool any = random_.oneIn(16);  // Even what is no voucher, or over: it must be refused.
    const auto today = host.calendar.dateOf(host.clock.now());
    std::erase_if(wallet, [&](const auto& one) {
        const bool is_good = one.kind == instruments::Kind::Voucher && today <= one.policy.usable_until;
        return !one.left.isPositive() || (!is_good && !any);
    });
    if (wallet.empty()) return std::nullopt;
    const auto& one = random_.recent(wallet);
    const auto most = random_.oneIn(8) ? one.left.cents() + 1 : std::min<std::int64_t>(one.left.cents(), 600'00);
    purchases::SpendingOrder order{family.adult, one.id, someMoney(most), {}, {}, {}};
    if (random_.oneIn(2))
        order.ente = anyEnte(host);
    else
        order.area = random_.oneIn(2) ? "sport" : "arte";
    if (random_.oneIn(3)) order.expires = Instant{time_.us + random_.between(1'000'000, 20 * 86'400'000'000)};
    return make(
        What::IssueCode, personOf(family.adult), one.id.text() + order.amount.text() + order.area,
        [order](Host& to) -> Result<Reply> {
            const auto code = to.issue_spending_code(order, to.clock.now());
            return code ? Result<Reply>{replyOf(to, *code)} : code.error();
        },
        [this, order](const auto& words) {
            codes_.push_back(
                {idOf(words[0]), order.holder, order.ente, std::string{words[1]}, order.area, instantOf(words[2])});
        });
}

std::optional<Intent> Town::reissueSpending(Host&) {
    if (codes_.empty()) return std::nullopt;
    const auto one = random_.recent(codes_);
    return make(
        What::ReissueSpending, personOf(one.holder), one.id.text(),
        [one](Host& to) -> Result<Reply> {
            const auto code = to.reissue_code.spending(one.holder, one.id, to.clock.now());
            return code ? Result<Reply>{replyOf(to, *code)} : code.error();
        },
        [this, one](const auto& words) {
            forget(codes_, one.id);  // Where it is not forgotten it is tried: it must be refused.
            codes_.push_back(one);
            codes_.back().code = words[1];
        });
}

/// Only looked at: nothing is asked of the register. The token is kept for buy().
std::optional<Intent> Town::quote(Host& host) {
    const auto& family = random_.anyOf(families_);
    const auto& services = host.store.catalogue.all_services.rows();
    const auto ente = anyEnte(host);
    const auto wallet = host.wallet.of(family.adult);
    std::vector<purchases::QuoteLine> lines;
    for (const auto& [id, service] : services) {
        if (service.ente != ente || random_.oneIn(2)) continue;
        lines.push_back({id, family.children[random_.below(family.children.size())], std::nullopt});
        if (random_.oneIn(8))
            lines.back().pay_with = Id{};
        else if (random_.oneIn(6) && !wallet.empty())
            lines.back().pay_with = wallet[random_.below(wallet.size())].id;
    }
    const auto quote = host.quoter.quote(family.adult, lines, host.clock.now());
    if (quote) quotes_.push_back({family.adult, quote->token, quote->expires, quote->split.direct.text()});
    return std::nullopt;
}

std::optional<Intent> Town::buy(Host&) {
    if (quotes_.empty()) return std::nullopt;
    std::swap(random_.recent(quotes_), quotes_.back());
    const auto one = quotes_.back();
    if (!random_.oneIn(8)) quotes_.pop_back();
    if (!isWorthTrying(one.expires)) return std::nullopt;
    const std::string method = random_.oneIn(3) ? "card" : "cash_desk";
    return make(
        What::Buy, personOf(one.payer), one.token + method,
        [one, method](Host& to) -> Result<Reply> {
            const auto bought = to.buy(one.payer, one.token, method, to.ids.next(), to.clock.now());
            if (!bought) return bought.error();
            auto reply = replyOf(to, bought->purchase);
            reply.body += " " + bought->purchase.ente.text() + " " + std::to_string(bought->purchase.lines.size());
            reply.body += " " + (bought->payment ? bought->payment->id : Id{}).text();
            reply.body += " " + bought->purchase.direct.text();
            return reply;
        },
        [this, one](const auto& words) {
            require(words[6] == one.promised, "I14 a family pays what the quote said", idOf(words[0]));
            bought_.push_back(
                {idOf(words[0]), one.payer, idOf(words[3]), idOf(words[5]), std::string{words[2]}, words[4][0] - '0'});
        });
}

std::optional<Intent> Town::cancel(Host&) {
    if (bought_.empty()) return std::nullopt;
    const auto one = random_.recent(bought_);
    return make(
        What::Cancel, personOf(one.payer), one.id.text(),
        [one](Host& to) -> Result<Reply> {
            const auto purchase = to.cancel(one.payer, one.id, to.clock.now());
            return purchase ? Result<Reply>{replyOf(to, *purchase)} : purchase.error();
        },
        [this, one](const auto&) { forget(bought_, one.id); });
}

std::optional<Intent> Town::reissuePurchase(Host&) {
    if (bought_.empty()) return std::nullopt;
    const auto one = random_.recent(bought_);
    return make(
        What::ReissuePurchase, personOf(one.payer), one.id.text(),
        [one](Host& to) -> Result<Reply> {
            const auto purchase = to.reissue_code.purchase(one.payer, one.id);
            return purchase ? Result<Reply>{replyOf(to, *purchase)} : purchase.error();
        },
        [this, one](const auto& words) {
            forget(bought_, one.id);
            bought_.push_back(one);
            bought_.back().code = words[2];
        });
}

}  // namespace buono::simulation
