#include "adapters/http/server/crew.hpp"

#include <sys/prctl.h>
#include <algorithm>
#include <iterator>

namespace buono::http {
namespace {

thread_local Crew* t_crew = nullptr;  ///< Whose handler this thread is.

}  // namespace

Crew::Crew(std::size_t threads, std::size_t queue_max, const AnswererFactory& factory, std::function<void()> wake)
    : queue_max_{queue_max}, working_max_{std::max(1U, std::thread::hardware_concurrency())} {
    tray_->wake = std::move(wake);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this, factory] { work(factory); });
}

Crew::~Crew() {
    {
        const std::scoped_lock lock{queue_lock_};
        stopping_ = true;
        queue_.clear();  // Nobody will hear: what has not begun must not happen.
        for (auto* const one : asleep_) one->bell.notify_one();
    }
    for (auto& thread : threads_) thread.join();
    const std::scoped_lock lock{tray_->lock};
    tray_->wake = nullptr;
}

void Crew::Tray::put(Seat seat, Finish finish) {
    const std::scoped_lock guard{lock};
    done.push_back({seat, std::move(finish)});
    if (wake) wake();
}

void Crew::give(std::vector<Job>& jobs) {
    const std::scoped_lock lock{queue_lock_};
    const auto taken = std::min(jobs.size(), queue_max_ - std::min(queue_max_, queue_.size()));
    std::move(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(taken), std::back_inserter(queue_));
    jobs.erase(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(taken));
    wakeOne();
}

void Crew::collect(std::vector<Done>& done) {
    const std::scoped_lock lock{tray_->lock};
    std::move(tray_->done.begin(), tray_->done.end(), std::back_inserter(done));
    tray_->done.clear();
}

std::size_t Crew::waiting() const {
    const std::scoped_lock lock{queue_lock_};
    return queue_.size();
}

// Each that wakes up wakes the next while there is work for both: no more than are needed. Under queue_lock_.
void Crew::wakeOne() {
    if (queue_.size() <= woken_ || asleep_.empty() || working_ >= working_max_) return;
    auto& one = *asleep_.back();
    asleep_.pop_back();
    ++woken_;
    ++working_;
    one.is_woken = true;
    one.bell.notify_one();
}

// Returns counted among those that work.
void Crew::sleep(std::unique_lock<std::mutex>& lock) {
    Sleeper me;
    asleep_.push_back(&me);
    me.bell.wait(lock, [&] { return stopping_ || me.is_woken; });
    if (me.is_woken) {
        --woken_;
        return;
    }
    std::erase(asleep_, &me);  // Woken to stop, not by wakeOne().
    ++working_;
}

void Crew::work(const AnswererFactory& factory) {
    t_crew = this;
    ::prctl(PR_SET_NAME, "handler");
    const auto answerer = factory();
    std::unique_lock lock{queue_lock_};
    for (;;) {
        if (!queue_.empty() && working_ < working_max_)
            ++working_;
        else
            sleep(lock);
        while (!queue_.empty()) {
            auto job = std::move(queue_.front());
            queue_.pop_front();
            wakeOne();
            lock.unlock();
            answerer->answer(std::move(job.request),
                             [tray = tray_, seat = job.seat](Finish finish) { tray->put(seat, std::move(finish)); });
            lock.lock();
            if (working_ > working_max_) break;  // Others stood in for it meanwhile.
        }
        --working_;
        if (stopping_ && queue_.empty()) return;
    }
}

Crew::Away::Away() : crew_{t_crew} {
    if (crew_ == nullptr) return;
    const std::scoped_lock lock{crew_->queue_lock_};
    --crew_->working_;
    crew_->wakeOne();
}

Crew::Away::~Away() {
    if (crew_ == nullptr) return;
    const std::scoped_lock lock{crew_->queue_lock_};
    ++crew_->working_;
}

}  // namespace buono::http
