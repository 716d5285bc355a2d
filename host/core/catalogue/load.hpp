// Load: brings the city's catalogue document in: lists, spaces, enti and services, all or nothing.
//
// What stands in the document is kept under its slug (a space under its name); what is no longer in it stays, because
// purchases may name it: an ente or service leaves by `accredited` or `published`. A document that changes nothing
// writes nothing. Used on the writer's thread.
#pragma once

#include <vector>

#include <buono/result.hpp>

#include "core/catalogue/ports.hpp"

namespace buono::catalogue {

/// An offer names its ente by slug, because ids are given here.
struct Offer {
    std::string ente;
    Service service;
};

struct Catalogue {
    std::vector<Term> areas;
    std::vector<Term> categories;
    std::vector<Term> municipi;
    std::vector<Space> spaces;
    std::vector<Ente> enti;
    std::vector<Offer> offers;
};

struct Loaded {
    int added = 0;
    int changed = 0;
    int unchanged = 0;
};

/// Refuses what check() refuses, and a service that would pass to another ente.
class Load {
public:
    Load(const Enti& enti, const Services& services, const Places& places, Shelves& shelves, registers::Ids& ids)
        : enti_{enti}, services_{services}, places_{places}, shelves_{shelves}, ids_{ids} {}

    Result<Loaded> operator()(const Catalogue& catalogue);

private:
    const Enti& enti_;
    const Services& services_;
    const Places& places_;
    Shelves& shelves_;
    registers::Ids& ids_;
};

/// What Load refuses, told of the first that is wrong by its place: "/services/3/ente".
Status check(const Catalogue& catalogue);

}  // namespace buono::catalogue
