// The ports of welfare: its rows.
//
// Implemented by adapters/store, once on the writer's connection and once on each reader's; writing members are called
// on the writer's thread only.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/welfare/credit.hpp"
#include "core/welfare/employer.hpp"
#include "core/welfare/plan.hpp"

namespace buono::welfare {

class Employers {
public:
    virtual ~Employers() = default;
    virtual std::optional<Employer> employer(const Id& id) const = 0;
    virtual std::optional<Employer> byTaxId(std::string_view tax_id) const = 0;
    virtual void add(const Employer& employer) = 0;
};

class Plans {
public:
    virtual ~Plans() = default;
    virtual std::optional<Plan> plan(const Id& id) const = 0;
    /// Newest first.
    virtual std::vector<Plan> ofEmployer(const Id& employer) const = 0;
    virtual void add(const Plan& plan) = 0;
};

/// All of one plan together.
struct Credited {
    int people = 0;
    Money amount;
};

class Credits {
public:
    virtual ~Credits() = default;
    virtual std::optional<Credit> credit(const Id& id) const = 0;
    virtual std::optional<Credit> of(const Id& plan, const Id& person) const = 0;
    /// Of every plan of every employer.
    virtual std::vector<Credit> ofPerson(const Id& person) const = 0;
    /// In the order of their ids, after this one (nil starts).
    virtual std::vector<Credit> ofPlan(const Id& plan, const Id& after, int limit) const = 0;
    virtual Credited total(const Id& plan) const = 0;
    /// What this employer gave this person in the tax year, over all its plans.
    virtual Money inYear(const Id& employer, const Id& person, int year) const = 0;
    virtual void add(const Credit& credit) = 0;
    /// Keeps amount, dependent_child and at.
    virtual void keep(const Credit& credit) = 0;
};

}  // namespace buono::welfare
