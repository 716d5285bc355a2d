#include <gtest/gtest.h>

#include <random>

#include "core/ledger/book.hpp"
#include "support/scenario.hpp"

namespace buono::ledger {
namespace {

using test::Scenario;

// Throws transfers at a book, legal and not, and keeps the holds it opened.
class Storm {
public:
    explicit Storm(unsigned seed) : random_{seed} {
        for (int i = 0; i < 6; ++i) accounts_.push_back(s.wallet(10'000));
        accounts_.push_back(s.book.open(AccountKind::RefundDue, Limit::DebitsCoverCredits));
        accounts_.push_back(s.funds());
    }
    Scenario s;
    int posted = 0;

    void step() {
        std::vector<Transfer> group(1 + random_() % 4);
        for (auto& t : group) t = any();
        const auto seq = s.book.post(group);
        if (!seq) return;
        ++posted;
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (group[i].action == Action::Hold) holds_.push_back({holdNo(*seq, i), group[i]});
        }
    }

private:
    AccountNo account() { return accounts_[random_() % accounts_.size()]; }
    Transfer any() {
        const auto cents = static_cast<std::int64_t>(random_() % 4'000);
        const auto kind = random_() % 4;
        if (kind == 0) return Scenario::post(account(), account(), cents);
        if (kind == 1 || holds_.empty()) return Scenario::hold(account(), account(), cents);
        const auto& [no, held] = holds_[random_() % holds_.size()];
        return kind == 2 ? Scenario::end(Action::Capture, no, held, cents)
                         : Scenario::end(Action::Release, no, held, held.cents);
    }

    std::mt19937 random_;
    std::vector<AccountNo> accounts_;
    std::vector<std::pair<HoldNo, Transfer>> holds_;
};

void expectBalanced(const Book& book) {
    std::int64_t posted = 0, held = 0, open_holds = 0;
    for (AccountNo no = 1; no < book.nextAccount(); ++no) {
        const auto a = *book.account(no);
        posted += a.credits_posted_cents - a.debits_posted_cents;
        held += a.credits_held_cents - a.debits_held_cents;
        open_holds += a.debits_held_cents;
        if (a.limit == Limit::CreditsCoverDebits) {
            ASSERT_GE(a.availableCents(), 0) << no;
        }
        if (a.limit == Limit::DebitsCoverCredits) {
            ASSERT_LE(a.credits_posted_cents + a.credits_held_cents, a.debits_posted_cents) << no;
        }
    }
    for (const auto& [no, hold] : book.holds()) open_holds -= hold.cents;
    ASSERT_EQ(posted, 0);
    ASSERT_EQ(held, 0);
    ASSERT_EQ(open_holds, 0);
}

TEST(BookProperty, NoSequenceOfTransfersCreatesOrDestroysMoneyOrPassesALimit) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        Storm storm{seed};
        for (int i = 0; i < 2'000; ++i) {
            storm.step();
            expectBalanced(storm.s.book);
        }
        EXPECT_GT(storm.posted, 100);  // The storm still reaches the happy path.
    }
}

TEST(BookProperty, ReplayingTheJournalGivesTheSameBalancesAndHolds) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        Storm storm{seed};
        for (int i = 0; i < 2'000; ++i) storm.step();
        Scenario again;
        std::uint64_t seq = 0;
        for (const auto& group : storm.s.entries) again.book.replay(++seq, group);
        ASSERT_EQ(again.book.nextAccount(), storm.s.book.nextAccount());
        for (AccountNo no = 1; no < again.book.nextAccount(); ++no)
            EXPECT_EQ(again.book.account(no), storm.s.book.account(no));
        EXPECT_EQ(again.book.holds().size(), storm.s.book.holds().size());
    }
}

}  // namespace
}  // namespace buono::ledger
