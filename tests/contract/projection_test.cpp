// Balances are written down little by little, and a start makes the same Book of them as the one that was lost.
#include <random>

#include "adapters/store/head_row.hpp"

#include "contract/house.hpp"

namespace buono::test {
namespace {

/// What one host has but its writer: commits are made by hand, and one that is never finished is a crash.
struct Bench {
    explicit Bench(const Place& place) : connection{place.open(store::Mode::Writing)} {
        projected_seq = store::restoreBook(*connection, book, journal);
        projection.begin(projected_seq);
    }
    void commit() {
        connection->begin();
        store::HeadRow head{*connection};
        head.take();
        journal.stamp({1}, idOf(1));
        projection.note();
        projected_seq = projection.write();
        journal.flush();
        head.move(journal.head(), projected_seq);
        connection->commit();
        projection.publish();
    }
    void pay(ledger::AccountNo from, ledger::AccountNo to) {
        std::vector<ledger::Transfer> group(
            ledger::Book::kGroupMax / 2,
            {.action = ledger::Action::Post, .code = 5, .debit = from, .credit = to, .cents = 1});
        BUONO_CHECK(book.post(group).has_value());
    }

    std::unique_ptr<store::Connection> connection;
    store::JournalRows journal{*connection};
    ledger::Book book{journal};
    store::LiveBalances live;
    store::Projection projection{*connection, book, journal, live};
    std::uint64_t projected_seq = 0;
};

class StoreProjection : public StoreTest {};
ON_BOTH_STORES(StoreProjection);

TEST_P(StoreProjection, SweepsOnAsTheJournalGrowsAndARestartFindsTheSameBook) {
    const Place place{GetParam()};
    constexpr ledger::AccountNo kAccounts = 200;
    std::vector<ledger::Account> balances;
    {
        Bench bench{place};
        for (ledger::AccountNo i = 0; i < kAccounts; ++i)
            bench.book.open(ledger::AccountKind::Clearing, ledger::Limit::None);
        bench.commit();
        EXPECT_EQ(bench.projected_seq, 0);
        std::mt19937 random{7};
        const auto some = [&] { return 1 + random() % (kAccounts / 2); };
        // Three sweeps' worth of entries: what is known for certain then is younger than the openings.
        for (std::uint64_t bytes = 0; bytes < 3 * store::Projection::kSweepBytes;
             bytes += 43 * ledger::Book::kGroupMax / 2) {
            bench.pay(some(), kAccounts / 2 + some());
            bench.commit();
        }
        EXPECT_GT(bench.projected_seq, kAccounts);
        EXPECT_LT(bench.projected_seq, bench.book.seq());
        for (ledger::AccountNo no = 1; no <= kAccounts; ++no) {
            balances.push_back(*bench.book.account(no));
            EXPECT_EQ(bench.live.account(no), balances.back());
        }
    }
    const Bench again{place};
    for (ledger::AccountNo no = 1; no <= kAccounts; ++no) {
        EXPECT_EQ(*again.book.account(no), balances[no - 1]) << no;
        EXPECT_EQ(again.live.account(no), balances[no - 1]) << no;
    }
}

}  // namespace
}  // namespace buono::test
