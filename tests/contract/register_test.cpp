// The promises of registers::Register, kept by the Writer on both stores.
#include <barrier>
#include <thread>

#include "contract/house.hpp"

namespace buono::test {
namespace {

using registers::Reply;
using store::Mode;

Result<Reply> refuse() { return Error{ErrorCode::InvalidValue, "name", "not like that"}; }

class StoreRegister : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        if (IsSkipped()) return;
        place_.emplace(GetParam());
        reader_ = place_->open(Mode::Reading);
    }
    void expectRows(const char* select_count, std::int64_t rows) {
        EXPECT_EQ(count(*reader_, select_count), rows) << select_count;
    }

    std::optional<Place> place_;
    std::unique_ptr<store::Connection> reader_;
};
ON_BOTH_STORES(StoreRegister);

TEST_P(StoreRegister, OneCommitKeepsAllThatAChangeLeaves) {
    House house{*place_};
    const auto reply = house.change("key-1", [&]() -> Result<Reply> {
        const auto from = house.book.open(ledger::AccountKind::Budget, ledger::Limit::None);
        const auto to = house.book.open(ledger::AccountKind::Voucher, ledger::Limit::CreditsCoverDebits);
        const ledger::Transfer t{.action = ledger::Action::Post, .code = 2, .debit = from, .credit = to, .cents = 500};
        BUONO_CHECK(house.book.post({&t, 1}).has_value());
        house.outbox.add("ask_method", idOf(7), {42});
        return Reply{201, "{\"zero\":\"\0\"}"};
    });
    ASSERT_TRUE(reply);
    expectRows("SELECT COUNT(*) FROM journal", 3);
    EXPECT_EQ(house.live.account(2)->credits_posted_cents, 500);
    expectRows("SELECT COUNT(*) FROM replies WHERE actor = 'person:1' AND key = 'key-1' AND status = 201 AND seq = 3",
               1);
    expectRows("SELECT COUNT(*) FROM audit WHERE operation = 'testChange' AND purpose = '' AND seq = 3", 1);
    expectRows("SELECT COUNT(*) FROM outbox WHERE number = 1 AND kind = 'ask_method' AND due_us = 42 AND tries = 0", 1);
    expectRows("SELECT COUNT(*) FROM ledger_head WHERE seq = 3 AND projected_seq <= 3", 1);
    // Balances are rows later: at the latest when the host ends.
    house.writer.stop();
    expectRows("SELECT COUNT(*) FROM ledger_accounts WHERE (credits_posted = 500 OR debits_posted = 500) AND seq = 3",
               2);
    expectRows("SELECT COUNT(*) FROM ledger_head WHERE seq = 3 AND projected_seq = 3", 1);
}

TEST_P(StoreRegister, TheEntriesOfAChangeNameItsAuditLineAndItsTime) {
    House house{*place_};
    house.wallet("key-1", 500);
    registers::Id line;
    registers::Instant at;
    reader_->rows("SELECT id, at_us FROM audit", [&](const store::Row& row) {
        line = row.id(0);
        at = row.instant(1);
    });
    for (const auto& kept : store::EntriesRows{*reader_}.from(1, 10, 1'000'000)) {
        EXPECT_EQ(kept.entry.cause, line);
        EXPECT_EQ(kept.entry.at, at);
    }
}

TEST_P(StoreRegister, ARepeatGetsTheFirstReplyAndChangesNothing) {
    House house{*place_};
    int runs = 0;
    const auto work = [&]() -> Result<Reply> { return Reply{200 + ++runs, "reply " + std::to_string(runs)}; };
    const auto first = house.change("key-1", work);
    for (int i = 0; i < 3; ++i) {
        const auto again = house.change("key-1", work);
        ASSERT_TRUE(again);
        EXPECT_EQ(*again, *first);
    }
    EXPECT_EQ(runs, 1);
    expectRows("SELECT COUNT(*) FROM audit", 1);
}

TEST_P(StoreRegister, AnotherRequestUnderTheKeyIsRefused) {
    House house{*place_};
    ASSERT_TRUE(house.change(
        "key-1",
        [] {
            return Reply{201, "one"};
        },
        1));
    const auto other = house.change(
        "key-1",
        [] {
            return Reply{201, "two"};
        },
        2);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, codes::kKeyReused);
    EXPECT_TRUE(house.change(
        "key-1", [] { return Reply{}; }, 1));
    expectRows("SELECT COUNT(*) FROM replies", 1);
}

TEST_P(StoreRegister, ADigestIsKeptUnderAKeyAndStillRecognised) {
    store::Writer::Options options;
    options.keep_digest = [](const registers::Sha256& digest) {
        auto kept = digest;
        for (auto& byte : kept) byte ^= 0x5A;
        return kept;
    };
    House house{*place_, options};
    const registers::Work work = [] { return registers::Reply{201, "once"}; };
    ASSERT_TRUE(house.change("key-of-a-digest-1", work, 7));
    EXPECT_EQ(house.change("key-of-a-digest-1", work, 7)->body, "once");
    EXPECT_EQ(house.change("key-of-a-digest-1", work, 8).error().code, codes::kKeyReused);
    house.connection->rows("SELECT digest FROM replies", [](const store::Row& row) {
        EXPECT_EQ(row.hash(0)[0], 7 ^ 0x5A);
        EXPECT_EQ(row.hash(0)[1], 0x5A);
    });
}

TEST_P(StoreRegister, TheSameKeyOfAnotherActorIsAnotherChange) {
    House house{*place_};
    ASSERT_TRUE(house.change("key-1", [] { return Reply{201, "mine"}; }));
    auto ticket = House::ticket("key-1");
    ticket.actor = "person:2";
    const auto other = house.writer.once(ticket, [] { return Reply{201, "yours"}; });
    ASSERT_TRUE(other);
    EXPECT_EQ(other->body, "yours");
}

TEST_P(StoreRegister, ARefusalLeavesNothingNotEvenItsKey) {
    House house{*place_};
    const auto refused = house.change("key-1", refuse);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), refuse().error());
    expectRows("SELECT COUNT(*) FROM replies", 0);
    expectRows("SELECT COUNT(*) FROM audit", 0);
    expectRows("SELECT epoch FROM ledger_head", 0);  // A start, or a batch of refusals, commits nothing.

    const auto later = house.change(
        "key-1",
        [] {
            return Reply{201, "now"};
        },
        9);
    ASSERT_TRUE(later);
    EXPECT_EQ(later->body, "now");
}

TEST_P(StoreRegister, AChangeThatThrowsBeforeItWroteIsRefusedAndTheNextGoesOn) {
    House house{*place_};
    const auto thrown = house.change("key-1", []() -> Result<Reply> { throw std::runtime_error{"a bug"}; });
    ASSERT_FALSE(thrown);
    EXPECT_EQ(thrown.error().code, codes::kInternalError);
    EXPECT_TRUE(house.change("key-1", [] { return Reply{201, ""}; }));
}

TEST_P(StoreRegister, SixtyFourThreadsWithOneKeyMakeOneChange) {
    House house{*place_};
    const auto wallet = house.wallet("key-0", 100);
    std::atomic<int> runs = 0, wrong = 0;
    std::barrier start{64};
    std::vector<std::thread> threads;
    for (int i = 0; i < 64; ++i) {
        threads.emplace_back([&] {
            start.arrive_and_wait();
            const auto reply = house.change("key-1", [&]() -> Result<Reply> {
                ++runs;
                const ledger::Transfer t{
                    .action = ledger::Action::Post, .code = 4, .debit = wallet, .credit = 1, .cents = 60};
                if (auto posted = house.book.post({&t, 1}); !posted) return posted.error();
                return Reply{201, "paid"};
            });
            if (!reply || reply->body != "paid") ++wrong;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(house.live.account(wallet)->availableCents(), 40);
}

TEST_P(StoreRegister, ManyThreadsWithManyKeysLoseNothing) {
    constexpr int kThreads = 16, kEach = 40;
    std::int64_t paid = 0;
    {
        House house{*place_};
        const auto wallet = house.wallet("key-0", 500);
        std::atomic<int> accepted = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < kEach; ++i) {
                    const auto reply =
                        house.change("key-" + std::to_string(t) + "-" + std::to_string(i), [&]() -> Result<Reply> {
                            const ledger::Transfer one{
                                .action = ledger::Action::Post, .code = 4, .debit = wallet, .credit = 1, .cents = 1};
                            if (auto posted = house.book.post({&one, 1}); !posted) return posted.error();
                            return Reply{201, {}};
                        });
                    if (reply) ++accepted;
                }
            });
        }
        for (auto& thread : threads) thread.join();
        paid = accepted;
        EXPECT_EQ(paid, 500);                                       // 640 asked, 500 cents were there.
        EXPECT_LT(house.writer.batches(), house.writer.changes());  // They shared commits.
    }
    House again{*place_};
    EXPECT_EQ(again.book.account(2)->availableCents(), 0);
    expectRows("SELECT COUNT(*) FROM replies", 1 + paid);
    expectRows("SELECT COUNT(*) FROM journal", 3 + paid);
}

TEST_P(StoreRegister, ARestartKnowsBalancesHoldsAndKeys) {
    ledger::AccountNo wallet = 0;
    ledger::HoldNo kept = 0;
    {
        House house{*place_};
        wallet = house.wallet("key-1", 1'000);
        const auto hold = [&](std::int64_t cents) {
            const ledger::Transfer t{
                .action = ledger::Action::Hold, .code = 3, .debit = wallet, .credit = 1, .cents = cents};
            return ledger::holdNo(*house.book.post({&t, 1}), 0);
        };
        const auto release = [&](ledger::HoldNo no, std::int64_t cents) {
            const ledger::Transfer t{
                .action = ledger::Action::Release, .code = 9, .debit = wallet, .credit = 1, .cents = cents, .hold = no};
            BUONO_CHECK(house.book.post({&t, 1}).has_value());
        };
        ledger::HoldNo ends_later = 0;
        ASSERT_TRUE(house.change("key-2", [&]() -> Result<Reply> {
            kept = hold(100);
            ends_later = hold(200);
            release(hold(300), 300);  // Made and ended within one commit.
            return Reply{201, "held"};
        }));
        expectRows("SELECT COUNT(*) FROM ledger_holds", 2);
        ASSERT_TRUE(house.change("key-3", [&]() -> Result<Reply> {
            release(ends_later, 200);
            return Reply{200, {}};
        }));
        expectRows("SELECT COUNT(*) FROM ledger_holds", 1);
    }
    House again{*place_};
    EXPECT_EQ(again.book.seq(), 8);
    EXPECT_EQ(again.book.account(wallet)->availableCents(), 900);
    EXPECT_EQ(again.book.heldCents(kept), 100);
    EXPECT_EQ(again.book.holds().size(), 1);
    const auto reply = again.change("key-2", refuse);
    ASSERT_TRUE(reply);
    EXPECT_EQ(*reply, (Reply{201, "held"}));
    const auto capture = again.change("key-4", [&]() -> Result<Reply> {
        const ledger::Transfer t{
            .action = ledger::Action::Capture, .code = 4, .debit = wallet, .credit = 1, .cents = 70, .hold = kept};
        if (auto posted = again.book.post({&t, 1}); !posted) return posted.error();
        return Reply{200, {}};
    });
    ASSERT_TRUE(capture);
    EXPECT_EQ(again.live.account(wallet)->availableCents(), 930);
    expectRows("SELECT COUNT(*) FROM ledger_holds", 0);
}

TEST_P(StoreRegister, ANoteIsDurableWhenItReturns) {
    House house{*place_};
    house.writer.note(House::ticket("key-1"), "asked at the desk");
    expectRows("SELECT COUNT(*) FROM audit WHERE actor = 'person:1' AND purpose = 'asked at the desk' AND seq = 0", 1);
    expectRows("SELECT COUNT(*) FROM replies", 0);
}

TEST_P(StoreRegister, WithoutSpaceChangesAreRefusedRepeatsAndNotesGoOnAndLaterChangesToo) {
    std::atomic<std::int64_t> free_bytes = 1'000'000;
    House house{*place_, {.free_bytes_min = 1'000, .free_bytes = [&] { return free_bytes.load(); }}};
    const auto work = [] { return Reply{201, "done"}; };
    ASSERT_TRUE(house.change("key-1", work));

    const auto until = [&](bool accepted, const char* key) {  // The writer looks at the space now and then.
        for (int i = 0; i < 10'000; ++i) {
            const auto reply = house.change(key + std::to_string(i), work);
            if (reply.has_value() == accepted) return reply;
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        return Result<Reply>{Error{}};
    };
    free_bytes = 999;
    EXPECT_EQ(until(false, "full-").error().code, codes::kStoreFull);
    EXPECT_TRUE(house.change("key-1", refuse));
    house.writer.note(House::ticket("key-2"), "reads go on");
    const auto before = count(*reader_, "SELECT COUNT(*) FROM replies");
    EXPECT_FALSE(house.change("key-3", work));
    expectRows("SELECT COUNT(*) FROM replies", before);

    free_bytes = 1'000;
    EXPECT_TRUE(until(true, "free-"));
    free_bytes = 1;
    EXPECT_EQ(until(false, "none-").error().code, codes::kStoreFull);
    EXPECT_THROW(house.writer.note(House::ticket("key-4"), "no page without its note"), store::StoreDown);
}

TEST_P(StoreRegister, AfterStopWhoeverAsksIsRefusedAndWhatWasQueuedIsDone) {
    House house{*place_};
    std::atomic<int> done = 0, refused = 0;
    std::barrier start{9};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            start.arrive_and_wait();
            for (int i = 0; refused < 8; ++i) {
                const auto key = "key-" + std::to_string(t) + "-" + std::to_string(i);
                const auto reply = house.change(key, [] { return Reply{201, {}}; });
                if (reply) {
                    ++done;
                    continue;
                }
                EXPECT_EQ(reply.error().code, codes::kBusy);
                ++refused;
                return;
            }
        });
    }
    start.arrive_and_wait();
    while (done < 30) std::this_thread::yield();
    house.writer.stop();
    for (auto& thread : threads) thread.join();
    expectRows("SELECT COUNT(*) FROM replies", done);
    EXPECT_THROW(house.writer.note(House::ticket("key"), "late"), store::StoreDown);
}

TEST_P(StoreRegister, TheCourierIsToldAfterTheCommitThatLeftAnErrand) {
    std::atomic<int> told = 0;
    House house{*place_, {.errands_wait = [&](registers::Instant) { ++told; }}};
    ASSERT_TRUE(house.change("key-1", [] { return Reply{201, {}}; }));
    ASSERT_TRUE(house.change("key-2", [&]() -> Result<Reply> {
        house.outbox.add("ask_method", idOf(1), {5});
        return Reply{201, {}};
    }));
    house.writer.stop();
    EXPECT_EQ(told, 1);
}

TEST_P(StoreRegister, ErrandsAreTakenInTheOrderTheyAreDue) {
    House house{*place_};
    const auto change = [&](const char* key, const auto& what) {
        ASSERT_TRUE(house.change(key, [&]() -> Result<Reply> {
            what();
            return Reply{200, {}};
        }));
    };
    change("key-1", [&] {
        house.outbox.add("look_again", idOf(1), {30});
        house.outbox.add("ask_method", idOf(2), {20});
        house.outbox.add("ask_method", idOf(3), {20});
    });
    const store::QueueRows queue{*reader_};
    const auto subjects = [&](std::int64_t now_us) {
        std::string all;
        for (const auto& errand : queue.due({now_us}, 10)) all += std::to_string(errand.subject.bytes[15]);
        return all;
    };
    EXPECT_EQ(subjects(19), "");
    EXPECT_EQ(subjects(20), "23");
    EXPECT_EQ(subjects(30), "231");
    EXPECT_EQ(queue.due({30}, 1).size(), 1);
    EXPECT_EQ(queue.nextAfter({20})->us, 30);
    EXPECT_FALSE(queue.nextAfter({30}));

    change("key-2", [&] { house.outbox.postpone("ask_method", idOf(2), {40}); });
    EXPECT_EQ(subjects(40), "312");
    EXPECT_EQ(queue.due({40}, 10).back().tries, 1);
    change("key-3", [&] {
        house.outbox.end("ask_method", idOf(3));
        house.outbox.end("ask_method", idOf(1));  // Another kind: not this one.
    });
    EXPECT_EQ(subjects(40), "12");
    change("key-4", [&] { house.outbox.add("ask_method", idOf(4), {1}); });
    EXPECT_EQ(queue.due({40}, 10).front().number, 4);  // Not 3 again.
}

TEST(StoreRegisterDeath, ARefusalThatMovedMoneyIsABug) {
    Place place{store::Engine::Sqlite};
    EXPECT_DEATH(
        {
            House house{place};
            (void)house.change("key-1", [&]() -> Result<Reply> {
                house.book.open(ledger::AccountKind::Budget, ledger::Limit::None);
                return refuse();
            });
        },
        "check failed: book.seq\\(\\) == seq");
}

TEST(StoreRegisterDeath, ARefusalThatWroteARowIsABug) {
    Place place{store::Engine::Sqlite};
    EXPECT_DEATH(
        {
            House house{place};
            (void)house.change("key-1", [&]() -> Result<Reply> {
                house.outbox.add("ask_method", idOf(1), {1});
                return refuse();
            });
        },
        "check failed: connection.writes\\(\\) == writes");
}

TEST(StoreRegisterDeath, AChangeThatThrowsAfterItWroteIsNeverCommitted) {
    Place place{store::Engine::Sqlite};
    EXPECT_DEATH(
        {
            House house{place};
            (void)house.change("key-1", [&]() -> Result<Reply> {
                house.outbox.add("ask_method", idOf(1), {1});
                throw std::runtime_error{"half way"};
            });
        },
        "half way");
    EXPECT_EQ(count(*place.open(Mode::Reading), "SELECT COUNT(*) FROM outbox"), 0);
}

}  // namespace
}  // namespace buono::test
