// What a family has and what it bought.
#include <algorithm>

#include "adapters/http/operations.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/pages/shares.hpp"
#include "core/instruments/rooms.hpp"
#include "core/people/notices.hpp"
#include "core/people/ports.hpp"
#include "core/people/rooms.hpp"
#include "core/purchases/rooms.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;

constexpr int kPurchasesShown = 50;

/// The first name of the child a voucher is for; "" where it is for anybody.
std::string nameOf(const std::vector<people::Person>& children, const registers::Id& beneficiary) {
    const auto child = std::ranges::find(children, beneficiary, &people::Person::id);
    return child == children.end() ? std::string{} : child->given_name;
}

Data pot(Desk& desk, const Request& request, const instruments::Instrument& one, const std::string& child) {
    const bool voucher = one.kind == instruments::Kind::Voucher;
    return Data{}
        .text("kind", pages::kindText(desk, request, one.kind))
        .text("label", one.label)
        .text("child", child)
        .flag("named", !child.empty())
        .text("left", pages::euro(one.left, request.language))
        .text("until", pages::day(one.policy.usable_until))
        .flag("ends", one.policy.usable_until.ok())
        .text("look", voucher ? "" : "credit")
        .flag("whole_line", one.policy.cover == instruments::Cover::WholeLine);
}

Data bought(Desk& desk, const Request& request, const purchases::Purchase& purchase) {
    Data data;
    data.text("id", purchase.id.text()).text("on", pages::day(desk, purchase.at));
    data.text("total", pages::euro(purchase.total, request.language));
    data.text("title", purchase.lines.empty() ? "" : purchase.lines.front().title);
    data.flag("more_lines", purchase.lines.size() > 1).text("others", std::to_string(purchase.lines.size() - 1));
    pages::addState(data, desk, request, purchase.state);
    return data;
}

}  // namespace

Response pageWallet(Desk& desk, const Request& request) {
    std::vector<Data> pots, purchases;
    const auto children = desk.views.people.persons.childrenOf(request.caller.person);
    for (const auto& one : desk.views.instruments.wallet.of(request.caller.person))
        pots.push_back(pot(desk, request, one, nameOf(children, one.beneficiary)));
    for (const auto& one : desk.views.purchases.purchases.ofPayer(request.caller.person, {{}, kPurchasesShown}))
        purchases.push_back(bought(desk, request, one));
    Data data;
    data.flag("any_pot", !pots.empty()).list("pots", std::move(pots));
    data.flag("any_purchase", !purchases.empty()).list("purchases", std::move(purchases));
    const auto unseen = desk.views.people.notices.unseen(request.caller.person);
    data.flag("any_notice", unseen > 0).text("unseen", std::to_string(unseen));
    return pages::page(desk, request, "wallet", "My wallet", std::move(data));
}

}  // namespace buono::http::operations
