// Whatever is redeemed, proposed, approved and cancelled in whatever order: every due is paid once at most, and what
// the payouts say is what the ledger moved, to the cent.
#include <gtest/gtest.h>

#include <random>

#include "core/register/codes.hpp"
#include "support/treasury.hpp"

namespace buono::settlement {
namespace {

using test::idOf;
using test::Treasury;

struct Totals {
    std::int64_t redeemed = 0;
    std::int64_t paid_by_rows = 0;
    std::int64_t paid_in_ledger = 0;
    std::int64_t owed_in_ledger = 0;
};

Totals totalsOf(const Treasury& treasury, const std::vector<instruments::Debtor>& debtors) {
    Totals totals;
    for (const auto& due : treasury.rows.all_dues) totals.redeemed += due.amount.cents();
    for (const auto& [id, one] : treasury.rows.settlements) {
        std::int64_t sum = 0;
        for (const auto& payout : treasury.rows.payouts(id)) sum += payout.amount.cents();
        EXPECT_EQ(sum, one.total.cents());
        if (one.state == State::Approved) totals.paid_by_rows += sum;
    }
    for (const auto& debtor : debtors) totals.paid_in_ledger += treasury.paid(debtor);
    for (const auto& one : treasury.directory.ofKind(ledger::AccountKind::Payable))
        totals.owed_in_ledger += treasury.ledger.available(one.account);
    return totals;
}

class AnyOrder : public testing::TestWithParam<unsigned> {};

TEST_P(AnyOrder, EveryDueOnceAndEveryCentAccountedFor) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()));
    std::mt19937 random{GetParam()};
    const auto below = [&](unsigned n) { return random() % n; };
    Treasury treasury;
    const std::vector<instruments::Debtor> debtors{treasury.source(1), treasury.source(2), treasury.boss()};
    const std::vector<instruments::Debtor> payers{Treasury::kCity, treasury.boss()};
    int approved = 0;
    for (int step = 0; step < 400; ++step) {
        const auto known = treasury.rows.of(payers[below(2)], {}, 1'000);
        switch (below(8)) {
            case 0: (void)treasury.proposes(payers[below(2)], idOf(1)); break;
            case 1:
                if (!known.empty()) approved += treasury.approves(known[below(3) % known.size()]) ? 1 : 0;
                break;
            case 2:
                if (!known.empty()) {
                    const auto& one = known[below(3) % known.size()];
                    (void)treasury.cancel(one.debtor, one.id, idOf(3), Treasury::now());
                }
                break;
            default:
                treasury.redeem(Treasury::ente(static_cast<std::uint8_t>(1 + below(2))), debtors[below(3)],
                                1 + below(50'000));
        }
        const auto totals = totalsOf(treasury, debtors);
        ASSERT_EQ(totals.paid_by_rows, totals.paid_in_ledger);
        ASSERT_EQ(totals.paid_in_ledger + totals.owed_in_ledger, totals.redeemed);
    }
    EXPECT_GT(approved, 5) << "the generator still reaches the happy path";
    EXPECT_TRUE(treasury.rows.all_differences.empty());

    // To the end: nothing is left, and a payout's lines are its amount.
    for (const auto& payer : payers) {
        for (const auto& one : treasury.rows.of(payer, {}, 1'000)) (void)treasury.approves(one);
        const auto last = treasury.proposes(payer);
        EXPECT_TRUE(!last || treasury.approves(*last));
        EXPECT_EQ(treasury.proposes(payer).error().code, codes::kNothingDue);
    }
    const auto totals = totalsOf(treasury, debtors);
    EXPECT_EQ(totals.paid_in_ledger, totals.redeemed);
    EXPECT_EQ(totals.owed_in_ledger, 0);
    for (const auto& [id, payout] : treasury.rows.all_payouts) {
        if (treasury.rows.settlements.at(payout.settlement).state != State::Approved) continue;
        Money sum;
        for (const auto& line : treasury.rows.lines(id, {}, 1'000)) sum = test::plus(sum, line.amount);
        EXPECT_EQ(sum, payout.amount);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyOrder, testing::Range(1U, 21U));

}  // namespace
}  // namespace buono::settlement
