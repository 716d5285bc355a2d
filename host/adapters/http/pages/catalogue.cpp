// The public catalogue: home, search, one activity, the spaces.
#include <array>
#include <charconv>
#include <functional>

#include "adapters/http/operations.hpp"
#include "adapters/http/pages/address.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/problem.hpp"
#include "core/catalogue/index.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;

constexpr std::size_t kPageSize = 24;
constexpr std::size_t kTextMax = 100;

const std::string& words(const catalogue::Words& words, const Request& request) {
    return request.language == Language::English && !words.en.empty() ? words.en : words.it;
}

std::string termName(Desk& desk, const Request& request, catalogue::TermKind kind, std::string_view code) {
    for (const auto& term : desk.views.catalogue.places.terms(kind))
        if (term.code == code) return words(term.name, request);
    return {};
}

std::vector<Data> options(Desk& desk, const Request& request, catalogue::TermKind kind, std::string_view chosen) {
    std::vector<Data> out;
    for (const auto& term : desk.views.catalogue.places.terms(kind))
        out.push_back(
            Data{}.text("code", term.code).text("name", words(term.name, request)).flag("chosen", term.code == chosen));
    return out;
}

int whole(std::string_view text, int most) {
    int value = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    return wrong == std::errc{} && end == text.data() + text.size() && value >= 0 && value <= most ? value : 0;
}

/// A price as people type it: "50", "50,5", "50.00". Anything else does not filter.
std::optional<Money> price(std::string_view typed) {
    std::string text{typed};
    for (auto& c : text)
        if (c == ',') c = '.';
    const auto point = text.find('.');
    if (point == text.npos)
        text += ".00";
    else if (text.size() - point == 2)
        text += "0";
    const auto read = Money::parse(text);
    return read ? std::optional{*read} : std::nullopt;
}

catalogue::Search searchOf(const Request& request) {
    catalogue::Search search;
    search.text = request.argument("q").substr(0, kTextMax);
    search.area = request.argument("area");
    search.municipio = whole(request.argument("municipio"), 9);
    search.max_price = price(request.argument("prezzo"));
    search.order = request.argument("ordine") == "prezzo" ? catalogue::Order::Price : catalogue::Order::Name;
    search.from = static_cast<std::size_t>(whole(request.argument("da"), 100'000));
    search.limit = kPageSize;
    return search;
}

/// The same search from another place, as a query.
std::string queryFrom(const Request& request, std::size_t from) {
    std::string out = "?da=" + std::to_string(from);
    for (const auto* name : {"q", "area", "municipio", "prezzo", "ordine"}) {
        out.append("&").append(name).append("=");
        out += pages::encoded(request.argument(name));
    }
    return out;
}

Data card(Desk& desk, const Request& request, const catalogue::Activity& activity) {
    const auto& service = activity.service;
    const bool city = service.municipio == 0;
    Data data;
    data.text("id", service.id.text()).text("name", words(service.name, request)).text("ente", activity.ente_name);
    data.text("price", pages::euro(service.price, request.language)).flag("free", service.price.isZero());
    data.text("description", words(service.description, request));
    data.flag("has_ends", service.ends.has_value()).text("ends", service.ends ? pages::day(*service.ends) : "");
    data.text("area", termName(desk, request, catalogue::TermKind::Area, service.area))
        .flag("in_area", !service.area.empty());
    data.text("municipio", city ? std::string{} : std::to_string(service.municipio)).flag("everywhere", city);
    data.flag("sample", service.sample);
    return data;
}

void addResults(Data& data, Desk& desk, const Request& request, const catalogue::Search& search) {
    const auto index = desk.views.catalogue.showcase.index();
    const auto found = index->find(search);
    std::vector<Data> cards;
    for (const auto* activity : found.page) cards.push_back(card(desk, request, *activity));
    data.flag("any", !cards.empty()).list("activities", std::move(cards)).text("total", std::to_string(found.total));
    data.flag("one_found", found.total == 1);
    const auto next = search.from + search.limit;
    const bool more = next < found.total;
    data.flag("more", more).text("next", more ? queryFrom(request, next) : "");
    data.flag("earlier", search.from > 0);
    data.text("previous", queryFrom(request, search.from > search.limit ? search.from - search.limit : 0));
}

void addFilters(Data& data, Desk& desk, const Request& request) {
    data.text("q", request.argument("q").substr(0, kTextMax))
        .text("max_price", request.argument("prezzo").substr(0, 12));
    data.list("areas", options(desk, request, catalogue::TermKind::Area, request.argument("area")));
    data.list("municipi", options(desk, request, catalogue::TermKind::Municipio, request.argument("municipio")));
    data.flag("by_price", request.argument("ordine") == "prezzo");
}

}  // namespace

Response pageHome(Desk& desk, const Request& request) {
    Data data;
    addFilters(data, desk, request);
    auto search = searchOf(request);
    search.limit = 6;
    addResults(data, desk, request, search);
    return pages::page(desk, request, "home", "The city's welfare, in one place", std::move(data));
}

Response pageActivities(Desk& desk, const Request& request) {
    Data data;
    addFilters(data, desk, request);
    addResults(data, desk, request, searchOf(request));
    return pages::page(desk, request, "activities", "Activities", std::move(data));
}

Response pageActivity(Desk& desk, const Request& request) {
    const auto index = desk.views.catalogue.showcase.index();
    const auto* activity = index->activity(request.id("activity_id"));
    if (activity == nullptr) return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    auto data = card(desk, request, *activity);
    const auto category = termName(desk, request, catalogue::TermKind::Category, activity->service.category);
    const bool family = request.caller.role == people::Role::Family;
    data.text("category", category).flag("in_category", !category.empty());
    data.flag("may_buy", family || request.caller.role == people::Role::Anyone);
    return pages::page(desk, request, "activity", words(activity->service.name, request), std::move(data));
}

Response pageSpaces(Desk& desk, const Request& request) {
    std::vector<Data> spaces;
    for (const auto& space : desk.views.catalogue.places.spaces())
        spaces.push_back(Data{}
                             .text("name", space.name)
                             .text("address", space.address)
                             .text("municipio", std::to_string(space.municipio))
                             .flag("known_municipio", space.municipio != 0)
                             .text("manager", space.manager)
                             .flag("known_manager", !space.manager.empty())
                             .text("note", space.note)
                             .flag("has_note", !space.note.empty()));
    Data data;
    data.flag("any", !spaces.empty()).list("spaces", std::move(spaces));
    return pages::page(desk, request, "spaces", "Spaces", std::move(data));
}

}  // namespace buono::http::operations
