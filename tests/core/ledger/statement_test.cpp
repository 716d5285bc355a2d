#include "core/ledger/statement.hpp"

#include <gtest/gtest.h>

#include "core/ledger/words.hpp"

namespace buono::test {
namespace {

using namespace ledger;

/// The journal in memory: entries as a Book appends them, and how often it was asked.
struct Memory final : Journal, Entries {
    std::vector<Entry> kept;
    mutable std::size_t looked = 0;

    void append(std::uint64_t seq, std::span<const Transfer> group) override {
        kept.push_back({seq, {static_cast<std::int64_t>(seq)}, {}, {group.begin(), group.end()}});
    }
    registers::Instant time() const override { return {static_cast<std::int64_t>(kept.size()) + 1}; }
    std::vector<KeptEntry> from(std::uint64_t seq, std::size_t limit, std::size_t) const override {
        std::vector<KeptEntry> found;
        for (auto i = seq - 1; i < kept.size() && found.size() < limit; ++i) found.push_back({kept[i], {}, {}});
        looked += found.size();
        return found;
    }
    Head head() const override { return {kept.size(), {}, {}}; }
};

/// A source that gives a voucher 100 and 50; the voucher holds 30, of which 20 are captured, and 40 that are released.
struct City {
    Memory journal;
    Book book{journal};
    AccountNo source = book.open(AccountKind::Source, Limit::None);
    AccountNo voucher = book.open(AccountKind::Voucher, Limit::CreditsCoverDebits);
    AccountNo payable = book.open(AccountKind::Payable, Limit::CreditsCoverDebits);

    std::uint64_t post(Transfer t) { return *book.post(std::span{&t, 1}); }
    City() {
        post({Action::Post, 2, source, voucher, 100'00, 0, 0});  // Entry 4.
        const auto first = post({Action::Hold, 3, voucher, payable, 30'00, 0, 0});
        post({Action::Post, 2, source, voucher, 50'00, 0, 0});
        post({Action::Capture, 4, voucher, payable, 20'00, holdNo(first, 0), 0});
        const auto second = post({Action::Hold, 3, voucher, payable, 40'00, 0, 0});
        post({Action::Release, 10, voucher, payable, 40'00, holdNo(second, 0), 0});  // Entry 9.
    }
    StatementPart until(AccountNo account, std::uint64_t seq, StatementMark mark = {}) const {
        return Statement{journal}.of(account, mark, seq);
    }
};

StatementMark markOf(std::uint64_t seq, const Account& a) {
    return {seq, a.debits_posted_cents, a.debits_held_cents, a.credits_posted_cents, a.credits_held_cents};
}

}  // namespace

TEST(Statement, EndsWithTheTotalsTheBookHas) {
    const City city;
    for (const auto account : {city.source, city.voucher, city.payable}) {
        SCOPED_TRACE(account);
        EXPECT_EQ(city.until(account, 9).mark, markOf(9, *city.book.account(account)));
    }
}

TEST(Statement, TellsTheTotalsAfterAnyEntry) {
    const City city;
    const StatementMark expected[] = {{3, 0, 0, 0, 0},          {4, 0, 0, 100'00, 0},     {5, 0, 30'00, 100'00, 0},
                                      {6, 0, 30'00, 150'00, 0}, {7, 20'00, 0, 150'00, 0}, {8, 20'00, 40'00, 150'00, 0},
                                      {9, 20'00, 0, 150'00, 0}};
    for (const auto& mark : expected) EXPECT_EQ(city.until(city.voucher, mark.seq).mark, mark) << mark.seq;
}

TEST(Statement, ListsWhatTouchedTheAccountAndNothingElse) {
    const City city;
    std::vector<std::string> lines;
    for (const auto& m : city.until(city.payable, 9).movements)
        lines.push_back(std::to_string(m.seq) + (m.is_debit ? " debit " : " credit ") +
                        std::string{word(m.transfer.action)});
    EXPECT_EQ(lines, (std::vector<std::string>{"3 debit open", "5 credit hold", "7 credit capture", "8 credit hold",
                                               "9 credit release"}));
}

TEST(Statement, GoesOnFromAMarkAsIfItHadNotStopped) {
    const City city;
    const auto whole = city.until(city.voucher, 9);
    for (std::uint64_t stop = 1; stop < 9; ++stop) {
        const auto first = city.until(city.voucher, stop);
        const auto rest = city.until(city.voucher, 9, first.mark);
        EXPECT_EQ(rest.mark, whole.mark) << stop;
        EXPECT_EQ(first.movements.size() + rest.movements.size(), whole.movements.size()) << stop;
    }
}

TEST(Statement, LooksAtABoundedNumberOfEntriesAtOnce) {
    City city;
    for (int i = 0; i < 25'000; ++i) city.post({Action::Post, 6, city.source, city.payable, 1, 0, 0});
    const auto last = city.journal.kept.size();

    const auto first = city.until(city.voucher, last);

    EXPECT_LT(first.mark.seq, last);
    EXPECT_EQ(city.journal.looked, Statement::kEntriesAtOnce + 1) << "and the hold of the capture";
    EXPECT_EQ(city.until(city.voucher, last, first.mark).mark.seq, last);
    EXPECT_EQ(city.until(city.payable, last).movements.size(), Statement::kMovementsAtOnce);
}

TEST(LedgerWords, NameEveryNumberOnce) {
    EXPECT_EQ(word(AccountKind::RefundDue), "refund_due");
    EXPECT_EQ(word(static_cast<AccountKind>(14)), "");
    EXPECT_EQ(word(Limit::DebitsCoverCredits), "debits_cover_credits");
    EXPECT_EQ(word(Action::Release), "release");
    EXPECT_EQ(word(Code::Correction), "correction");
    EXPECT_EQ(word(static_cast<Code>(14)), "");
}

}  // namespace buono::test
