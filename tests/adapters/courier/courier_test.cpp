#include "adapters/courier/courier.hpp"

#include <gtest/gtest.h>
#include <future>

#include "adapters/courier/fakes.hpp"

namespace buono::test {
namespace {

using courier::Courier;
using registers::Errand;

constexpr auto kSoon = std::chrono::seconds{20};  // Never waited for in full, unless the courier is broken.

}  // namespace

TEST(Courier, CarriesWhatWasLeftBeforeItStartedAndWhatItIsToldOf) {
    FakeQueue queue;
    FakeClock clock;
    std::promise<void> first, second;
    queue.add(1, "ask", {0});
    Courier courier{{queue, clock}, {{"ask", [&](const Errand& e) {
                                          queue.end(e.number);
                                          (e.number == 1 ? first : second).set_value();
                                          return kOk;
                                      }}}};
    ASSERT_EQ(first.get_future().wait_for(kSoon), std::future_status::ready);

    queue.add(2, "ask", {0});
    courier.notify(Courier::kNow);

    EXPECT_EQ(second.get_future().wait_for(kSoon), std::future_status::ready);
}

TEST(Courier, StopsAfterTheErrandUnderWayAndLeavesTheOthersWaiting) {
    FakeQueue queue;
    FakeClock clock;
    std::promise<void> begun, may_end;
    for (std::int64_t number = 1; number <= 3; ++number) queue.add(number, "ask", {0});
    Courier courier{{queue, clock}, {{"ask", [&](const Errand& e) {
                                          begun.set_value();
                                          may_end.get_future().wait();
                                          queue.end(e.number);
                                          return kOk;
                                      }}}};
    ASSERT_EQ(begun.get_future().wait_for(kSoon), std::future_status::ready);

    auto stopped = std::async(std::launch::async, [&] { courier.stop(); });
    while (!courier.isStopping()) std::this_thread::yield();
    may_end.set_value();

    ASSERT_EQ(stopped.wait_for(kSoon), std::future_status::ready);
    EXPECT_FALSE(queue.isWaiting(1));
    EXPECT_TRUE(queue.isWaiting(2));
    EXPECT_TRUE(queue.isWaiting(3));
}

TEST(Courier, StopsAtOnceWhileNothingIsDue) {
    FakeQueue queue;
    FakeClock clock;
    queue.add(1, "ask", {clock.us + 3'600'000'000});
    Courier courier{{queue, clock}, {}};
    const auto before = std::chrono::steady_clock::now();
    courier.stop();
    courier.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds{900});
}

TEST(Courier, OutlivesAQueueThatCannotBeRead) {
    struct Broken final : registers::Queue {
        std::vector<Errand> due(registers::Instant, std::size_t) const override {
            if (looks++ == 0) throw std::runtime_error{"the database is down"};
            std::call_once(once, [&] { again.set_value(); });
            return {};
        }
        std::optional<registers::Instant> nextAfter(registers::Instant) const override { return std::nullopt; }
        mutable std::atomic<int> looks = 0;
        mutable std::once_flag once;
        mutable std::promise<void> again;
    } queue;
    FakeClock clock;
    Courier courier{{queue, clock}, {}};
    courier.notify(Courier::kNow);
    EXPECT_EQ(queue.again.get_future().wait_for(kSoon), std::future_status::ready);
}

}  // namespace buono::test
