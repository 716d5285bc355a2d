// The ports of programmes: its rows.
//
// Implemented by adapters/store, once on the writer's connection and once on each reader's; writing members are called
// on the writer's thread only. Members that take or answer many rows do so at once: a call has twenty thousand.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/programmes/award.hpp"
#include "core/programmes/ranking.hpp"
#include "core/programmes/voucher.hpp"

namespace buono::programmes {

class Programmes {
public:
    virtual ~Programmes() = default;
    virtual std::optional<Programme> find(const Id& id) const = 0;
    virtual std::optional<Programme> bySlug(std::string_view slug) const = 0;
    /// All of them, in the order they were loaded.
    virtual std::vector<Programme> all() const = 0;
    virtual void add(const Programme& programme) = 0;
};

/// For rooms that owe money out of a source.
class FundingSources {
public:
    virtual ~FundingSources() = default;
    virtual std::optional<Source> source(const Id& id) const = 0;
    virtual std::vector<Source> all() const = 0;
};

class Applications {
public:
    using Children = std::unordered_set<Id, registers::IdHash>;

    virtual ~Applications() = default;
    virtual std::optional<Application> find(const Id& id) const = 0;
    /// Newest first, those before `before` (nil: from the newest).
    virtual std::vector<Application> ofApplicant(const Id& applicant, const Id& before, int limit) const = 0;
    /// In the order of their ids, those after `after`; `protocol` and `bracket` are opened: reads are noted.
    virtual std::vector<Application> ofProgramme(const Id& programme, const Id& after, int limit) const = 0;
    virtual bool isApplied(const Id& programme, const Id& child) const = 0;
    /// Every child of the call.
    virtual Children children(const Id& programme) const = 0;
    virtual std::vector<Entrant> entrants(const Id& programme) const = 0;
    virtual int count(const Id& programme) const = 0;
    /// How many applications, whatever their state, declared each bracket, by its place in the call.
    virtual std::map<int, int> brackets(const Id& programme) const = 0;

    virtual void add(std::span<const Application> applications) = 0;
};

class Rankings {
public:
    virtual ~Rankings() = default;
    virtual std::optional<Ranking> ofProgramme(const Id& programme) const = 0;
    /// Place of one application; 0 before its call is ranked.
    virtual int placeOf(const Id& application) const = 0;
    virtual std::vector<Placed> placed(const Id& programme, int after_place, int limit) const = 0;
    /// Everybody without a voucher, in order.
    virtual std::vector<Waiting> waiting(const Id& programme) const = 0;
    /// Keeps the order and marks its applications ranked.
    virtual void add(const Ranking& ranking, std::span<const Id> order) = 0;
};

class Vouchers {
public:
    /// What a sum over many vouchers needs of each.
    struct Brief {
        Id source;
        ledger::AccountNo account = 0;
        Money amount;
    };

    virtual ~Vouchers() = default;
    virtual std::optional<Voucher> find(const Id& id) const = 0;
    virtual std::vector<Voucher> ofHolder(const Id& holder) const = 0;
    virtual std::vector<Brief> ofProgramme(const Id& programme) const = 0;
    virtual std::vector<Award> awards(const Id& programme) const = 0;
    /// Keeps the award and its vouchers, marks their applications awarded and the other ranked ones waitlisted.
    virtual void add(const Award& award, std::span<const Voucher> vouchers) = 0;
};

}  // namespace buono::programmes
