#include "core/programmes/ranking.hpp"

#include <algorithm>
#include <tuple>

namespace buono::programmes {

std::vector<Id> draw(std::span<const Entrant> entrants, std::string_view seed, const registers::Digest& digest) {
    struct Lot {
        int bracket;
        registers::Sha256 lot;
        Id application;
    };
    std::vector<Lot> lots;
    lots.reserve(entrants.size());
    for (const auto& entrant : entrants)
        lots.push_back(
            {entrant.bracket, digest.sha256(std::string{seed} + entrant.application.text()), entrant.application});
    std::sort(lots.begin(), lots.end(), [](const Lot& a, const Lot& b) {
        return std::tie(a.bracket, a.lot, a.application) < std::tie(b.bracket, b.lot, b.application);
    });
    std::vector<Id> order;
    order.reserve(lots.size());
    for (const auto& lot : lots) order.push_back(lot.application);
    return order;
}

}  // namespace buono::programmes
