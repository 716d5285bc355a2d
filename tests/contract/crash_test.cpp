// A host that is killed in the middle of its work: what it answered is there, what it did not is whole or absent.
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <set>
#include <thread>

#include "contract/house.hpp"

namespace buono::test {
namespace {

using registers::Reply;
using store::Mode;

Result<Reply> pay(House& house, ledger::AccountNo wallet) {
    const ledger::Transfer t{.action = ledger::Action::Post, .code = 4, .debit = wallet, .credit = 1, .cents = 1};
    auto posted = house.book.post({&t, 1});
    if (!posted) return posted.error();
    house.outbox.add("ask_method", house.ids.next(), {1});
    return Reply{201, std::to_string(*posted)};
}

/// Pays with keys 0, 1, 2, ... on four threads and says each one that was answered, until it is killed.
[[noreturn]] void payForEver(const Place& place, int says) {
    House house{place};
    std::atomic<int> next = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (;;) {
                const int key = next++;
                const auto reply = house.change("key-" + std::to_string(key), [&] { return pay(house, 2); });
                if (!reply || ::write(says, &key, sizeof key) != sizeof key) ::_exit(1);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    ::_exit(1);
}

/// Runs a host until it has answered so many, kills it, and gives what it answered.
std::set<int> killedAfter(const Place& place, std::size_t answers) {
    int pipe[2];
    BUONO_CHECK(::pipe(pipe) == 0);
    const auto pid = ::fork();
    if (pid == 0) payForEver(place, pipe[1]);
    ::close(pipe[1]);
    std::set<int> answered;
    for (int key = 0; ::read(pipe[0], &key, sizeof key) == sizeof key;) {
        answered.insert(key);
        if (answered.size() == answers) ::kill(pid, SIGKILL);  // What it says until it dies counts too.
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    ::close(pipe[0]);
    return answered;
}

class StoreCrash : public StoreTest {};
ON_BOTH_STORES(StoreCrash);

TEST_P(StoreCrash, WhatWasAnsweredIsThereAndNothingIsHalf) {
    const Place place{GetParam()};
    { House{place}.wallet("key-start", 1'000'000); }
    for (const std::size_t answers : {1, 17, 60}) {
        SCOPED_TRACE(answers);
        const auto answered = killedAfter(place, answers);
        House again{place};  // Verifies the chain, and the balances against their limits.
        const auto reader = place.open(Mode::Reading);
        const auto payments = static_cast<std::int64_t>(again.book.seq()) - 3;
        EXPECT_GE(payments, static_cast<std::int64_t>(answered.size()));
        EXPECT_EQ(again.book.account(2)->availableCents(), 1'000'000 - payments);
        for (const auto* table :
             {"SELECT COUNT(*) - 1 FROM replies", "SELECT COUNT(*) - 1 FROM audit", "SELECT COUNT(*) FROM outbox"})
            EXPECT_EQ(count(*reader, table), payments) << table;
        int runs = 0;
        for (const int key : answered) {
            const auto reply = again.change("key-" + std::to_string(key), [&]() -> Result<Reply> {
                ++runs;
                return Error{};
            });
            EXPECT_TRUE(reply) << key;
        }
        EXPECT_EQ(runs, 0);
    }
}

TEST(StoreLog, IsMovedIntoTheFileAndBeginsAnewAlsoAfterAReaderHeldIt) {
    const Place place{store::Engine::Sqlite};
    const auto connection = place.open(Mode::Writing);
    const auto reader = place.open(Mode::Reading);
    std::vector<std::uint8_t> megabyte(1 << 20);
    int number = 0;
    const auto writeMegabytes = [&](int megabytes) {
        for (int i = 0; i < megabytes; ++i) {
            megabyte.assign(megabyte.size(), static_cast<std::uint8_t>(++number));  // SQLite writes only what differs.
            connection->begin();
            connection->run(
                "INSERT INTO plugin_values (owner, key, value, version, bytes) VALUES ('log', $1, $2, 1, 1) "
                "ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value",
                std::to_string(number % 4), megabyte);
            connection->commit();
            connection->checkpoint(false);
        }
        return std::filesystem::file_size(place.where() + "-wal") >> 20;
    };
    EXPECT_LE(writeMegabytes(240), 80);
    reader->begin();
    EXPECT_EQ(count(*reader, "SELECT COUNT(*) FROM plugin_values"), 4);
    const auto held = writeMegabytes(160);
    EXPECT_GE(held, 160);  // The reader's moment is still in it.
    reader->commit();
    EXPECT_LE(writeMegabytes(160), held + 80);
    connection->checkpoint(true);
    EXPECT_EQ(std::filesystem::file_size(place.where() + "-wal"), 0);
}

}  // namespace
}  // namespace buono::test
