#include "core/catalogue/load.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>

#include "core/catalogue/iban.hpp"
#include "core/catalogue/names.hpp"
#include "core/catalogue/tax_id.hpp"
#include "core/register/codes.hpp"

namespace buono::catalogue {
namespace {

constexpr int kMunicipi = 9;

/// The place of one value in the document: "/services/3/ente".
std::string at(std::string_view list, std::size_t place, std::string_view member) {
    return "/" + std::string{list} + "/" + std::to_string(place) + "/" + std::string{member};
}

Error wrong(std::string field, std::string detail) {
    return {ErrorCode::InvalidValue, std::move(field), std::move(detail)};
}

Error twice(std::string field) {
    return {codes::kCatalogueTwice, std::move(field), "the same name stands earlier in this list"};
}

using Names = std::set<std::string, std::less<>>;

bool isMunicipio(std::string_view code) { return code.size() == 1 && code[0] >= '1' && code[0] <= '9'; }

Result<Names> checkTerms(std::string_view list, TermKind kind, const std::vector<Term>& terms) {
    Names codes;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto& term = terms[i];
        BUONO_CHECK(term.kind == kind);
        if (kind == TermKind::Municipio) {
            if (!isMunicipio(term.code)) return wrong(at(list, i, "code"), "a municipio is 1 to 9");
        } else if (!isSlug(term.code)) {
            return wrong(at(list, i, "code"), "2 to 64 of a-z, 0-9 and hyphen, not at an end");
        }
        if (term.name.it.empty()) return wrong(at(list, i, "name/it"), "the Italian name is required");
        if (!codes.insert(term.code).second) return twice(at(list, i, "code"));
    }
    return codes;
}

Status checkSpaces(const std::vector<Space>& spaces) {
    Names names;
    for (std::size_t i = 0; i < spaces.size(); ++i) {
        const auto& space = spaces[i];
        if (space.name.empty()) return wrong(at("spaces", i, "name"), "a space has a name");
        if (space.address.empty()) return wrong(at("spaces", i, "address"), "people must find it");
        if (space.municipio < 0 || space.municipio > kMunicipi)
            return wrong(at("spaces", i, "municipio"), "1 to 9, or 0 where the sources do not say");
        if (!names.insert(space.name).second) return twice(at("spaces", i, "name"));
    }
    return kOk;
}

Result<Names> checkEnti(const std::vector<Ente>& enti) {
    Names slugs;
    for (std::size_t i = 0; i < enti.size(); ++i) {
        const auto& ente = enti[i];
        if (!isSlug(ente.slug)) return wrong(at("enti", i, "slug"), "2 to 64 of a-z, 0-9 and hyphen, not at an end");
        if (ente.name.empty()) return wrong(at("enti", i, "name"), "an ente has a name");
        if (const auto right = checkTaxId(ente.tax_id); !right)
            return wrong(at("enti", i, "tax_id"), right.error().detail);
        if (const auto right = checkIban(ente.iban); !right) return wrong(at("enti", i, "iban"), right.error().detail);
        if (ente.holder.empty()) return wrong(at("enti", i, "holder"), "whose bank account it is");
        if (!ente.provider.empty() && !isPluginName(ente.provider))
            return wrong(at("enti", i, "provider"), "the name of a provider plugin, or nothing");
        if (!slugs.insert(ente.slug).second) return twice(at("enti", i, "slug"));
    }
    return slugs;
}

struct Known {
    Names areas;
    Names categories;
    Names municipi;
    Names enti;
};

Status checkOffer(const Offer& offer, std::size_t place, const Known& known) {
    const auto& service = offer.service;
    const auto field = [&](std::string_view member) { return at("services", place, member); };
    if (!isSlug(service.slug)) return wrong(field("slug"), "2 to 64 of a-z, 0-9 and hyphen, not at an end");
    if (!known.enti.contains(offer.ente)) return wrong(field("ente"), "no ente of this document has this slug");
    if (service.name.it.empty()) return wrong(field("name/it"), "the Italian name is required");
    if (!service.area.empty() && !known.areas.contains(service.area))
        return wrong(field("area"), "no area of this document has this code");
    if (!known.categories.contains(service.category))
        return wrong(field("category"), "no category of this document has this code");
    if (service.municipio != 0 && !known.municipi.contains(std::to_string(service.municipio)))
        return wrong(field("municipio"), "no municipio of this document has this number");
    if (service.price < Money{}) return Error{ErrorCode::InvalidAmount, field("price"), "a price is never negative"};
    if (service.ends && !service.ends->ok()) return wrong(field("ends"), "the last day of the service");
    return kOk;
}

Status checkOffers(const std::vector<Offer>& offers, const Known& known) {
    Names slugs;
    for (std::size_t i = 0; i < offers.size(); ++i) {
        if (auto right = checkOffer(offers[i], i, known); !right) return right;
        if (!slugs.insert(offers[i].service.slug).second) return twice(at("services", i, "slug"));
    }
    return kOk;
}

/// What already stands, by the name documents know it by.
template <class T, class Name>
std::unordered_map<std::string, T> byName(std::vector<T> all, const Name& name) {
    std::unordered_map<std::string, T> named;
    for (auto& one : all) named.emplace(name(one), std::move(one));
    return named;
}

/// Keeps one value under the id that its name already has, or a new one; counts what that was.
template <class T>
Id keepOne(T value, const std::unordered_map<std::string, T>& standing, const std::string& name, registers::Ids& ids,
           Shelves& shelves, Loaded& loaded) {
    const auto old = standing.find(name);
    value.id = old == standing.end() ? ids.next() : old->second.id;
    if (old == standing.end()) {
        ++loaded.added;
    } else if (old->second == value) {
        ++loaded.unchanged;
        return value.id;
    } else {
        ++loaded.changed;
    }
    shelves.keep(value);
    return value.id;
}

/// A quote and a purchase trust that a service stays with its ente: another ente's is another service.
Status staysWithEnte(const std::vector<Offer>& offers, const std::unordered_map<std::string, Service>& services,
                     const std::unordered_map<std::string, Ente>& enti) {
    for (std::size_t i = 0; i < offers.size(); ++i) {
        const auto old = services.find(offers[i].service.slug);
        if (old == services.end()) continue;
        const auto ente = enti.find(offers[i].ente);
        if (ente == enti.end() || ente->second.id != old->second.ente)
            return Error{codes::kServiceMoved, at("services", i, "ente"), "it belongs to another ente"};
    }
    return kOk;
}

void keepTerms(TermKind kind, const std::vector<Term>& terms, const Places& places, Shelves& shelves, Loaded& loaded) {
    const auto standing = places.terms(kind);
    for (const auto& term : terms) {
        const auto old =
            std::find_if(standing.begin(), standing.end(), [&](const auto& one) { return one.code == term.code; });
        ++(old == standing.end() ? loaded.added : *old == term ? loaded.unchanged : loaded.changed);
    }
    if (standing == terms) return;
    // An order that alone is new, or a term that left, changes the list though no term of it changed.
    if (loaded.added + loaded.changed == 0) ++loaded.changed;
    shelves.keepTerms(kind, terms);
}

}  // namespace

Status check(const Catalogue& catalogue) {
    auto areas = checkTerms("areas", TermKind::Area, catalogue.areas);
    if (!areas) return areas.error();
    auto categories = checkTerms("categories", TermKind::Category, catalogue.categories);
    if (!categories) return categories.error();
    auto municipi = checkTerms("municipi", TermKind::Municipio, catalogue.municipi);
    if (!municipi) return municipi.error();
    if (auto spaces = checkSpaces(catalogue.spaces); !spaces) return spaces;
    auto enti = checkEnti(catalogue.enti);
    if (!enti) return enti.error();
    return checkOffers(catalogue.offers,
                       {*std::move(areas), *std::move(categories), *std::move(municipi), *std::move(enti)});
}

Result<Loaded> Load::operator()(const Catalogue& catalogue) {
    if (auto right = check(catalogue); !right) return right.error();
    const auto spaces = byName(places_.spaces(), [](const auto& one) { return one.name; });
    const auto enti = byName(enti_.enti(), [](const auto& one) { return one.slug; });
    const auto services = byName(services_.services(), [](const auto& one) { return one.slug; });
    if (auto stays = staysWithEnte(catalogue.offers, services, enti); !stays) return stays.error();

    Loaded loaded;
    keepTerms(TermKind::Area, catalogue.areas, places_, shelves_, loaded);
    keepTerms(TermKind::Category, catalogue.categories, places_, shelves_, loaded);
    keepTerms(TermKind::Municipio, catalogue.municipi, places_, shelves_, loaded);
    for (const auto& space : catalogue.spaces) keepOne(space, spaces, space.name, ids_, shelves_, loaded);
    std::unordered_map<std::string, Id> ente_ids;
    for (const auto& ente : catalogue.enti)
        ente_ids[ente.slug] = keepOne(ente, enti, ente.slug, ids_, shelves_, loaded);
    for (const auto& offer : catalogue.offers) {
        auto service = offer.service;
        service.ente = ente_ids.at(offer.ente);
        keepOne(std::move(service), services, offer.service.slug, ids_, shelves_, loaded);
    }
    if (loaded.added + loaded.changed > 0) shelves_.renew();
    return loaded;
}

}  // namespace buono::catalogue
