// The ports of people: persons and who is responsible for whom; the codes the city hands out.
//
// Implemented by adapters/store, once on the writer's connection and once on each reader's. Writing members are called
// on the writer's thread only. Codes reach rows in the clear and stay there only as keyed hashes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/people/person.hpp"

namespace buono::people {

class Persons {
public:
    virtual ~Persons() = default;
    /// Nothing when there is none, or when the key of this person's data was destroyed.
    virtual std::optional<Person> find(const Id& person) const = 0;
    /// @param tax_code as TaxCode::text(). One indexed query.
    virtual std::optional<Id> byTaxCode(std::string_view tax_code) const = 0;
    /// In the order of their ids: as the city came to know them.
    virtual std::vector<Person> childrenOf(const Id& adult) const = 0;
    virtual bool isResponsibleFor(const Id& adult, const Id& child) const = 0;
    /// @param person whose tax code nobody has; checked before (checkPerson).
    virtual void add(const Person& person) = 0;
    /// @param child not yet a child of `adult`.
    virtual void addChild(const Id& adult, const Id& child) = 0;

    /// The same for the many of an import; rows do each with few statements.
    struct Link {
        Id adult;
        Id child;
    };
    virtual std::unordered_map<std::string, Id> byTaxCodes(std::span<const std::string> tax_codes) const {
        std::unordered_map<std::string, Id> found;
        for (const auto& code : tax_codes)
            if (const auto id = byTaxCode(code)) found.emplace(code, *id);
        return found;
    }
    virtual void addAll(std::span<const Person> persons) {
        for (const auto& person : persons) add(person);
    }
    virtual void addChildren(std::span<const Link> links) {
        for (const auto& [adult, child] : links) addChild(adult, child);
    }
};

/// Handed out by the city, so that a person it knows from an import can open their account.
struct AccessCode {
    Id person;
    Instant expires;
};

class AccessCodes {
public:
    virtual ~AccessCodes() = default;
    /// @param code canonical (people/code.hpp).
    virtual std::optional<AccessCode> find(std::string_view code) const = 0;
    /// Replaces the person's code: at most one is good at a time.
    virtual void put(const AccessCode& access, std::string_view code) = 0;
    virtual void remove(const Id& person) = 0;
};

}  // namespace buono::people
