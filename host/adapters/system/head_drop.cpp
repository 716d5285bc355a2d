#include "adapters/system/head_drop.hpp"

#include <chrono>
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
        if (!isDue(head, now)) return false;
        const auto written = writeFile(desk_.data_directory / "head.note", desk_.notary.note(head));
        if (!written) {
            if (desk_.failed) desk_.failed(written.error());
            return false;
        }
        dropped_seq_ = head.seq;
        dropped_at_ = now;
        return true;
    } catch (const std::exception& thrown) {  // A reading connection that is down: the next look asks again.
        if (desk_.failed) desk_.failed(Error{ErrorCode::InvalidValue, {}, thrown.what()});
        return false;
    }
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
        woken_.wait_for(lock, std::chrono::seconds{1}, [&] { return stopping_; });
    }
}

}  // namespace buono::system
