// Random calls and queues: what must be true of any award. Rerun a failure with the seed it prints.
#include <gtest/gtest.h>

#include <random>

#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using test::CityHall;
using test::euro;

TEST(AwardProperty, EveryEuroIsInOnePlaceAndNobodyIsOvertaken) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    const auto pick = [&](int from, int to) { return std::uniform_int_distribution{from, to}(random); };

    for (int round = 0; round < 60; ++round) {
        CityHall hall;
        auto call = test::smallCall();
        call.sources.push_back({"REG", "Regione", "B40A00000000003", euro(100)});
        for (auto& source : call.sources) source.amount = euro(pick(100, 3'000));
        const auto programme = hall.loaded(call);
        const auto count = pick(1, 40);
        for (int i = 0; i < count; ++i) hall.applied(programme, "B" + std::to_string(pick(1, 4)));
        ASSERT_TRUE(hall.ranked(programme, "seed-number-" + std::to_string(round)));
        const auto waiting = hall.rankings.waiting(programme);
        const auto awarded = hall.awarded(programme);
        ASSERT_TRUE(awarded || call.sources[0].amount < euro(400));

        std::map<Id, std::int64_t> issued;
        for (std::size_t i = 0; i < hall.vouchers.rows.size(); ++i) {
            const auto& voucher = hall.vouchers.rows[i];
            ASSERT_EQ(voucher.application, waiting[i].application);  // Strictly down the ranking.
            ASSERT_EQ(voucher.amount, call.brackets[static_cast<std::size_t>(waiting[i].bracket)].amount);
            // Whole, from one source: the one transfer into its account is of the voucher's amount.
            ASSERT_EQ(hall.book.account(voucher.account)->credits_posted_cents, voucher.amount.cents());
            issued[voucher.source] += voucher.amount.cents();
        }
        const auto loaded = *hall.programmes.find(programme);
        for (std::size_t s = 0; s < loaded.sources.size(); ++s) {
            const auto left = hall.left(programme, s);
            ASSERT_GE(left, 0);
            ASSERT_EQ(issued[loaded.sources[s].id] + left, loaded.sources[s].fund.amount.cents());
            if (hall.vouchers.rows.size() <
                waiting.size()) {  // Somebody waits: no source could carry the first of them.
                const auto next = static_cast<std::size_t>(waiting[hall.vouchers.rows.size()].bracket);
                ASSERT_LT(left, call.brackets[next].amount.cents());
            }
        }
    }
}

}  // namespace
}  // namespace buono::programmes
