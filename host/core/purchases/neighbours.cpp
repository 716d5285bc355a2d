#include "core/purchases/neighbours.hpp"

#include "core/catalogue/index.hpp"
#include "core/people/ports.hpp"

namespace buono::purchases {

std::optional<Item> CatalogueShelf::item(const Id& id) const {
    auto service = services_.service(id);
    if (!service) return std::nullopt;
    const bool on_sale = service->published && isAccredited(service->ente);
    return Item{service->id,    service->ente, std::move(service->name.it),
                service->price, service->area, service->category,
                service->ends,  on_sale};
}

bool CatalogueShelf::offers(const Id& ente, std::string_view area) const {
    return showcase_.index()->offers(ente, area);
}

bool CatalogueShelf::isAccredited(const Id& id) const {
    const auto ente = enti_.ente(id);
    return ente && ente->accredited;
}

bool PeopleFamily::mayBuyFor(const Id& payer, const Id& beneficiary) const {
    return payer == beneficiary || persons_.isResponsibleFor(payer, beneficiary);
}

std::string CatalogueArrangements::providerOf(const Id& id) const {
    const auto ente = enti_.ente(id);
    return ente ? ente->provider : std::string{};
}

}  // namespace buono::purchases
