// Award: who gets a voucher, and out of which source, when a call's budget is divided in ranking order.
//
// The plan is a pure function. Strict order: it goes down the ranking and stops at the first voucher that no source
// can carry whole, so nobody is served before somebody who stands higher. Each voucher comes whole from the first
// source, in the call's order, that can carry it: what is left of a source may still carry a smaller voucher of
// somebody lower. What no voucher used stays in its source and is shown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <buono/money.hpp>

#include "core/programmes/application.hpp"

namespace buono::programmes {

/// One applicant of a ranking who has no voucher yet.
struct Waiting {
    int place = 0;
    Id application;
    Id applicant;
    Id child;
    int bracket = 0;
    bool is_protected = false;
};

/// One voucher of the plan: the next of the waiting, out of this source.
struct Grant {
    std::size_t waiting = 0;  ///< Index into what plan() was given.
    std::size_t source = 0;   ///< Index into `left`.
    Money amount;
    bool operator==(const Grant&) const = default;
};

/// @param amounts of the brackets, by place.
/// @param left    of the sources, in order.
std::vector<Grant> plan(std::span<const Waiting> waiting, std::span<const Money> amounts, std::span<const Money> left);

/// One act of the city that issued vouchers.
struct Award {
    Id id;
    Id programme;
    std::string act_number;
    registers::Date act_date{};
    std::string actor;
    Instant at;
    int vouchers = 0;
    int waitlisted = 0;  ///< Who is still waiting after it.
    Money total;
    std::uint64_t seq = 0;
};

}  // namespace buono::programmes
