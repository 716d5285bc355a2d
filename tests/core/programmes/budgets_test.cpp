#include "core/programmes/budgets.hpp"

#include <gtest/gtest.h>

#include "support/city_hall.hpp"
#include "support/office.hpp"

namespace buono::programmes {
namespace {

using test::CityHall;
using test::euro;

/// As rows brief of them.
class CountedVouchers final : public test::MemoryVouchers {
public:
    using MemoryVouchers::MemoryVouchers;
    std::vector<Brief> ofProgramme(const Id&) const override {
        std::vector<Brief> all;
        for (const auto& voucher : rows) all.push_back({voucher.source, voucher.account, voucher.amount});
        return all;
    }
};

TEST(Budgets, AEuroIsAlwaysInExactlyOnePlace) {
    CityHall hall;
    const auto programme = *hall.programmes.find(hall.loaded());
    for (const auto* bracket : {"B1", "B1", "B1"}) hall.applied(programme.id, bracket);
    ASSERT_TRUE(hall.ranked(programme.id));
    ASSERT_TRUE(hall.awarded(programme.id));
    CountedVouchers vouchers{hall.applications};
    vouchers.rows = hall.vouchers.rows;

    test::MemoryDirectory directory;
    const instruments::Debtor city{instruments::DebtorKind::City, programme.sources[0].id};
    const auto payable = hall.book.open(ledger::AccountKind::Payable, ledger::Limit::CreditsCoverDebits);
    const auto paid = hall.book.open(ledger::AccountKind::Paid, ledger::Limit::None);
    directory.add(payable, {ledger::AccountKind::Payable, hall.ids.next(), city, {}});
    const auto account = vouchers.rows[0].account;
    ASSERT_TRUE(hall.book.post(std::vector{test::Scenario::post(account, payable, 150'00)}));
    ASSERT_TRUE(hall.book.post(std::vector{test::Scenario::post(payable, paid, 100'00)}));
    ASSERT_TRUE(hall.book.post(std::vector{test::Scenario::hold(account, payable, 50'00)}));

    const auto budgets = Budgets{vouchers, directory, hall.book}.of(programme);
    ASSERT_EQ(budgets.size(), 2U);
    const auto& uia = budgets[0];
    EXPECT_EQ(uia.vouchers, 2);
    EXPECT_EQ(uia.awarded, euro(800));
    EXPECT_EQ(uia.held, euro(50));
    EXPECT_EQ(uia.available, euro(600));
    EXPECT_EQ(uia.captured, euro(150));
    EXPECT_EQ(uia.paid, euro(100));
    EXPECT_EQ(uia.left, euro(200));
    for (const auto& one : budgets) {
        EXPECT_EQ(one.source.fund.amount.cents(), one.left.cents() + one.awarded.cents());
        EXPECT_EQ(one.awarded.cents(), one.held.cents() + one.available.cents() + one.captured.cents());
    }
    EXPECT_EQ(budgets[1].captured, Money{});  // Another source's euros are not this one's.
}

}  // namespace
}  // namespace buono::programmes
