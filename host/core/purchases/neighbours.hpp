// Neighbours: the ports of purchases that the rooms below fulfil. What purchases asks in its own words (an item, a
// beneficiary, a provider) is answered here from catalogue and people, so that neither of those knows purchases.
//
// They hold references and decide nothing about money. Each belongs to the connection behind its room.
#pragma once

#include "core/catalogue/ports.hpp"
#include "core/purchases/ports.hpp"

namespace buono::people {
class Persons;
}

namespace buono::purchases {

class CatalogueShelf final : public Shelf {
public:
    CatalogueShelf(const catalogue::Services& services, const catalogue::Enti& enti,
                   const catalogue::Showcase& showcase)
        : services_{services}, enti_{enti}, showcase_{showcase} {}

    std::optional<Item> item(const Id& service) const override;
    bool offers(const Id& ente, std::string_view area) const override;

private:
    bool isAccredited(const Id& ente) const;

    const catalogue::Services& services_;
    const catalogue::Enti& enti_;
    const catalogue::Showcase& showcase_;
};

/// A person buys for themselves and for the children they are responsible for.
class PeopleFamily final : public Family {
public:
    explicit PeopleFamily(const people::Persons& persons) : persons_{persons} {}

    bool mayBuyFor(const Id& payer, const Id& beneficiary) const override;

private:
    const people::Persons& persons_;
};

class CatalogueArrangements final : public Arrangements {
public:
    explicit CatalogueArrangements(const catalogue::Enti& enti) : enti_{enti} {}

    std::string providerOf(const Id& ente) const override;

private:
    const catalogue::Enti& enti_;
};

}  // namespace buono::purchases
