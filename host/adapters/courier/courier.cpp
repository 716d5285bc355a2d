#include "adapters/courier/courier.hpp"

#include <sys/prctl.h>
#include <chrono>
#include <exception>

namespace buono::courier {

Courier::Courier(Desk desk, Routes routes)
    : clock_{desk.clock}, round_{std::move(desk), std::move(routes)}, thread_{[this] { work(); }} {}

Courier::~Courier() { stop(); }

void Courier::notify(registers::Instant due) {
    {
        const std::lock_guard lock{turn_};
        if (due >= looks_at_) return;
        notified_ = true;
    }
    woken_.notify_one();
}

void Courier::stop() {
    stopping_ = true;
    notify(kNow);
    if (thread_.joinable()) thread_.join();
}

void Courier::work() {
    ::prctl(PR_SET_NAME, "courier");
    while (!stopping_) {
        const auto next = look();
        const auto wait_us = std::max<std::int64_t>(next.us - clock_.now().us, 0);
        std::unique_lock lock{turn_};
        looks_at_ = next;
        woken_.wait_for(lock, std::chrono::microseconds{wait_us}, [&] { return notified_; });
        notified_ = false;
        looks_at_ = kNever;
    }
}

registers::Instant Courier::look() {
    try {
        return round_.run(stopping_);
    } catch (const std::exception&) {  // The queue cannot be read now: readiness says so, this thread asks again.
        return {clock_.now().us + Round::kLookUs};
    }
}

}  // namespace buono::courier
