// What a plan's money has become, for the API and the employer's page. Sums only, and none that would tell what one
// person did: the employer learns what was spent once five people hold credits of the plan, never by whom or where.
#pragma once

#include <optional>

#include <buono/money.hpp>

#include "adapters/http/desk.hpp"
#include "core/welfare/plan.hpp"

namespace buono::http {

struct PlanUse {
    static constexpr int kPeopleMin = 5;

    int people = 0;
    Money credited;
    Money left;                  ///< Not yet credited.
    std::optional<Money> spent;  ///< Captured by enti.
};

/// Without what was spent: two reads.
PlanUse useOf(Desk& desk, const welfare::Plan& plan);
/// With it: a read for every person.
PlanUse spentUseOf(Desk& desk, const welfare::Plan& plan);

}  // namespace buono::http
