// A reversal is a new entry that moves everything back and names the old one; it is made once.
#include "core/ledger/reversal.hpp"

#include <gtest/gtest.h>

#include <map>

#include "core/register/codes.hpp"
#include "support/scenario.hpp"

namespace buono::ledger {
namespace {

using test::Scenario;
using Group = std::vector<Transfer>;

/// Entries and rows of reversals as a store keeps them.
struct Kept final : Entries, Reversals {
    explicit Kept(const Scenario& of) : s{of} {}

    std::vector<KeptEntry> from(std::uint64_t seq, std::size_t limit, std::size_t) const override {
        std::vector<KeptEntry> found;
        for (auto i = seq - 1; i < s.entries.size() && found.size() < limit; ++i)
            found.push_back({{i + 1, {}, {}, s.entries[i]}, {}, {}});
        return found;
    }
    Head head() const override { return {s.entries.size(), {}, {}}; }
    std::optional<std::uint64_t> of(std::uint64_t seq) const override {
        return rows.contains(seq) ? std::optional{rows.at(seq)} : std::nullopt;
    }
    void add(std::uint64_t seq, std::uint64_t by) override { BUONO_CHECK(rows.emplace(seq, by).second); }

    const Scenario& s;
    std::map<std::uint64_t, std::uint64_t> rows;
};

struct Reversing : Scenario {
    AccountNo a = wallet(100), shop = wallet(), other = wallet();
    Kept kept{*this};
    Reverse reverse{book, kept, kept};

    ErrorCode refusal(std::uint64_t seq) {
        const auto before = book.seq();
        const auto rows = kept.rows;
        const auto done = reverse(seq);
        EXPECT_FALSE(done);
        EXPECT_EQ(book.seq(), before);
        EXPECT_EQ(kept.rows, rows);
        return done ? ErrorCode{} : done.error().code;
    }
};

TEST(Reversal, MovesEverythingBackLastFirstAndNamesTheOldEntry) {
    Reversing s;
    // What the shop gives on it has only just got: forwards it fits, so it must fit backwards too.
    const auto seq = *s.book.post(Group{Scenario::post(s.a, s.shop, 80), Scenario::post(s.shop, s.other, 60)});
    const auto by = s.reverse(seq);
    ASSERT_TRUE(by);
    const Group expected{{Action::Post, 12, s.other, s.shop, 60, 0, seq}, {Action::Post, 12, s.shop, s.a, 80, 0, seq}};
    EXPECT_EQ(s.entries.back(), expected);
    EXPECT_EQ(s.kept.rows, (std::map<std::uint64_t, std::uint64_t>{{seq, *by}}));
    EXPECT_EQ(s.available(s.a), 100);
    EXPECT_EQ(s.available(s.shop), 0);
    EXPECT_EQ(s.available(s.other), 0);
}

TEST(Reversal, OfACaptureGivesBackWhatWasCapturedNotWhatWasHeld) {
    Reversing s;
    const auto held = Scenario::hold(s.a, s.shop, 50);
    const auto hold = holdNo(*s.book.post(Group{held}), 0);
    const auto seq = *s.book.post(Group{Scenario::end(Action::Capture, hold, held, 30)});
    ASSERT_TRUE(s.reverse(seq));
    EXPECT_EQ(s.entries.back(), (Group{{Action::Post, 12, s.shop, s.a, 30, 0, seq}}));
    EXPECT_EQ(s.available(s.a), 100);
}

TEST(Reversal, ReversedAndReversedAgainIsAsItWas) {
    Reversing s;
    const auto seq = *s.book.post(Group{Scenario::post(s.a, s.shop, 80)});
    const auto moved = std::vector{s.available(s.a), s.available(s.shop)};
    const auto by = *s.reverse(seq);
    ASSERT_TRUE(s.reverse(by));
    EXPECT_EQ((std::vector{s.available(s.a), s.available(s.shop)}), moved);
    EXPECT_EQ(s.entries.back()[0].corrects, by);
}

// One row a rule, in the order in which the rules are asked.
TEST(Reversal, TheFirstRuleBrokenIsTheAnswer) {
    Reversing s;
    EXPECT_EQ(s.refusal(0), codes::kEntryNotFound);
    EXPECT_EQ(s.refusal(s.book.seq() + 1), codes::kEntryNotFound);
    const auto held = *s.book.post(Group{Scenario::hold(s.a, s.shop, 20)});
    EXPECT_EQ(s.refusal(held), codes::kNothingToReverse);
    EXPECT_EQ(s.refusal(1), codes::kNothingToReverse);  // An account that was opened.
    const auto seq = *s.book.post(Group{Scenario::post(s.a, s.shop, 80)});
    const auto gone_on = *s.book.post(Group{Scenario::post(s.shop, s.other, 1)});
    EXPECT_EQ(s.refusal(seq), codes::kInsufficientFunds);
    ASSERT_TRUE(s.reverse(gone_on));
    ASSERT_TRUE(s.reverse(seq));
    EXPECT_EQ(s.refusal(seq), codes::kEntryReversed);
}

TEST(Reversal, NamesOnlyAnEntryThatIsThere) {
    Reversing s;
    auto correction = Scenario::post(s.a, s.shop, 1);
    correction.corrects = s.book.seq() + 1;  // The entry it would be itself.
    const auto done = s.book.post(Group{correction});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, codes::kEntryNotFound);
    correction.corrects = s.book.seq();
    EXPECT_TRUE(s.book.post(Group{correction}));
}

}  // namespace
}  // namespace buono::ledger
