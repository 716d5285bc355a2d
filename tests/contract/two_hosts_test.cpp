// Several hosts on one PostgreSQL database: they take turns, follow each other's entries, and lose none.
#include <thread>

#include "adapters/store/head_row.hpp"
#include "adapters/store/migrations.hpp"
#include "contract/house.hpp"

namespace buono::test {
namespace {

using registers::Reply;
using store::Mode;

class TwoHosts : public ::testing::Test {
protected:
    void SetUp() override {
        if (!hasPostgres()) GTEST_SKIP() << "PostgreSQL is not installed";
        place_.emplace(store::Engine::Postgres);
    }
    static Result<Reply> pay(House& house, ledger::AccountNo wallet, std::int64_t cents) {
        const ledger::Transfer t{
            .action = ledger::Action::Post, .code = 4, .debit = wallet, .credit = 1, .cents = cents};
        auto posted = house.book.post({&t, 1});
        if (!posted) return posted.error();
        return Reply{201, std::to_string(*posted)};
    }

    std::optional<Place> place_;
};

TEST_F(TwoHosts, OneSeesWhatTheOtherDidBeforeItDecides) {
    House one{*place_}, other{*place_};
    const auto wallet = one.wallet("key-1", 100);
    EXPECT_TRUE(other.change("key-2", [&] { return pay(other, wallet, 60); }));
    const auto refused = one.change("key-3", [&] { return pay(one, wallet, 60); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, codes::kInsufficientFunds);
    EXPECT_TRUE(one.change("key-4", [&] { return pay(one, wallet, 40); }));
}

TEST_F(TwoHosts, AKeyUsedAtOneIsKnownAtTheOther) {
    House one{*place_}, other{*place_};
    const auto wallet = one.wallet("key-1", 100);
    const auto first = one.change("key-2", [&] { return pay(one, wallet, 60); });
    const auto again = other.change("key-2", [&] { return pay(other, wallet, 60); });
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *first);
    EXPECT_EQ(other
                  .change(
                      "key-2", [&] { return pay(other, wallet, 60); }, 1)
                  .error()
                  .code,
              codes::kKeyReused);
}

TEST_F(TwoHosts, TakingTurnsUnderLoadNoEntryIsLostAndNoCentIsSpentTwice) {
    constexpr int kEach = 150;
    House one{*place_}, other{*place_};
    const auto wallet = one.wallet("key-0", 400);
    std::atomic<int> paid = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            auto& house = t % 2 == 0 ? one : other;
            for (int i = 0; i < kEach; ++i) {
                // Threads 0 and 1 use the same keys, each at its own host; so do 2 and 3. 300 keys in all.
                const auto key = "key-" + std::to_string(t / 2) + "-" + std::to_string(i);
                if (house.change(key, [&] { return pay(house, wallet, 1); })) ++paid;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(paid, 4 * kEach);  // Every call was answered; 300 of them with somebody else's reply.

    const auto reader = place_->open(Mode::Reading);
    EXPECT_EQ(count(*reader, "SELECT COUNT(*) FROM journal"), 3 + 2 * kEach);
    EXPECT_EQ(count(*reader, "SELECT MAX(seq) FROM journal"), 3 + 2 * kEach);
    for (auto* house : {&one, &other}) {
        house->writer.catchUp();
        EXPECT_EQ(house->live.account(wallet)->availableCents(), 400 - 2 * kEach);
    }
    one.writer.stop();
    other.writer.stop();
    House third{*place_};  // A start verifies the chain.
    EXPECT_EQ(third.book.account(wallet)->availableCents(), 400 - 2 * kEach);
}

TEST_F(TwoHosts, OneThatWasAwayForLongFollowsAll) {
    House away{*place_}, busy{*place_};
    const auto wallet = away.wallet("key-1", 30'000);
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(busy.change("busy-" + std::to_string(i), [&] {
            for (int entry = 1; entry < 4'000; ++entry) EXPECT_TRUE(pay(busy, wallet, 1));
            return pay(busy, wallet, 1);
        }));
    }
    const auto refused = away.change("key-2", [&] { return pay(away, wallet, 18'001); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, codes::kInsufficientFunds);
    EXPECT_TRUE(away.change("key-3", [&] { return pay(away, wallet, 18'000); }));
    EXPECT_EQ(away.book.seq(), 3 + 12'000 + 1);
}

TEST_F(TwoHosts, TheSameErrandNumberIsNeverGivenTwice) {
    House one{*place_}, other{*place_};
    int changes = 0;
    for (auto* house : {&one, &other, &one}) {
        ASSERT_TRUE(house->change("key-" + std::to_string(++changes), [&]() -> Result<Reply> {
            house->outbox.add("ask_method", house->ids.next(), {1});
            return Reply{};
        }));
    }
    EXPECT_EQ(count(*one.connection, "SELECT COUNT(DISTINCT number) FROM outbox"), 3);
}

TEST_F(TwoHosts, TwoThatStartAtOnceMigrateOnce) {
    const auto where = createPostgresDatabase();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            auto connection = store::open(where, Mode::Writing);
            ASSERT_TRUE(connection);
            EXPECT_TRUE(store::migrate(**connection, {1}));
        });
    }
    for (auto& thread : threads) thread.join();
}

// The paused host: it took the turn, its session was ended meanwhile, another went on. What it wakes up to is exit 70.
TEST_F(TwoHosts, AHostThatLostItsTurnEnds) {
    House one{*place_};
    const auto wallet = one.wallet("key-1", 100);
    one.writer.stop();
    EXPECT_EXIT(
        {
            House paused{*place_};
            (void)paused.change("key-2", [&]() -> Result<Reply> {
                auto server = place_->open(Mode::Writing);
                server->rows(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()",
                    [](const store::Row&) {});
                return pay(paused, wallet, 60);
            });
        },
        testing::ExitedWithCode(70), "the store failed");
    House other{*place_};
    EXPECT_EQ(other.book.account(wallet)->availableCents(), 100);
}

/// A host that loses its turn within a change and does not notice: as one whose session were opened again behind its
/// back, or that reached the server through something that keeps sessions for others.
Result<Reply> loseTheTurn(House& unaware, const std::function<void()>& meanwhile) {
    unaware.connection->rollback();
    meanwhile();
    unaware.connection->begin();
    unaware.outbox.add("ask_method", unaware.ids.next(), {1});
    return Reply{200, {}};
}

TEST_F(TwoHosts, AHostThatLostItsTurnAndDoesNotKnowItEnds) {
    const auto unaware_of = [&] {
        House unaware{*place_}, other{*place_};
        unaware.wallet("key-1", 100);
        (void)unaware.change("key-2",
                             [&] { return loseTheTurn(unaware, [&] { EXPECT_EQ(other.wallet("key-3", 50), 4); }); });
    };
    EXPECT_EXIT(unaware_of(), testing::ExitedWithCode(70), "another host has taken the turn");
    const auto reader = place_->open(Mode::Reading);
    EXPECT_EQ(count(*reader, "SELECT COUNT(*) FROM outbox"), 0);
    EXPECT_EQ(count(*reader, "SELECT seq FROM ledger_head"), 6);
}

// The control of the test above: a head that asked for nothing would go back, and the other host would notice.
TEST_F(TwoHosts, AHeadThatWentBackEndsTheHostThatKnowsBetter) {
    const auto unchecked = [&] {
        House unaware{*place_}, other{*place_};
        unaware.wallet("key-1", 100);
        const auto sabotage = place_->open(Mode::Writing);
        sabotage->script("CREATE TABLE before AS SELECT * FROM ledger_head");
        (void)unaware.change("key-2", [&] {
            return loseTheTurn(unaware, [&] {
                other.wallet("key-3", 50);
                sabotage->run("UPDATE ledger_head SET epoch = before.epoch + 1, seq = before.seq FROM before");
            });
        });
        (void)other.wallet("key-4", 50);
    };
    EXPECT_EXIT(unchecked(), testing::ExitedWithCode(70), "the database has lost entries that this host has written");
}

/// The built-in migrations and one of tomorrow, which changes what nobody here knows.
std::vector<store::Migration> ofTomorrow() {
    const auto known = store::builtInMigrations();
    std::vector all(known.begin(), known.end());
    all.push_back({store::builtInNumber() + 1, "9999-of-tomorrow.sql", {9}, "CREATE TABLE tomorrow (id BIGINT)"});
    return all;
}

TEST_F(TwoHosts, AHostThatAnUpgradeLeftRunningEndsAtItsNextTurn) {
    const auto left_running = [&] {
        House old{*place_};
        const auto wallet = old.wallet("key-1", 100);
        ASSERT_TRUE(store::migrate(*place_->open(Mode::Writing), ofTomorrow(), {1}));
        (void)old.change("key-2", [&] { return pay(old, wallet, 60); });
    };
    EXPECT_EXIT(left_running(), testing::ExitedWithCode(78), "of a newer Buono now");
    EXPECT_EQ(count(*place_->open(Mode::Reading), "SELECT seq FROM ledger_head"), 3);
}

// And the host ends at the next, were it to say goodbye.
TEST_F(TwoHosts, AMigrationWaitsForTheTurnThatIsUnderWay) {
    const auto upgraded_within = [&] {
        House old{*place_};
        const auto wallet = old.wallet("key-1", 100);
        std::thread upgrade;
        const auto paid = old.change("key-2", [&] {
            upgrade = std::thread{[&] { (void)store::migrate(*place_->open(Mode::Writing), ofTomorrow(), {1}); }};
            const auto reader = place_->open(Mode::Reading);
            while (count(*reader, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted") == 0 &&
                   count(*reader, "SELECT id FROM ledger_head") == store::builtInNumber())
                std::this_thread::yield();
            return pay(old, wallet, 60);
        });
        upgrade.join();
        std::fprintf(stderr, "%s\n", paid ? "paid" : "not paid");
    };
    EXPECT_EXIT(upgraded_within(), testing::ExitedWithCode(78), "^paid.*of a newer Buono now");
    const auto reader = place_->open(Mode::Reading);
    EXPECT_EQ(count(*reader, "SELECT seq FROM ledger_head"), 4);
    EXPECT_EQ(count(*reader, "SELECT COUNT(*) FROM tomorrow"), 0);
}

// What releases of before 0019 ask for: no row answers them, and to them that is damage (70).
TEST_F(TwoHosts, AHostOfBeforeTheFenceFindsNoHead) {
    const auto connection = place_->open(Mode::Writing);
    EXPECT_EQ(connection->run("UPDATE ledger_head SET epoch = epoch + 1 WHERE id = 1"), 0);
}

// The control: an upgrade that leaves the head's number where it was is noticed by nobody who runs.
TEST_F(TwoHosts, ControlAnUpgradeThatDoesNotMoveTheHeadLeavesTheOldHostWriting) {
    House old{*place_};
    const auto wallet = old.wallet("key-1", 100);
    ASSERT_TRUE(store::migrate(*place_->open(Mode::Writing), ofTomorrow(), {1}));
    place_->open(Mode::Writing)->run("UPDATE ledger_head SET id = $1", store::builtInNumber());
    EXPECT_TRUE(old.change("key-2", [&] { return pay(old, wallet, 60); }));
}

TEST_F(TwoHosts, AHeadMovesOnlyForTheEpochThatTookIt) {
    { House{*place_}.wallet("key-1", 100); }
    const auto connection = place_->open(Mode::Writing);
    store::HeadRow head{*connection};
    head.take();
    connection->run("UPDATE ledger_head SET epoch = epoch + 1");
    EXPECT_EXIT(head.move({9, {9}, {}}, 0), testing::ExitedWithCode(70), "another host has taken the turn");
}

}  // namespace
}  // namespace buono::test
