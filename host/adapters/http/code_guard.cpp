#include "adapters/http/code_guard.hpp"

namespace buono::http {

bool CodeGuard::mayTry(const registers::Id& session, registers::Instant now) {
    const std::lock_guard lock{mutex_};
    forget(now);
    const auto at = wrong_.find(session);
    return at == wrong_.end() || at->second.size() < kWrongMax;
}

void CodeGuard::wrong(const registers::Id& session, registers::Instant now) {
    const std::lock_guard lock{mutex_};
    auto& tries = wrong_[session];
    tries.push_back(now);
    if (tries.size() > kWrongMax) tries.pop_front();
}

void CodeGuard::forget(registers::Instant now) {
    for (auto at = wrong_.begin(); at != wrong_.end();) {
        auto& tries = at->second;
        while (!tries.empty() && tries.front().us + kWindowUs <= now.us) tries.pop_front();
        at = tries.empty() ? wrong_.erase(at) : std::next(at);
    }
}

}  // namespace buono::http
