#include "adapters/plugins/pool.hpp"

namespace buono::plugins {
namespace {

constexpr auto kRestMax = std::chrono::minutes{1};

}  // namespace

Pool::Lent Pool::lend(Deadline deadline) {
    std::unique_lock lock{mutex_};
    const auto possible = [&] { return !resting_.empty() || processes_ < place_.processes_max; };
    if (!returned_.wait_until(lock, deadline, possible)) return {nullptr, "all its processes were at work", true};
    while (!resting_.empty()) {
        Lent lent{std::move(resting_.back().worker), {}};
        resting_.pop_back();
        if (lent.worker->isReady()) return lent;
        --processes_;  // It died at rest, or spoke out of turn: its end is part of forgetting it.
    }
    ++processes_;
    lock.unlock();
    return started(deadline);
}

/// Outside the lock: to start one takes milliseconds, and the others go on meanwhile.
Pool::Lent Pool::started(Deadline deadline) {
    Lent lent{std::make_unique<WorkerProcess>(), {}};
    lent.why = lent.worker->start(nursery_, file_, {place_.user, place_.isolation, deadline});
    lent.lacked_machine = lent.worker->lackedMachine();
    if (!lent.why.empty()) takeBack(std::exchange(lent.worker, nullptr));
    return lent;
}

void Pool::takeBack(std::unique_ptr<WorkerProcess> worker) {
    const auto now = Deadline::clock::now();
    std::unique_ptr<WorkerProcess> surplus;  // Ended after the lock.
    {
        const std::lock_guard lock{mutex_};
        if (worker->isRunning())
            resting_.push_back({std::move(worker), now});
        else
            --processes_;
        if (resting_.size() > 1 && now - resting_.front().since > kRestMax) {
            surplus = std::move(resting_.front().worker);
            resting_.pop_front();
            --processes_;
        }
    }
    returned_.notify_one();
}

std::size_t Pool::processes() const {
    const std::lock_guard lock{mutex_};
    return processes_;
}

}  // namespace buono::plugins
