#include "core/programmes/rank.hpp"

#include <algorithm>

#include "core/register/codes.hpp"

namespace buono::programmes {
namespace {

Status checkSeed(std::string_view seed) {
    const auto is_visible = [](char c) { return c > ' ' && c <= '~'; };
    if (seed.size() >= 8 && seed.size() <= 128 && std::all_of(seed.begin(), seed.end(), is_visible)) return kOk;
    return Error{ErrorCode::InvalidValue, "/seed", "a seed has 8 to 128 visible ASCII characters"};
}

}  // namespace

Result<Ranking> Rank::operator()(const Request& request, Instant now) {
    if (const auto seed = checkSeed(request.seed); !seed) return seed.error();
    const auto programme = rows_.programmes.find(request.programme);
    if (!programme) return Error{codes::kNotFound, {}, {}};
    const auto apply_by = programme->call.apply_by;
    if (calendar_.dateOf(now) <= apply_by)
        return Error{codes::kRankingTooEarly, {}, "the last day to apply is " + registers::text(apply_by)};
    if (rows_.rankings.ofProgramme(programme->id)) return Error{codes::kAlreadyRanked, {}, {}};
    const auto entrants = rows_.applications.entrants(programme->id);
    if (entrants.empty()) return Error{codes::kNothingToRank, {}, {}};

    const auto order = draw(entrants, request.seed, digest_);
    Ranking ranking{.id = ids_.next(),
                    .programme = programme->id,
                    .seed = request.seed,
                    .actor = request.actor,
                    .at = now,
                    .applications = static_cast<int>(order.size()),
                    .seq = book_.seq()};
    rows_.rankings.add(ranking, order);
    return ranking;
}

}  // namespace buono::programmes
