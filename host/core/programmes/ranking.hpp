// Ranking: the order in which a call's applications are served, drawn once and never again.
//
// The rule, published with every ranking so that anybody can repeat it: brackets in the order of the call; inside a
// bracket by SHA-256 of the seed's bytes followed by the application's id as text (36 characters, lower case),
// compared as bytes. The hour of arrival does not count. The seed is chosen after the last day to apply, when every
// id is known; then neither seed nor order changes. Values and pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/programmes/application.hpp"
#include "core/register/register.hpp"

namespace buono::programmes {

/// What the draw needs to know of an application: nothing about who, or when.
struct Entrant {
    Id application;
    int bracket = 0;
};

struct Ranking {
    Id id;
    Id programme;
    std::string seed;
    std::string actor;
    Instant at;
    int applications = 0;
    std::uint64_t seq = 0;
};

/// One row of a ranking, as it is shown: pseudonymous.
struct Placed {
    int place = 0;  ///< From 1.
    Id application;
    ApplicationState state{};
};

inline constexpr std::string_view kRankingRule =
    "bracket of the call, then SHA-256(seed + application id), ascending; the hour of arrival does not count";

/// The entrants' ids in order.
std::vector<Id> draw(std::span<const Entrant> entrants, std::string_view seed, const registers::Digest& digest);

}  // namespace buono::programmes
