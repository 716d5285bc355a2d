#include "adapters/courier/courier.hpp"

#include <chrono>
#include <exception>

namespace buono::courier {

Courier::Courier(Desk desk, Routes routes)
    : clock_{desk.clock}, round_{std::move(desk), std::move(routes)}, thread_{[this] { work(); }} {}

Courier::~Courier() { stop(); }

void Courier::notify() {
    {
        const std::lock_guard lock{turn_};
        notified_ = true;
    }
    woken_.notify_one();
}

void Courier::stop() {
    stopping_ = true;
    notify();
    if (thread_.joinable()) thread_.join();
}

void Courier::work() {
    while (!stopping_) {
        const auto wait_us = look();
        std::unique_lock lock{turn_};
        woken_.wait_for(lock, std::chrono::microseconds{wait_us}, [&] { return notified_; });
        notified_ = false;
    }
}

std::int64_t Courier::look() {
    try {
        const auto next = round_.run(stopping_);
        return std::max<std::int64_t>(next.us - clock_.now().us, 0);
    } catch (const std::exception&) {  // The queue cannot be read now: readiness says so, this thread asks again.
        return Round::kLookUs;
    }
}

}  // namespace buono::courier
