#include "adapters/courier/round.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <stdexcept>

#include "adapters/courier/fakes.hpp"

namespace buono::test {
namespace {

using courier::Round;
using registers::Errand;
using registers::Instant;

Status refused() { return Error{ErrorCode::InvalidValue, {}, "not now"}; }

/// One courier's round over a queue in memory, a clock that stands still, and a note of what was carried.
struct Bench {
    FakeQueue queue;
    FakeClock clock;
    std::vector<std::string> carried;
    std::vector<std::int64_t> failures;
    std::atomic<bool> stopping = false;
    std::function<Status(const Errand&)> answer = [](const Errand&) { return kOk; };

    Round round{{queue, clock, [this](const Errand& e, const Error&) { failures.push_back(e.number); }},
                {{"ask", [this](const Errand& e) { return carry(e); }},
                 {"tell", [this](const Errand& e) { return carry(e); }}}};

    Status carry(const Errand& errand) {
        carried.push_back(errand.kind + " " + std::to_string(errand.number));
        auto answered = answer(errand);
        if (answered) queue.end(errand.number);
        return answered;
    }
    Instant run() { return round.run(stopping); }
};

using Carried = std::vector<std::string>;

}  // namespace

TEST(CourierRound, CarriesWhatIsDueInItsOrderAndLeavesTheRest) {
    Bench b;
    b.queue.add(1, "ask", {300});
    b.queue.add(2, "tell", {100});
    b.queue.add(3, "ask", {100});
    b.queue.add(4, "ask", {b.clock.us + 1});

    b.run();

    EXPECT_EQ(b.carried, (Carried{"tell 2", "ask 3", "ask 1"}));
}

TEST(CourierRound, CarriesTogetherWhatIsBetterTogether) {
    Bench b;
    for (const std::int64_t number : {1, 3, 4, 5}) b.queue.add(number, "news", {100 + number});
    b.queue.add(2, "ask", {102});
    std::vector<std::string> carried;
    const auto note = [&](std::span<const Errand> errands) {
        carried.emplace_back();
        for (const auto& e : errands) carried.back() += std::to_string(e.number) + " ", b.queue.end(e.number);
        return kOk;
    };
    Round round{{b.queue, b.clock}, {{"news", {note, 3}}, {"ask", [&](const Errand& e) { return note({&e, 1}); }}}};
    round.run(b.stopping);
    EXPECT_EQ(carried, (Carried{"1 3 4 ", "2 ", "5 "}));
}

TEST(CourierRound, LooksAgainWhenTheNextIsDueButNeverLaterThanASecond) {
    Bench b;
    EXPECT_EQ(b.run().us, b.clock.us + Round::kLookUs);
    b.queue.add(1, "ask", {b.clock.us + 250});
    EXPECT_EQ(b.run().us, b.clock.us + 250);
}

TEST(CourierRound, LooksAgainAtOnceAfterCarrying) {
    Bench b;
    b.queue.add(1, "ask", {0});
    EXPECT_EQ(b.run().us, b.clock.us);
}

TEST(CourierRound, TriesAFailedErrandLaterAndLaterAndNeverGivesItUp) {
    Bench b;
    b.queue.add(1, "ask", {0});
    std::vector<std::int64_t> at_us;
    b.answer = [&](const Errand&) {
        at_us.push_back(b.clock.us);
        return refused();
    };

    for (int looks = 0; looks < 5'000; ++looks) b.clock.us = std::max<std::int64_t>(b.run().us, b.clock.us);

    ASSERT_GE(at_us.size(), 12U);
    std::vector<std::int64_t> waits_s;
    for (std::size_t i = 1; i < 12; ++i) waits_s.push_back((at_us[i] - at_us[i - 1]) / 1'000'000);
    EXPECT_EQ(waits_s, (std::vector<std::int64_t>{1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}));
    EXPECT_TRUE(b.queue.isWaiting(1));
    EXPECT_EQ(b.failures.size(), at_us.size());
}

TEST(CourierRound, LetsNoFailingErrandHoldUpAnother) {
    Bench b;
    const auto many = static_cast<std::int64_t>(Round::kAtOnce) + 10;
    for (std::int64_t number = 1; number <= many; ++number) b.queue.add(number, "ask", {0});
    b.queue.add(1'000'000, "tell", {1});
    b.answer = [](const Errand& e) { return e.kind == "ask" ? refused() : kOk; };

    while (b.run() <= b.clock.now()) {
    }

    EXPECT_FALSE(b.queue.isWaiting(1'000'000));
    EXPECT_EQ(b.carried.size(), static_cast<std::size_t>(many) + 1) << "each failed once, the good one was carried";
}

TEST(CourierRound, StartsAfreshWithAnErrandThatWasPostponed) {
    Bench b;
    b.queue.add(1, "ask", {0});
    b.answer = [](const Errand&) { return refused(); };
    for (int i = 0; i < 20; ++i) b.clock.us = std::max<std::int64_t>(b.run().us, b.clock.us);
    b.queue.postpone(1, {b.clock.us});
    const auto tries = b.carried.size();

    b.run();

    EXPECT_EQ(b.carried.size(), tries + 1) << "another instant, another errand: its wait is over";
    b.run();
    EXPECT_EQ(b.run().us, b.clock.us + Round::kFirstWaitUs);
}

TEST(CourierRound, DoesNotSpinOnARowThatIsStillThereAfterSuccess) {
    Bench b;
    b.queue.add(1, "ask", {0});
    Round stuck{{b.queue, b.clock}, {{"ask", [&](const Errand& e) {
                                          b.carried.push_back(std::to_string(e.number));
                                          return kOk;
                                      }}}};
    EXPECT_EQ(stuck.run(b.stopping).us, b.clock.us);
    EXPECT_EQ(stuck.run(b.stopping).us, b.clock.us + Round::kFirstWaitUs);
    EXPECT_EQ(b.carried, Carried{"1"});
}

TEST(CourierRound, KeepsAnErrandNobodyTakesAndOneThatThrows) {
    Bench b;
    b.queue.add(1, "unknown", {0});
    b.queue.add(2, "ask", {0});
    b.answer = [](const Errand&) -> Status { throw std::runtime_error{"the database is down"}; };

    b.run();

    EXPECT_EQ(b.failures, (std::vector<std::int64_t>{1, 2}));
    EXPECT_TRUE(b.queue.isWaiting(1));
    EXPECT_TRUE(b.queue.isWaiting(2));
}

TEST(CourierRound, TakesNoFurtherErrandOnceItIsToStop) {
    Bench b;
    b.queue.add(1, "ask", {0});
    b.queue.add(2, "ask", {0});
    b.answer = [&](const Errand&) {
        b.stopping = true;
        return kOk;
    };

    b.run();

    EXPECT_EQ(b.carried, Carried{"ask 1"});
    EXPECT_TRUE(b.queue.isWaiting(2));
}

}  // namespace buono::test
