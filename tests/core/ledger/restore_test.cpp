// A Book restored from rows of different ages is the Book that wrote them.
#include "core/ledger/restore.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/scenario.hpp"

namespace buono::ledger {
namespace {

/// Random transfers of every kind; what it remembers of each account after each entry is what rows may say.
struct History : test::Scenario {
    explicit History(unsigned seed) : random{seed} {
        source();
        for (int i = 0; i < 6; ++i) wallet(1'000);
        wallets_end = book.nextAccount();
        for (int i = 0; i < 200; ++i) step();
    }
    std::uint64_t below(std::uint64_t end) { return random() % end; }
    AccountNo some() { return 1 + below(book.nextAccount() - 1); }

    void step() {
        switch (below(5)) {
            case 0: book.open(AccountKind::Voucher, Limit::CreditsCoverDebits); break;
            case 1: (void)book.post(std::vector{post(some(), some(), 1 + static_cast<int>(below(300)))}); break;
            case 2: {
                const auto t = hold(some(), some(), 1 + static_cast<int>(below(300)));
                if (const auto seq = book.post({&t, 1})) open_holds.push_back({holdNo(*seq, 0), t});
                break;
            }
            default: endOne();
        }
        seen.resize(book.seq() + 1);
        for (AccountNo no = 1; no < book.nextAccount(); ++no) seen[book.seq()].push_back(*book.account(no));
    }
    void endOne() {
        if (open_holds.empty()) return;
        const auto at = below(open_holds.size());
        const auto [no, t] = open_holds[at];
        const bool captures = below(2) == 0;
        const auto cents =
            captures ? 1 + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(t.cents))) : t.cents;
        ASSERT_TRUE(book.post(std::vector{end(captures ? Action::Capture : Action::Release, no, t, cents)}));
        open_holds.erase(open_holds.begin() + static_cast<std::ptrdiff_t>(at));
    }
    /// As the entry that made it says.
    std::int64_t heldBefore(HoldNo hold) const { return entries.at((hold >> 16) - 1).at(hold & 0xFFFF).cents; }

    std::mt19937 random;
    AccountNo wallets_end = 0;
    std::vector<std::pair<HoldNo, Transfer>> open_holds;
    std::vector<std::vector<Account>> seen;  ///< By seq, by account.
};

class Restored : public testing::TestWithParam<unsigned> {};

TEST_P(Restored, IsTheBookThatWroteTheRows) {
    History history{GetParam()};
    const auto end = history.book.seq();
    const auto from = end / 2 + history.below(end / 4);
    Restoring restoring{[&](HoldNo hold) { return history.heldBefore(hold); }};
    for (AccountNo no = 1; no < history.book.nextAccount(); ++no) {
        auto as_of = from + history.below(end - from + 1);
        while (as_of > 0 && history.seen[as_of].empty()) --as_of;  // Seqs before the first step were not looked at.
        if (history.seen[as_of].size() >= no) restoring.account(no, history.seen[as_of][no - 1], as_of);
    }
    for (auto seq = from + 1; seq <= end; ++seq) restoring.entry(seq, history.entries[seq - 1]);
    test::Scenario other;
    ASSERT_TRUE(restoring.into(other.book));
    ASSERT_EQ(other.book.nextAccount(), history.book.nextAccount());
    for (AccountNo no = 1; no < history.book.nextAccount(); ++no)
        EXPECT_EQ(*other.book.account(no), *history.book.account(no)) << no;
}

INSTANTIATE_TEST_SUITE_P(Seeds, Restored, testing::Range(0U, 50U));

TEST(Restoring, MissesAnAccountThatNoRowAndNoEntryHas) {
    Restoring restoring{[](HoldNo) { return 0; }};
    restoring.account(2, {.kind = AccountKind::Voucher}, 5);
    test::Scenario s;
    EXPECT_FALSE(restoring.into(s.book));
}

TEST(Restoring, RefusesAnAccountPastItsLimit) {
    Restoring restoring{[](HoldNo) { return 0; }};
    restoring.account(1, {AccountKind::Voucher, Limit::CreditsCoverDebits, 10, 0, 9, 0}, 5);
    test::Scenario s;
    EXPECT_FALSE(restoring.into(s.book));
}

}  // namespace
}  // namespace buono::ledger
