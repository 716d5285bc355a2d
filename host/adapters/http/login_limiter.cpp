#include "adapters/http/login_limiter.hpp"

namespace buono::http {
namespace {

constexpr std::size_t kCountsMax = 100'000;

std::string byLogin(std::string_view login) { return "login " + std::string{login.substr(0, 64)}; }
std::string byAddress(std::string_view address) { return "address " + std::string{address.substr(0, 64)}; }

}  // namespace

bool LoginLimiter::mayTry(std::string_view login, std::string_view address, registers::Instant now) {
    const std::scoped_lock lock{lock_};
    return !isFull(byLogin(login), now) && !isFull(byAddress(address), now);
}

void LoginLimiter::wrong(std::string_view login, std::string_view address, registers::Instant now) {
    const std::scoped_lock lock{lock_};
    if (counts_.size() >= kCountsMax)
        std::erase_if(counts_, [&](const auto& entry) { return now.us - entry.second.since_us > kWindow_us; });
    if (counts_.size() >= kCountsMax) counts_.clear();
    count(byLogin(login), now);
    count(byAddress(address), now);
}

void LoginLimiter::right(std::string_view login) {
    const std::scoped_lock lock{lock_};
    counts_.erase(byLogin(login));
}

bool LoginLimiter::isFull(const std::string& name, registers::Instant now) {
    const auto found = counts_.find(name);
    return found != counts_.end() && found->second.wrong >= kWrongMax && now.us - found->second.since_us <= kWindow_us;
}

void LoginLimiter::count(std::string name, registers::Instant now) {
    auto& entry = counts_[std::move(name)];
    if (entry.wrong == 0 || now.us - entry.since_us > kWindow_us) entry = {0, now.us};
    ++entry.wrong;
}

}  // namespace buono::http
