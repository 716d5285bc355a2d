// The ports of catalogue: its rows, and the index of the day.
//
// Implemented by adapters/store, once on the writer's connection and once on each reader's; writing members are called
// on the writer's thread only.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/catalogue/space.hpp"

namespace buono::catalogue {

class Index;

class Enti {
public:
    virtual ~Enti() = default;
    virtual std::optional<Ente> ente(const Id& id) const = 0;
    virtual std::optional<Ente> enteBySlug(std::string_view slug) const = 0;
    /// All of them, by name.
    virtual std::vector<Ente> enti() const = 0;
};

class Services {
public:
    virtual ~Services() = default;
    /// Published or not.
    virtual std::optional<Service> service(const Id& id) const = 0;
    /// All of them, by slug.
    virtual std::vector<Service> services() const = 0;
    /// Of one ente, published or not, by slug.
    virtual std::vector<Service> ofEnte(const Id& ente) const = 0;
};

class Places {
public:
    virtual ~Places() = default;
    /// By municipio and name.
    virtual std::vector<Space> spaces() const = 0;
    /// In the order of the document that brought them.
    virtual std::vector<Term> terms(TermKind kind) const = 0;
};

/// Where changes of the catalogue are kept.
class Shelves {
public:
    virtual ~Shelves() = default;
    virtual void keep(const Ente& ente) = 0;
    virtual void keep(const Service& service) = 0;
    virtual void keep(const Space& space) = 0;
    /// Replaces the list of this kind.
    virtual void keepTerms(TermKind kind, const std::vector<Term>& terms) = 0;
    /// Tells every index, on every host, that it is old.
    virtual void renew() = 0;
};

/// The index of the catalogue as it is now. Any number of readers share one immutable index; whoever first sees that
/// the catalogue was renewed builds the next from its own rows and replaces it for all. The core has no threads: the
/// adapter holds the pointer.
class Showcase {
public:
    virtual ~Showcase() = default;
    virtual std::shared_ptr<const Index> index() const = 0;
};

}  // namespace buono::catalogue
