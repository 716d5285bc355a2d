// Shop: a catalogue in memory, behind every port of core/catalogue, and a small valid document to load into it.
#pragma once

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "core/catalogue/index.hpp"
#include "core/catalogue/load.hpp"

namespace buono::test {

/// Ids 1, 2, 3, ... in their last bytes, rising as UUIDv7 do.
class CountedIds final : public registers::Ids {
public:
    registers::Id next() override { return of(++last_); }
    static registers::Id of(std::uint64_t number) {
        registers::Id id;
        for (int i = 0; i < 8; ++i)
            id.bytes[static_cast<std::size_t>(15 - i)] = static_cast<std::uint8_t>(number >> (8 * i));
        return id;
    }

private:
    std::uint64_t last_ = 0;
};

inline registers::Date day(int year, unsigned month, unsigned of_month) {
    return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}};
}

class Shop final : public catalogue::Enti,
                   public catalogue::Services,
                   public catalogue::Places,
                   public catalogue::Shelves,
                   public catalogue::Showcase {
public:
    std::map<registers::Id, catalogue::Ente> enti_by_id;
    std::map<registers::Id, catalogue::Service> services_by_id;
    std::map<registers::Id, catalogue::Space> spaces_by_id;
    std::map<catalogue::TermKind, std::vector<catalogue::Term>> lists;
    int writes = 0;
    int renewals = 0;

    std::optional<catalogue::Ente> ente(const registers::Id& id) const override { return valueOf(enti_by_id, id); }
    std::optional<catalogue::Ente> enteBySlug(std::string_view slug) const override {
        for (const auto& [id, ente] : enti_by_id)
            if (ente.slug == slug) return ente;
        return std::nullopt;
    }
    std::vector<catalogue::Ente> enti() const override { return valuesOf(enti_by_id); }
    std::optional<catalogue::Service> service(const registers::Id& id) const override {
        return valueOf(services_by_id, id);
    }
    std::vector<catalogue::Service> services() const override { return valuesOf(services_by_id); }
    std::vector<catalogue::Service> ofEnte(const registers::Id& ente) const override {
        auto all = services();
        std::erase_if(all, [&](const auto& one) { return one.ente != ente; });
        return all;
    }
    std::vector<catalogue::Space> spaces() const override { return valuesOf(spaces_by_id); }
    std::vector<catalogue::Term> terms(catalogue::TermKind kind) const override {
        const auto list = lists.find(kind);
        return list == lists.end() ? std::vector<catalogue::Term>{} : list->second;
    }

    void keep(const catalogue::Ente& ente) override { enti_by_id[ente.id] = ente, ++writes; }
    void keep(const catalogue::Service& service) override { services_by_id[service.id] = service, ++writes; }
    void keep(const catalogue::Space& space) override { spaces_by_id[space.id] = space, ++writes; }
    void keepTerms(catalogue::TermKind kind, const std::vector<catalogue::Term>& terms) override {
        lists[kind] = terms, ++writes;
    }
    void renew() override { ++renewals; }
    std::shared_ptr<const catalogue::Index> index() const override {
        return std::make_shared<catalogue::Index>(services(), enti(), std::vector<catalogue::Term>{}, renewals);
    }

private:
    template <class T>
    static std::optional<T> valueOf(const std::map<registers::Id, T>& all, const registers::Id& id) {
        const auto at = all.find(id);
        return at == all.end() ? std::nullopt : std::optional{at->second};
    }
    template <class T>
    static std::vector<T> valuesOf(const std::map<registers::Id, T>& all) {
        std::vector<T> values;
        for (const auto& [id, value] : all) values.push_back(value);
        return values;
    }
};

/// One of everything, and nothing wrong with it.
inline catalogue::Catalogue smallCatalogue() {
    using namespace catalogue;
    Catalogue all;
    all.areas = {{TermKind::Area, "sport", {"Sport", "Sport"}}, {TermKind::Area, "arte", {"Arte", "Arts"}}};
    all.categories = {{TermKind::Category, "servizi-educativi", {"Servizi educativi", "Educational services"}}};
    all.municipi = {{TermKind::Municipio, "3", {"Municipio 3", "Municipio 3"}}};
    all.spaces = {{{}, "WeMi Loreto", "via Rovigno 32", 2, "", ""}};
    Ente ente;
    ente.slug = "polisportiva";
    ente.name = "Polisportiva";
    ente.tax_id = "12345670017";
    ente.iban = "IT60X0542811101000000123456";
    ente.holder = "Polisportiva S.S.D.";
    all.enti = {ente};
    Service service;
    service.slug = "corso-di-nuoto";
    service.name = {"Corso di nuoto", "Swimming course"};
    service.description = {"Venti lezioni.", "Twenty lessons."};
    service.area = "sport";
    service.category = "servizi-educativi";
    service.municipio = 3;
    service.price = Money::fixed(210'00);
    service.welfare = WelfareCategory::Sport;
    service.ends = day(2027, 6, 30);
    all.offers = {{"polisportiva", service}};
    return all;
}

}  // namespace buono::test
