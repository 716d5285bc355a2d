#include "adapters/system/head_drop.hpp"

#include <exception>

#include "adapters/system/files.hpp"

namespace buono::system {

bool HeadDrop::isDue(const ledger::Head& head, registers::Instant now) const {
    if (head.seq == dropped_seq_) return false;
    return dropped_seq_ == 0 || head.seq - dropped_seq_ >= kEntries || now.us - dropped_at_.us >= kMinuteUs;
}

bool HeadDrop::look() {
    try {
        const auto head = desk_.entries.head();
        const auto now = desk_.clock.now();
        if (!isDue(head, now)) return wait(), false;
        const auto written = writeFile(desk_.data_directory / "head.note", desk_.notary.note(head));
        if (!written) {
            if (desk_.failed) desk_.failed(written.error());
            return false;
        }
        dropped_seq_ = head.seq;
        dropped_at_ = now;
        return wait(), true;
    } catch (const std::exception& thrown) {  // A reading connection that is down: the next look asks again.
        if (desk_.failed) desk_.failed(Error{ErrorCode::InvalidValue, {}, thrown.what()});
        return false;
    }
}

void HeadDrop::wait() { due_seq_.store(dropped_seq_ + kEntries, std::memory_order_relaxed); }

void HeadDrop::saw(std::uint64_t seq) {
    if (seq < due_seq_.load(std::memory_order_relaxed)) return;
    due_seq_.store(UINT64_MAX, std::memory_order_relaxed);
    {
        const std::lock_guard lock{turn_};
        is_woken_ = true;
    }
    woken_.notify_one();
}

void HeadDrop::start() {
    thread_ = std::thread{[this] { work(); }};
}

void HeadDrop::stop() {
    {
        const std::lock_guard lock{turn_};
        stopping_ = true;
    }
    woken_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void HeadDrop::work() {
    std::unique_lock lock{turn_};
    while (!stopping_) {
        lock.unlock();
        look();
        lock.lock();
        woken_.wait_for(lock, desk_.look_every, [&] { return stopping_ || is_woken_; });
        is_woken_ = false;
    }
}

}  // namespace buono::system
