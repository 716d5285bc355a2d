#include "core/purchases/states.hpp"

#include <algorithm>
#include <array>

namespace buono::purchases {
namespace {

constexpr std::array kSteps{
    std::pair{State::Reserving, State::Confirmed},  // The direct part came.
    std::pair{State::Reserving, State::Refused},    // It was refused.
    std::pair{State::Reserving, State::Cancelled},  // The payer changed their mind.
    std::pair{State::Reserving, State::Expired},    // The stated hour passed.
    std::pair{State::Confirmed, State::PartlyRedeemed},
    std::pair{State::Confirmed, State::Completed},
    std::pair{State::Confirmed, State::Cancelled},
    std::pair{State::Confirmed, State::Expired},  // Nobody claimed it by the last day.
    std::pair{State::PartlyRedeemed, State::PartlyRedeemed},
    std::pair{State::PartlyRedeemed, State::Completed},
    std::pair{State::PartlyRedeemed, State::Expired},  // Nobody claimed the rest.
    std::pair{State::Cancelled, State::Refunded},      // The ente gave the direct part back.
    std::pair{State::Expired, State::Refunded},        // It came too late, and went back.
};

}  // namespace

std::span<const std::pair<State, State>> steps() { return kSteps; }

bool mayBecome(State from, State to) {
    return std::find(kSteps.begin(), kSteps.end(), std::pair{from, to}) != kSteps.end();
}

void become(Purchase& purchase, State to) {
    BUONO_CHECK(mayBecome(purchase.state, to));
    purchase.state = to;
}

Money shareOf(const Purchase& purchase, instruments::DebtorKind debtor) {
    std::int64_t cents = 0;
    for (const auto& share : purchase.shares) {
        if (share.debtor.kind == debtor) cents += share.amount.cents();
    }
    return *Money::ofCents(cents);
}

}  // namespace buono::purchases
