// The rows of catalogue and people on the simulated disk. One thread.
#pragma once

#include "core/catalogue/ports.hpp"
#include "core/people/notices.hpp"
#include "core/people/ports.hpp"
#include "simulation/disk.hpp"

namespace buono::simulation {

using registers::Id;
using registers::Instant;

class CatalogueRows final : public catalogue::Enti,
                            public catalogue::Services,
                            public catalogue::Places,
                            public catalogue::Shelves {
public:
    explicit CatalogueRows(Disk& disk)
        : all_enti{disk}, all_services{disk}, all_spaces{disk}, lists{disk}, by_ente_{disk}, renewals_{disk} {}

    std::optional<catalogue::Ente> ente(const Id& id) const override { return all_enti.copy(id); }
    std::optional<catalogue::Ente> enteBySlug(std::string_view slug) const override;
    std::vector<catalogue::Ente> enti() const override;
    std::optional<catalogue::Service> service(const Id& id) const override { return all_services.copy(id); }
    std::vector<catalogue::Service> services() const override;
    std::vector<catalogue::Service> ofEnte(const Id& ente) const override;
    std::vector<catalogue::Space> spaces() const override;
    std::vector<catalogue::Term> terms(catalogue::TermKind kind) const override;

    void keep(const catalogue::Ente& ente) override { all_enti.put(ente.id, ente); }
    void keep(const catalogue::Service& service) override;
    void keep(const catalogue::Space& space) override { all_spaces.put(space.id, space); }
    void keepTerms(catalogue::TermKind kind, const std::vector<catalogue::Term>& terms) override {
        lists.put(kind, terms);
    }
    void renew() override { renewals_.put(0, version() + 1); }
    std::int64_t version() const { return renewals_.copy(0).value_or(0); }

    Table<Id, catalogue::Ente> all_enti;
    Table<Id, catalogue::Service> all_services;
    Table<Id, catalogue::Space> all_spaces;
    Table<catalogue::TermKind, std::vector<catalogue::Term>> lists;

private:
    Table<std::pair<Id, Id>, bool> by_ente_;
    Table<int, std::int64_t> renewals_;
};

class PersonsRows final : public people::Persons {
public:
    explicit PersonsRows(Disk& disk) : all{disk}, by_tax_code_{disk}, children_{disk} {}

    std::optional<people::Person> find(const Id& id) const override { return all.copy(id); }
    std::optional<Id> byTaxCode(std::string_view code) const override { return by_tax_code_.copy(std::string{code}); }
    std::vector<people::Person> childrenOf(const Id& adult) const override;
    bool isResponsibleFor(const Id& adult, const Id& child) const override {
        return children_.contains({adult, child});
    }
    void add(const people::Person& person) override;
    void addChild(const Id& adult, const Id& child) override { children_.add({adult, child}, true); }

    Table<Id, people::Person> all;

private:
    Table<std::string, Id> by_tax_code_;
    Table<std::pair<Id, Id>, bool> children_;
};

class NoticesRows final : public people::Notices {
public:
    explicit NoticesRows(Disk& disk) : all{disk}, seen_{disk} {}

    std::vector<people::Notice> ofPerson(const Id& person, const Id& before, int limit) const override;
    int unseen(const Id& person) const override;
    void add(const people::Notice& notice) override { all.add(notice); }
    void markSeen(const Id& person, Instant up_to) override { seen_.put(person, up_to.us); }

    Log<people::Notice> all;

private:
    Table<Id, std::int64_t> seen_;  ///< Until when each person has seen theirs.
};

}  // namespace buono::simulation
