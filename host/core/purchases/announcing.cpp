#include "core/purchases/announcing.hpp"

namespace buono::purchases {
namespace {

namespace notice = people::notice;

/// "" when there is nothing to tell.
std::string_view newsOf(const Purchase& purchase) {
    // The till took money of a purchase that is over: that is the news, whichever came first.
    if (purchase.direct_owed_back) return notice::kPurchaseOwedBack;
    switch (purchase.state) {
        case State::Confirmed: return notice::kPurchaseConfirmed;
        case State::Refused: return notice::kPurchaseRefused;
        case State::Expired: return notice::kPurchaseExpired;
        case State::Cancelled:
        case State::Refunded: return notice::kPurchaseCancelled;
        case State::Reserving:
        case State::PartlyRedeemed:
        case State::Completed: return {};
    }
    BUONO_CHECK(!"a state of the list");
    return {};
}

}  // namespace

void Announcing::purchase(const Purchase& purchase) {
    if (const auto news = newsOf(purchase); !news.empty()) tell(purchase.payer, news, purchase.id);
}

void Announcing::redemption(const Id& holder, const Redemption& redemption) {
    const bool bought = !redemption.purchase.isNil();
    tell(holder, bought ? notice::kRedeemed : notice::kSpendingRedeemed,
         bought ? redemption.purchase : redemption.spending_code);
}

void Announcing::tell(const Id& person, std::string_view kind, const Id& subject) {
    notices_.add({ids_.next(), person, std::string{kind}, subject, clock_.now(), false});
}

}  // namespace buono::purchases
