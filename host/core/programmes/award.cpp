#include "core/programmes/award.hpp"

#include <algorithm>

namespace buono::programmes {

std::vector<Grant> plan(std::span<const Waiting> waiting, std::span<const Money> amounts, std::span<const Money> left) {
    std::vector<std::int64_t> cents;
    for (const auto money : left) cents.push_back(money.cents());
    std::vector<Grant> grants;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const auto bracket = static_cast<std::size_t>(waiting[i].bracket);
        BUONO_CHECK(bracket < amounts.size());
        const auto amount = amounts[bracket];
        const auto source = std::find_if(cents.begin(), cents.end(), [&](auto has) { return has >= amount.cents(); });
        if (source == cents.end()) break;  // Strict order: nobody lower is served before this one.
        *source -= amount.cents();
        grants.push_back({i, static_cast<std::size_t>(source - cents.begin()), amount});
    }
    return grants;
}

}  // namespace buono::programmes
