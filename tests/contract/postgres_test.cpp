// What only PostgreSQL can do to a host: promise less, lose its standbys, warn of a COMMIT, end a session, be two.
#include <unistd.h>

#include <thread>

#include "adapters/store/drivers/postgres/address.hpp"
#include "adapters/store/drivers/postgres/promises.hpp"
#include "contract/house.hpp"

namespace buono::test {
namespace {

using registers::Reply;
using store::Mode;

std::string textOf(store::Connection& connection, const char* sql) {
    std::string text;
    connection.rows(sql, [&](const store::Row& row) { text = row.text(0); });
    return text;
}

/// The server waits for these standbys while it lives. There are none: a commit waits until that is over.
class Standbys {
public:
    Standbys(const Place& place, const std::string& names) : session_{place.open(Mode::Writing)} { set(names); }
    ~Standbys() { set(""); }

    void set(const std::string& names) {
        session_->script("ALTER SYSTEM SET synchronous_standby_names = '" + names + "'");
        session_->script("SELECT pg_reload_conf()");
        while (textOf(*session_, "SHOW synchronous_standby_names") != names) ::usleep(1'000);
    }
    /// Until a commit of a writer waits for a standby; false when `over` comes first.
    template <class Over>
    bool seenWaiting(const Over& over) {
        constexpr auto kWaiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        while (!over())
            if (!textOf(*session_, kWaiting).empty()) return true;
        return false;
    }
    void toWhoWaits(const char* function) {
        session_->script(std::string{"SELECT "} + function +
                         "(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

private:
    std::unique_ptr<store::Connection> session_;
};

class PostgresAlone : public ::testing::Test {
protected:
    void SetUp() override {
        if (!hasPostgres()) GTEST_SKIP() << "PostgreSQL is not installed";
        place_.emplace(store::Engine::Postgres);
    }
    static Result<Reply> pay(House& house, ledger::AccountNo wallet) {
        const ledger::Transfer t{.action = ledger::Action::Post, .code = 4, .debit = wallet, .credit = 1, .cents = 60};
        auto posted = house.book.post({&t, 1});
        if (!posted) return posted.error();
        return Reply{201, std::to_string(*posted)};
    }
    /// A change whose wait for the standby is cut short by `function`: what the host makes of it is its exit.
    void cutShort(ledger::AccountNo wallet, const char* function) {
        House house{*place_};
        Standbys nobody{*place_, "nobody"};
        std::thread{[&] {
            nobody.seenWaiting([] { return false; });
            nobody.toWhoWaits(function);
        }}.detach();
        (void)house.change("key-cut-short", [&] { return pay(house, wallet); });
    }

    std::optional<Place> place_;
};

TEST(PostgresPromises, CountTheStandbysACommitWaitsFor) {
    const std::pair<const char*, int> cases[] = {
        {"", 0},
        {"  ", 0},
        {"*", 1},
        {"one", 1},
        {"one, two", 1},
        {"ANY 1 (one, two)", 1},
        {"any 2 (*)", 2},
        {"FIRST 3 (a, b, c)", 3},
        {"2 (one, two)", 2},
        {"2", 1},
        {"any", 1},
        {"ANY 2(a,b)", 2},
    };
    for (const auto& [names, standbys] : cases) EXPECT_EQ(store::standbysWaitedFor(names), standbys) << names;
}

TEST(PostgresAddress, HasTermsOfOurOwnAndTellsItsServersApart) {
    const auto address = store::Address::of("postgresql://me@one:5433,two:5434/city?connect_timeout=2&password=it's");
    ASSERT_TRUE(address);
    const auto text = address->text();
    for (const auto* word :
         {"host='one,two'", "port='5433,5434'", "connect_timeout='2'", "tcp_user_timeout='15000'", "password='it\\'s'"})
        EXPECT_NE(text.find(word), std::string::npos) << word << " in " << text;
    const auto servers = address->servers();
    ASSERT_EQ(servers.size(), 2);
    EXPECT_EQ(servers[0].name(), "one:5433");
    EXPECT_EQ(servers[1].name(), "two:5434");
    const auto again = store::Address::of(address->from(1).url());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->text(), address->from(1).text());
    EXPECT_EQ(again->servers()[0].name(), "two:5434");
    EXPECT_TRUE(store::Address::of("postgresql://one/city")->servers().empty());
    EXPECT_FALSE(store::Address::of("postgresql://one:not-a-port:/?what=is+this"));
}

TEST(PostgresReplicas, AreRefusedWhereNobodyKeepsThem) {
    const auto file = store::open("/tmp/never-made.db", Mode::Writing, 1);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().field, "store.replicas");
}

TEST_F(PostgresAlone, OfSeveralServersTheOneThatHasTheCityComesFirst) {
    const auto url = place_->where();
    const auto socket = url.substr(url.find("host=") + 5);
    const auto found = store::locate(url + ",/nowhere," + socket);  // The same twice is one.
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_TRUE(store::open(*found, Mode::Writing));
    const auto elsewhere = store::locate("postgresql:///city?host=/nowhere," + socket);
    ASSERT_FALSE(elsewhere);  // There is a server, and no such database.
    EXPECT_EQ(store::exitCodeOf(elsewhere.error()), 75);
    const auto last = store::locate(url.substr(0, url.find("host=")) + "host=/nowhere," + socket);
    ASSERT_TRUE(last);
    EXPECT_EQ(store::Address::of(*last)->servers()[0].name(), socket);
    EXPECT_EQ(*store::locate("var/buono.db"), "var/buono.db");
}

TEST_F(PostgresAlone, ACityThatAsksForAStandbyIsRefusedAServerThatWaitsForNone) {
    const auto refused = store::open(place_->where(), Mode::Writing, 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "store.replicas");
    EXPECT_EQ(store::exitCodeOf(refused.error()), 78);
    const Standbys nobody{*place_, "ANY 1 (nobody, nowhere)"};
    EXPECT_TRUE(store::open(place_->where(), Mode::Writing, 1));
    EXPECT_FALSE(store::open(place_->where(), Mode::Writing, 2));
}

TEST_F(PostgresAlone, AHostWhoseStandbysAreTakenAwayEndsBeforeItAnswersForOneMachine) {
    const auto taken_away = [&] {
        Standbys nobody{*place_, "nobody"};
        const auto writing = store::open(place_->where(), Mode::Writing, 1);
        (*writing)->begin();
        (*writing)->rollback();
        nobody.set("");
        (*writing)->begin();
    };
    EXPECT_EXIT(taken_away(), testing::ExitedWithCode(70), "must wait for 1 standbys");
    const Standbys reset{*place_, ""};
}

// PostgreSQL then says that all went well, and warns: committed here, perhaps nowhere else.
TEST_F(PostgresAlone, ACommitThatTheServerWarnsOfIsNotAnswered) {
    const auto wallet = House{*place_}.wallet("key-1", 100);
    EXPECT_EXIT(cutShort(wallet, "pg_cancel_backend"), testing::ExitedWithCode(70), "warned of this COMMIT");
    Standbys{*place_, ""};
    House other{*place_};
    EXPECT_EQ(other.book.account(wallet)->availableCents(), 40);  // It did commit: its key knows.
}

// What another host committed here and nowhere else can be read; it must not be answered before it is safe.
TEST_F(PostgresAlone, AnAnswerOfAnotherHostIsGivenWhenItsStandbyHasIt) {
    const auto wallet = House{*place_}.wallet("key-1", 100);
    EXPECT_EXIT(cutShort(wallet, "pg_terminate_backend"), testing::ExitedWithCode(70), "the store failed");
    Standbys nobody{*place_, "nobody"};
    House other{*place_};
    std::atomic<bool> answered = false;
    std::thread asks{[&] {
        const auto reply = other.change("key-cut-short", [&] { return pay(other, wallet); });
        answered = true;
        EXPECT_TRUE(reply);
    }};
    EXPECT_TRUE(nobody.seenWaiting([&] { return answered.load(); }));
    EXPECT_FALSE(answered);
    nobody.set("");
    asks.join();
    EXPECT_EQ(other.book.account(wallet)->availableCents(), 40);
}

TEST_F(PostgresAlone, ASessionThatEndedBetweenTwoChangesIsOpenedAgain) {
    House house{*place_};
    const auto wallet = house.wallet("key-1", 100);
    const auto reader = place_->open(Mode::Reading);
    EXPECT_EQ(count(*reader, "SELECT COUNT(*) FROM replies"), 1);
    const auto end_all = [&] {
        place_->open(Mode::Writing)
            ->script(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND "
                "pid <> pg_backend_pid()");
    };
    end_all();
    EXPECT_TRUE(house.change("key-2", [&] { return pay(house, wallet); }));
    EXPECT_EQ(count(*reader, "SELECT COUNT(*) FROM replies"), 2);
    end_all();
    house.writer.catchUp();
    end_all();
    EXPECT_FALSE(house.change("key-3", [&] { return pay(house, wallet); }));  // No money is left: so it knows.
}

}  // namespace
}  // namespace buono::test
