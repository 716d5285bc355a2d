// Buying: choose lines and for whom, see how the price splits and why, confirm.
//
// Choosing and quoting are GETs, so that Back, reload and a bookmark are harmless; only the confirmation changes.
#include <algorithm>
#include <array>

#include "adapters/http/html.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/pages/shares.hpp"
#include "core/catalogue/index.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/instruments/rooms.hpp"
#include "core/people/ports.hpp"
#include "core/people/rooms.hpp"
#include "core/purchases/buy.hpp"
#include "core/purchases/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;

constexpr std::array<std::string_view, 8> kLineNames{"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"};

/// The label of the first voucher in the wallet that is for this person; "" when there is none.
std::string voucherFor(const std::vector<instruments::Instrument>& wallet, const registers::Id& person) {
    const auto one = std::ranges::find(wallet, person, &instruments::Instrument::beneficiary);
    return one == wallet.end() ? std::string{} : one->label;
}

/// For whom one may buy: the children, those with a voucher first, and oneself.
std::vector<Data> beneficiaries(Desk& desk, const Request& request) {
    const auto wallet = desk.views.instruments.wallet.of(request.caller.person);
    auto children = desk.views.people.persons.childrenOf(request.caller.person);
    std::stable_partition(children.begin(), children.end(),
                          [&](const auto& one) { return !voucherFor(wallet, one.id).empty(); });
    std::vector<Data> out;
    for (const auto& child : children) {
        const auto label = voucherFor(wallet, child.id);
        out.push_back(Data{}
                          .text("id", child.id.text())
                          .text("name", child.given_name)
                          .text("label", label)
                          .flag("has_voucher", !label.empty())
                          .flag("self", false)
                          .flag("first", out.empty()));
    }
    out.push_back(Data{}.text("id", request.caller.person.text()).flag("self", true).flag("first", out.empty()));
    return out;
}

/// What else the same ente offers, to put in the same basket: a registration, a kit, a second course.
std::vector<Data> companions(const catalogue::Index& index, const catalogue::Activity& chosen, const Request& request) {
    catalogue::Search search;
    search.ente = chosen.service.ente;
    search.limit = kLineNames.size();
    std::vector<Data> out;
    for (const auto* other : index.find(search).page) {
        if (other->service.id == chosen.service.id || out.size() + 1 == kLineNames.size()) continue;
        const auto& name = request.language == Language::English ? other->service.name.en : other->service.name.it;
        out.push_back(Data{}
                          .text("field", kLineNames[out.size() + 1])
                          .text("id", other->service.id.text())
                          .text("name", name)
                          .text("price", pages::euro(other->service.price, request.language)));
    }
    return out;
}

Result<std::vector<purchases::QuoteLine>> linesOf(const Request& request) {
    const auto beneficiary = registers::Id::parse(request.argument("per"));
    std::vector<purchases::QuoteLine> lines;
    for (const auto name : kLineNames) {
        const auto service = registers::Id::parse(request.argument(name));
        if (service && beneficiary) lines.push_back({*service, *beneficiary, std::nullopt});
    }
    if (lines.empty()) return Error{codes::kNotFound, {}, {}};
    return lines;
}

std::string methodText(Desk& desk, const Request& request, const std::string& method) {
    if (method == "cash_desk") return pages::say(desk, request, "At the provider's till");
    if (method == "sepa_transfer") return pages::say(desk, request, "By bank transfer to the provider");
    return method;
}

Response quotePage(Desk& desk, const Request& request, const purchases::Quote& quote, const Error* error) {
    Data data;
    pages::addQuote(data, desk, request, quote);
    std::vector<Data> methods;
    for (const auto& method : desk.views.purchases.methods)
        methods.push_back(Data{}
                              .text("name", method.name)
                              .text("label", methodText(desk, request, method.name))
                              .flag("first", methods.empty()));
    data.list("methods", std::move(methods)).text("quote", quote.token);
    pages::addError(data, error, request);
    return pages::page(desk, request, "quote", "How the price is paid", std::move(data), error == nullptr ? 200 : 409);
}

/// After a refusal: what it costs now, with what has changed said above it.
Response quoteAgain(Desk& desk, const Request& request, const Error& error) {
    const auto now = desk.clock.now();
    const auto& quoter = desk.views.purchases.quoter;
    const auto lines = quoter.open(request.caller.person, request.field("quote"), now);
    if (!lines) return pages::refusalPage(desk, error, request);
    const auto quote = quoter.quote(request.caller.person, *lines, now);
    return quote ? quotePage(desk, request, *quote, &error) : pages::refusalPage(desk, quote.error(), request);
}

}  // namespace

Response pageChoose(Desk& desk, const Request& request) {
    const auto id = registers::Id::parse(request.argument("servizio")).value_or(registers::Id{});
    const auto index = desk.views.catalogue.showcase.index();
    const auto* chosen = index->activity(id);
    if (chosen == nullptr) return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    const auto& service = chosen->service;
    auto others = companions(*index, *chosen, request);
    Data data;
    data.text("id", service.id.text()).text("ente", chosen->ente_name);
    data.text("name", request.language == Language::English ? service.name.en : service.name.it);
    data.text("price", pages::euro(service.price, request.language)).list("people", beneficiaries(desk, request));
    data.flag("has_others", !others.empty()).list("others", std::move(others));
    return pages::page(desk, request, "choose", "Buy", std::move(data));
}

Response pageQuote(Desk& desk, const Request& request) {
    const auto lines = linesOf(request);
    if (!lines) return pages::refusalPage(desk, lines.error(), request);
    const auto quote = desk.views.purchases.quoter.quote(request.caller.person, *lines, desk.clock.now());
    return quote ? quotePage(desk, request, *quote, nullptr) : pages::refusalPage(desk, quote.error(), request);
}

Response pageBuy(Desk& desk, const Request& request) {
    const auto token = request.field("quote"), method = request.field("method");
    const auto operation = pages::operationOf(desk, request);
    const auto buy = [&]() -> Result<std::string> {
        const auto bought =
            desk.changes.purchases.buy(request.caller.person, token, method, operation, desk.changes.book.time());
        if (!bought) return bought.error();
        const bool waits = bought->purchase.state == purchases::State::Reserving;
        return "/area/acquisti/" + bought->purchase.id.text() + (waits ? "" : "?esito=comprato");
    };
    return pages::once(desk, request, buy, [&](const Error& error) { return quoteAgain(desk, request, error); });
}

}  // namespace buono::http::operations
