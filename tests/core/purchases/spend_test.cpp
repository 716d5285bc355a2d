// Payments on many spending codes at once: all or nothing, and each refusal says which payment it is about.
#include "core/purchases/spend.hpp"

#include <gtest/gtest.h>

#include "core/purchases/allowance.hpp"
#include "core/purchases/tell.hpp"
#include "core/register/codes.hpp"
#include "support/market.hpp"

namespace buono::purchases {
namespace {

using instruments::DebtorKind;
using test::kParent;
using test::Market;

struct Counter : Market {
    SpendingCode issue(std::int64_t cents) {
        return *issue_spending_code({kParent, test::CountedIds::of(1), *Money::ofCents(cents), ente, {}, {}}, clock.at);
    }
    Payment pay(const SpendingCode& code, std::int64_t cents) const {
        return {codes.hash(codeOf(code)), *Money::ofCents(cents)};
    }
    Result<Redemption> batch(const std::vector<Payment>& payments) { return spend.all(ente, payments, clock.at); }
    std::string refusal(const std::vector<Payment>& payments) {
        const auto seq = ledger.book.seq();
        const auto done = batch(payments);
        BUONO_CHECK(ledger.book.seq() == seq || done);
        return done ? "" : std::to_string(static_cast<int>(done.error().code)) + " " + done.error().field;
    }
    static std::string named(ErrorCode code, const std::string& field) {
        return std::to_string(static_cast<int>(code)) + " " + field;
    }
};

TEST(SpendAll, IsOneEntryOneRedemptionAndOneDueADebtor) {
    Counter market;
    const auto one = market.issue(50'00), two = market.issue(60'00);
    const auto seq = market.ledger.book.seq();
    const auto done = market.batch({market.pay(one, 10'00), market.pay(two, 20'00), market.pay(one, 5'00)});
    ASSERT_TRUE(done);
    EXPECT_EQ(market.ledger.book.seq(), seq + 1);
    EXPECT_EQ(done->items, 3);
    EXPECT_TRUE(done->spending_code.isNil());
    EXPECT_EQ(done->total, Money::fixed(35'00));
    ASSERT_EQ(done->dues.size(), 1U);
    EXPECT_EQ(done->dues[0].amount, Money::fixed(35'00));
    EXPECT_EQ(market.owed(DebtorKind::City), 35'00);
    EXPECT_EQ(market.left(market.voucher_account), 165'00);
    EXPECT_EQ(left(market.ledger.book, one.allowance), Money::fixed(35'00));
    EXPECT_EQ(left(market.ledger.book, two.allowance), Money::fixed(40'00));
    EXPECT_EQ(market.redemptions.all.size(), 1U);
    ASSERT_EQ(market.outbox.waiting.size(), 1U);
    EXPECT_EQ(market.outbox.waiting[0].kind, kTellPayment);
    EXPECT_EQ(market.outbox.waiting[0].subject, done->id);
}

TEST(SpendAll, ARefusalMovesNothingAndNamesThePayment) {
    Counter market;
    const auto one = market.issue(50'00), two = market.issue(200'00);
    const auto fine = market.pay(one, 10'00);
    EXPECT_EQ(market.refusal({fine, {{}, Money::fixed(1)}}), Counter::named(codes::kNotFound, "/items/1/code"));
    EXPECT_EQ(market.refusal({fine, market.pay(two, 0)}), Counter::named(ErrorCode::InvalidAmount, "/items/1/amount"));
    // The code allows 50.00 in all, the voucher 200.00.
    EXPECT_EQ(market.refusal({fine, fine, market.pay(one, 30'01)}),
              Counter::named(codes::kBeyondCode, "/items/2/amount"));
    EXPECT_EQ(market.refusal({fine, market.pay(two, 190'01)}), Counter::named(codes::kBeyondCode, "/items/1/amount"));
    ASSERT_TRUE(market.reissue_code.spending(kParent, two.id, market.clock.at));
    EXPECT_EQ(market.refusal({fine, market.pay(two, 1'00)}), Counter::named(codes::kNotFound, "/items/1/code"));
    market.pass(IssueSpendingCode::kLongestUs);
    EXPECT_EQ(market.refusal({fine, fine}), Counter::named(codes::kCodeExpired, "/items/0/code"));
    EXPECT_EQ(market.left(market.voucher_account), 200'00);
    EXPECT_EQ(left(market.ledger.book, one.allowance), Money::fixed(50'00));
    EXPECT_TRUE(market.redemptions.all.empty());
    EXPECT_TRUE(market.outbox.waiting.empty());
}

TEST(SpendAll, RefusesASumBeyondAnyAmount) {
    Counter market;
    const auto code = market.issue(50'00);
    const Payment huge{market.pay(code, 1).code, *Money::ofCents(Money::kCentsMax)};
    EXPECT_EQ(market.refusal({huge, huge}), Counter::named(ErrorCode::AmountOverflow, "/items/1/amount"));
}

TEST(SpendAll, APurchaseCodeIsNotAPayment) {
    Counter market;
    const auto row = market.codes.row(CodeKind::Purchase, kParent, 1);
    market.code_rows.add(row);
    const auto one = market.issue(50'00);
    EXPECT_EQ(market.refusal({market.pay(one, 1'00), {row.hash, Money::fixed(1)}}),
              Counter::named(codes::kNotFound, "/items/1/code"));
}

/// The journal as the Book of the test wrote it.
class Kept final : public ledger::Entries {
public:
    explicit Kept(const test::Scenario& ledger) : ledger_{ledger} {}
    std::vector<ledger::KeptEntry> from(std::uint64_t seq, std::size_t limit, std::size_t) const override {
        std::vector<ledger::KeptEntry> entries;
        for (auto next = seq; next < seq + limit && next <= ledger_.entries.size(); ++next)
            entries.push_back({{next, {}, {}, ledger_.entries[next - 1]}, {}, {}});
        return entries;
    }
    ledger::Head head() const override { return {ledger_.entries.size(), {}, {}}; }

private:
    const test::Scenario& ledger_;
};

class MemoryNotices final : public people::Notices {
public:
    std::vector<people::Notice> all;
    std::vector<people::Notice> ofPerson(const Id&, const Id&, int) const override { return all; }
    int unseen(const Id&) const override { return 0; }
    void add(const people::Notice& notice) override { all.push_back(notice); }
    void markSeen(const Id&, Instant) override {}
};

struct Telling : Counter {
    Kept kept{ledger};
    MemoryNotices notices;
    Tell tell{{registry, clock, seal}, {redemptions, code_rows, kept}, {outbox, notices, ids}};

    std::vector<registers::Errand> waiting(std::string_view kind) const {
        auto all = outbox.waiting;
        std::erase_if(all, [&](const auto& one) { return one.kind != kind; });
        return all;
    }
};

TEST(TellPayments, IsOneNoticeACodeHoweverOftenItPaid) {
    Telling market;
    const auto one = market.issue(50'00), two = market.issue(60'00);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(market.spend.one(market.ente, market.pay(one, 1'00), market.clock.at));
    ASSERT_TRUE(market.spend.one(market.ente, market.pay(two, 1'00), market.clock.at));
    const auto errands = market.waiting(kTellPayment);
    ASSERT_EQ(errands.size(), 4U);
    EXPECT_GT(errands[0].due, market.clock.at);
    EXPECT_LE(errands[0].due.us, market.clock.at.us + kTellEveryUs);
    market.pass(errands[0].due.us - market.clock.at.us -
                1);  // The last moment of the span: told together with the rest.
    ASSERT_TRUE(market.spend.one(market.ente, market.pay(two, 1'00), market.clock.at));
    EXPECT_EQ(market.waiting(kTellPayment).back().due, errands[0].due);
    market.outbox.waiting.pop_back();
    ASSERT_TRUE(market.tell(errands));
    ASSERT_EQ(market.notices.all.size(), 2U);
    EXPECT_EQ(market.notices.all[0].person, kParent);
    EXPECT_TRUE(market.outbox.waiting.empty());
    market.registry.replies.clear();  // Another host's courier, which saw the same rows: they are gone.
    ASSERT_TRUE(market.tell(errands));
    EXPECT_EQ(market.notices.all.size(), 2U);
}

TEST(TellPayments, MakesNoChangeOfThousands) {
    Telling market;
    const auto more = Tell::kNoticesMax + 1;
    for (std::size_t i = 0; i < more; ++i)
        ASSERT_TRUE(market.spend.one(market.ente, market.pay(market.issue(1), 1), market.clock.at));
    ASSERT_TRUE(market.tell(market.waiting(kTellPayment)));
    EXPECT_EQ(market.registry.replies.size(), 2U);
    EXPECT_EQ(market.notices.all.size(), more);
    EXPECT_TRUE(market.outbox.waiting.empty());
}

TEST(TellPayments, TellsOnceOfWhatManyChangesEnd) {
    Telling market;
    const auto code = market.issue(200'00);
    const auto more = Tell::kNoticesMax + 1;
    for (std::size_t i = 0; i < more; ++i)
        ASSERT_TRUE(market.spend.one(market.ente, market.pay(code, 1), market.clock.at));
    const auto errands = market.waiting(kTellPayment);
    const std::span all{errands};
    ASSERT_TRUE(market.tell(all.first(1)));
    EXPECT_EQ(market.outbox.waiting.size(), more - 1);
    ASSERT_TRUE(market.tell(all.subspan(1)));
    EXPECT_EQ(market.notices.all.size(), 1U);
    EXPECT_TRUE(market.outbox.waiting.empty());
}

TEST(TellPayments, TellsAgainOfWhatWasPaidAfterwards) {
    Telling market;
    const auto code = market.issue(200'00);
    ASSERT_TRUE(market.spend.one(market.ente, market.pay(code, 1), market.clock.at));
    ASSERT_TRUE(market.tell(market.waiting(kTellPayment)));
    // Of the same span, by a host whose clock is behind: its errand is due with the first.
    ASSERT_TRUE(market.spend.one(market.ente, market.pay(code, 1), market.clock.at));
    ASSERT_TRUE(market.tell(market.waiting(kTellPayment)));
    EXPECT_EQ(market.notices.all.size(), 2U);
}

TEST(TellPayments, FindsTheCodesOfABatchInItsEntry) {
    Telling market;
    const auto one = market.issue(50'00), two = market.issue(60'00), three = market.issue(60'00);
    ASSERT_TRUE(market.batch({market.pay(one, 1'00), market.pay(three, 2'00), market.pay(one, 1'00)}));
    ASSERT_TRUE(market.tell(market.waiting(kTellPayment)));
    ASSERT_EQ(market.notices.all.size(), 2U);
    for (const auto& notice : market.notices.all) EXPECT_NE(notice.subject, two.id);
    EXPECT_TRUE(market.outbox.waiting.empty());
}

TEST(TellPayments, OfABatchReachTheFamilyThoughItRenewedTheCodeMeanwhile) {
    Telling market;
    const auto one = market.issue(50'00);
    ASSERT_TRUE(market.batch({market.pay(one, 1'00), market.pay(one, 2'00)}));
    ASSERT_TRUE(market.reissue_code.spending(kParent, one.id, market.clock.at));
    ASSERT_TRUE(market.tell(market.waiting(kTellPayment)));
    ASSERT_EQ(market.notices.all.size(), 1U);
    EXPECT_EQ(market.notices.all[0].subject, one.id);
}

}  // namespace
}  // namespace buono::purchases
