#include "core/instruments/wallet.hpp"

#include <algorithm>

namespace buono::instruments {

std::vector<Instrument> Wallet::of(const registers::Id& holder) const {
    std::vector<Instrument> all;
    for (const auto* room : offers_) {
        for (auto& one : room->of(holder)) {
            fill(one);
            all.push_back(std::move(one));
        }
    }
    return all;
}

std::optional<Instrument> Wallet::instrument(const registers::Id& holder, const registers::Id& id) const {
    for (const auto* room : offers_) {
        auto one = room->instrument(id);
        if (!one) continue;
        if (one->holder != holder) return std::nullopt;
        fill(*one);
        return one;
    }
    return std::nullopt;
}

void Wallet::fill(Instrument& one) const {
    const auto account = balances_.account(one.account);
    // A reader's snapshot may be younger in rows than in balances: an account it does not know yet has nothing.
    const auto cents = account ? std::max<std::int64_t>(0, account->availableCents()) : 0;
    one.left = *Money::ofCents(cents);
}

}  // namespace buono::instruments
