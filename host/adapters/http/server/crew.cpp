#include "adapters/http/server/crew.hpp"

#include <algorithm>
#include <iterator>

namespace buono::http {

Crew::Crew(std::size_t threads, std::size_t queue_max, const AnswererFactory& factory, std::function<void()> wake)
    : queue_max_{queue_max}, wake_{std::move(wake)} {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this, factory] { work(factory); });
}

Crew::~Crew() {
    {
        const std::scoped_lock lock{queue_lock_};
        stopping_ = true;
    }
    queue_filled_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Crew::give(std::vector<Job>& jobs) {
    std::size_t taken = 0;
    {
        const std::scoped_lock lock{queue_lock_};
        taken = std::min(jobs.size(), queue_max_ - std::min(queue_max_, queue_.size()));
        std::move(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(taken), std::back_inserter(queue_));
    }
    for (std::size_t i = 0; i < taken; ++i) queue_filled_.notify_one();
    jobs.erase(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(taken));
}

void Crew::collect(std::vector<Done>& done) {
    const std::scoped_lock lock{done_lock_};
    std::move(done_.begin(), done_.end(), std::back_inserter(done));
    done_.clear();
}

std::size_t Crew::waiting() const {
    const std::scoped_lock lock{queue_lock_};
    return queue_.size();
}

void Crew::work(const AnswererFactory& factory) {
    const auto answerer = factory();
    std::unique_lock lock{queue_lock_};
    for (;;) {
        queue_filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        Done done{job.seat, answerer->answer(std::move(job.request))};
        {
            const std::scoped_lock done_lock{done_lock_};
            done_.push_back(std::move(done));
        }
        wake_();
        lock.lock();
    }
}

}  // namespace buono::http
