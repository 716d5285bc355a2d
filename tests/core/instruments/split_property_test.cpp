// What holds for every basket: 100,000 random ones, the same on every run.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "support/basket.hpp"

namespace buono::instruments {
namespace {

using test::kToday;

/// Few prices, dates and areas, so that ties and obstacles are common.
class Baskets {
public:
    explicit Baskets(unsigned seed) : random_{seed} {}

    std::vector<Line> lines() {
        std::vector<Line> all(static_cast<std::size_t>(upTo(1, 6)));
        for (auto& one : all) {
            one = test::line(upTo(0, 8) * 25'00);
            if (chance(4)) one.beneficiary = test::kParent;
            if (chance(4)) one.area = "arte";
            if (chance(6)) one.service_ends = test::day(2027, 9, 1);
        }
        return all;
    }
    std::vector<Instrument> wallet() {
        std::vector<Instrument> all;
        for (std::uint64_t id = 1; id <= static_cast<std::uint64_t>(upTo(0, 5)); ++id) all.push_back(instrument(id));
        return all;
    }
    template <class T>
    void shuffle(std::vector<T>& all) {
        std::shuffle(all.begin(), all.end(), random_);
    }
    bool chance(int of) { return upTo(1, of) == 1; }
    int upTo(int least, int most) { return std::uniform_int_distribution{least, most}(random_); }

private:
    Instrument instrument(std::uint64_t id) {
        const auto cents = upTo(0, 16) * 12'50;
        auto one = chance(2) ? test::voucher(id, cents) : test::credit(id, cents);
        if (chance(3)) one.policy.areas = {"sport"};
        if (chance(3)) one.policy.usable_until = test::day(2027, 2, 1);
        if (chance(8)) one.policy.usable_until = test::day(2026, 2, 1);
        if (chance(8)) one.policy.cover = Cover::AfterPayment;
        return one;
    }

    std::mt19937 random_;
};

const Instrument& byId(const std::vector<Instrument>& wallet, const registers::Id& id) {
    return *std::find_if(wallet.begin(), wallet.end(), [&](const auto& one) { return one.id == id; });
}

void expectToTheCent(const Split& split, const std::vector<Line>& lines) {
    std::vector<std::int64_t> paid(lines.size());
    std::int64_t direct = 0, total = 0;
    for (const auto& share : split.shares) {
        EXPECT_TRUE(share.amount.isPositive());
        paid[share.line] += share.amount.cents();
        if (share.kind == Kind::Direct) direct += share.amount.cents();
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_EQ(paid[i], lines[i].price.cents());
        total += lines[i].price.cents();
    }
    EXPECT_EQ(split.total.cents(), total);
    EXPECT_EQ(split.direct.cents(), direct);
}

void expectTheLaw(const Split& split, const std::vector<Line>& lines, const std::vector<Instrument>& wallet) {
    std::map<registers::Id, std::int64_t> spent;
    std::map<std::size_t, int> payers;
    for (const auto& share : split.shares) ++payers[share.line];
    for (const auto& share : split.shares) {
        if (share.kind == Kind::Direct) continue;
        const auto& one = byId(wallet, share.instrument);
        const auto& line = lines[share.line];
        spent[one.id] += share.amount.cents();
        EXPECT_LE(spent[one.id], one.left.cents());
        EXPECT_NE(one.policy.cover, Cover::AfterPayment);
        if (one.policy.cover == Cover::WholeLine) {
            EXPECT_EQ(share.amount, line.price);
            EXPECT_EQ(payers[share.line], 1);
        }
        EXPECT_TRUE(one.beneficiary.isNil() || one.beneficiary == line.beneficiary);
        EXPECT_FALSE(one.policy.usable_until < kToday);
        EXPECT_TRUE(one.policy.areas.empty() || one.policy.areas[0] == line.area);
        EXPECT_FALSE(one.policy.service_ends_by < *line.service_ends);
        EXPECT_EQ(share.debtor, one.debtor);
        EXPECT_EQ(share.account, one.account);
    }
}

/// One reason for each line and instrument, "used" exactly where there is a share.
void expectReasons(const Split& split, const std::vector<Line>& lines, const std::vector<Instrument>& wallet) {
    EXPECT_EQ(split.reasons.size(), lines.size() * wallet.size());
    std::set<std::pair<std::size_t, registers::Id>> used, shared;
    for (const auto& reason : split.reasons)
        if (reason.why == Why::Used) used.emplace(reason.line, reason.instrument);
    for (const auto& share : split.shares)
        if (share.kind != Kind::Direct) shared.emplace(share.line, share.instrument);
    EXPECT_EQ(used, shared);
}

TEST(AnyBasket, IsPaidToTheCentWithinTheLawAndExplained) {
    Baskets baskets{20270115};
    for (int round = 0; round < 100'000 && !testing::Test::HasFailure(); ++round) {
        const auto lines = baskets.lines();
        const auto wallet = baskets.wallet();
        const auto answer = split(lines, wallet, kToday);
        ASSERT_TRUE(answer);
        expectToTheCent(*answer, lines);
        expectTheLaw(*answer, lines, wallet);
        expectReasons(*answer, lines, wallet);
        ASSERT_FALSE(testing::Test::HasFailure()) << "round " << round;
    }
}

TEST(AnyBasket, DoesNotDependOnTheOrderOfTheWallet) {
    Baskets baskets{20270116};
    for (int round = 0; round < 20'000; ++round) {
        const auto lines = baskets.lines();
        auto wallet = baskets.wallet();
        const auto before = split(lines, wallet, kToday);
        baskets.shuffle(wallet);
        const auto after = split(lines, wallet, kToday);
        ASSERT_TRUE(before && after);
        ASSERT_EQ(before->shares, after->shares) << "round " << round;
        ASSERT_EQ(before->reasons, after->reasons) << "round " << round;
    }
}

/// Lines of different prices may be named in any order: each is paid by the same instruments.
TEST(AnyBasket, DoesNotDependOnTheOrderOfLinesWithDifferentPrices) {
    Baskets baskets{20270117};
    for (int round = 0; round < 20'000; ++round) {
        auto lines = baskets.lines();
        for (std::size_t i = 0; i < lines.size(); ++i)
            lines[i].price = *Money::ofCents(lines[i].price.cents() + static_cast<std::int64_t>(i) + 1);
        const auto wallet = baskets.wallet();
        const auto byPrice = [&](const std::vector<Line>& ordered) {
            const auto answer = split(ordered, wallet, kToday);
            BUONO_CHECK(answer.has_value());
            std::set<std::string> shares;
            for (const auto& one : answer->shares)
                shares.insert(ordered[one.line].price.text() + " " + one.instrument.text() + " " + one.amount.text());
            return shares;
        };
        const auto before = byPrice(lines);
        baskets.shuffle(lines);
        ASSERT_EQ(before, byPrice(lines)) << "round " << round;
    }
}

}  // namespace
}  // namespace buono::instruments
