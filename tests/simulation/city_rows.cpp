#include "simulation/city_rows.hpp"

namespace buono::simulation {
namespace {

template <class Row>
std::vector<Row> valuesOf(const Table<Id, Row>& table) {
    std::vector<Row> values;
    for (const auto& [id, row] : table.rows()) values.push_back(row);
    return values;
}

}  // namespace

std::optional<catalogue::Ente> CatalogueRows::enteBySlug(std::string_view slug) const {
    for (const auto& [id, one] : all_enti.rows())
        if (one.slug == slug) return one;
    return std::nullopt;
}

std::vector<catalogue::Ente> CatalogueRows::enti() const { return valuesOf(all_enti); }
std::vector<catalogue::Service> CatalogueRows::services() const { return valuesOf(all_services); }
std::vector<catalogue::Space> CatalogueRows::spaces() const { return valuesOf(all_spaces); }

std::vector<catalogue::Service> CatalogueRows::ofEnte(const Id& ente) const {
    std::vector<catalogue::Service> found;
    for (auto at = by_ente_.rows().lower_bound({ente, {}}); at != by_ente_.rows().end() && at->first.first == ente;
         ++at)
        found.push_back(*all_services.find(at->first.second));
    return found;
}

std::vector<catalogue::Term> CatalogueRows::terms(catalogue::TermKind kind) const {
    return lists.copy(kind).value_or(std::vector<catalogue::Term>{});
}

void CatalogueRows::keep(const catalogue::Service& service) {
    all_services.put(service.id, service);
    by_ente_.put({service.ente, service.id}, true);
}

std::vector<people::Person> PersonsRows::childrenOf(const Id& adult) const {
    std::vector<people::Person> found;
    for (auto at = children_.rows().lower_bound({adult, {}}); at != children_.rows().end() && at->first.first == adult;
         ++at)
        found.push_back(*all.find(at->first.second));
    return found;
}

void PersonsRows::add(const people::Person& person) {
    all.add(person.id, person);
    by_tax_code_.add(person.tax_code, person.id);
}

std::vector<people::Notice> NoticesRows::ofPerson(const Id& person, const Id& before, int limit) const {
    const auto seen_us = seen_.copy(person).value_or(INT64_MIN);
    std::vector<people::Notice> found;
    for (auto at = all.rows().rbegin(); at != all.rows().rend() && static_cast<int>(found.size()) < limit; ++at) {
        if (at->person != person || !(before.isNil() || at->id < before)) continue;
        found.push_back(*at);
        found.back().seen = at->at.us <= seen_us;
    }
    return found;
}

int NoticesRows::unseen(const Id& person) const {
    int count = 0;
    for (const auto& notice : ofPerson(person, {}, INT32_MAX)) count += notice.seen ? 0 : 1;
    return count;
}

}  // namespace buono::simulation
