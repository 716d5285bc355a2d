#include "core/purchases/announcing.hpp"

#include <gtest/gtest.h>

#include "support/people.hpp"

namespace buono::purchases {
namespace {

using test::idOf;

class StoppedClock final : public registers::Clock {
public:
    Instant now() override { return {77}; }
};

struct News {
    test::MemoryNotices notices;
    test::MadeIds ids;
    StoppedClock clock;
    Announcing announcing{notices, ids, clock};

    std::string of(State state, bool owed_back) {
        Purchase purchase;
        purchase.id = idOf(1);
        purchase.payer = idOf(2);
        purchase.state = state;
        purchase.direct_owed_back = owed_back;
        announcing.purchase(purchase);
        if (notices.all.empty()) return {};
        EXPECT_EQ(notices.all[0].person, idOf(2));
        EXPECT_EQ(notices.all[0].subject, idOf(1));
        EXPECT_EQ(notices.all[0].at, (Instant{77}));
        EXPECT_FALSE(notices.all[0].seen);
        return notices.all[0].kind;
    }
};

TEST(Announcing, TellsThePayerWhatBecameOfThePurchase) {
    struct Row {
        State state;
        bool owed_back;
        const char* kind;
    };
    for (const auto& [state, owed_back, kind] : std::initializer_list<Row>{
             {State::Reserving, false, ""},
             {State::Confirmed, false, "purchase_confirmed"},
             {State::PartlyRedeemed, false, ""},
             {State::Completed, false, ""},
             {State::Refused, false, "purchase_refused"},
             {State::Cancelled, false, "purchase_cancelled"},
             {State::Cancelled, true, "purchase_owed_back"},
             {State::Expired, false, "purchase_expired"},
             {State::Expired, true, "purchase_owed_back"},
             {State::Refunded, false, "purchase_cancelled"},
         }) {
        News news;
        EXPECT_EQ(news.of(state, owed_back), kind) << word(state);
        EXPECT_EQ(news.notices.all.size(), *kind == '\0' ? 0u : 1u);
    }
}

TEST(Announcing, TellsTheHolderOfEachRedemption) {
    News news;
    Redemption redemption;
    redemption.purchase = idOf(3);
    news.announcing.redemption(idOf(2), redemption);
    redemption.purchase = {};
    redemption.spending_code = idOf(4);
    news.announcing.redemption(idOf(2), redemption);
    ASSERT_EQ(news.notices.all.size(), 2u);
    EXPECT_EQ(news.notices.all[0].kind, "redeemed");
    EXPECT_EQ(news.notices.all[0].subject, idOf(3));
    EXPECT_EQ(news.notices.all[1].kind, "spending_redeemed");
    EXPECT_EQ(news.notices.all[1].subject, idOf(4));
    EXPECT_LT(news.notices.all[0].id, news.notices.all[1].id);
}

}  // namespace
}  // namespace buono::purchases
