#include "adapters/http/readiness.hpp"

#include <chrono>

namespace buono::http {
namespace {

constexpr std::int64_t kProof_ms = 1'000;

std::int64_t now_ms() {
    using std::chrono::milliseconds;
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

bool Readiness::canCommit(registers::Register& registry, registers::Ids& ids) {
    const std::scoped_lock alone{asking_};
    if (proved_ms_ != 0 && now_ms() - proved_ms_ < kProof_ms) return true;
    registry.note({"host", ids.next().text(), {}, "readyz"}, "readiness");
    proved_ms_ = now_ms();
    return true;
}

}  // namespace buono::http
