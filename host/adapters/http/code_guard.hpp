// CodeGuard: who types too many wrong codes waits. 10 in 15 minutes per session, then every try is refused until the
// oldest is 15 minutes old.
//
// In memory only: it slows guessing down (a code has 80 bits) and protects nothing else; a restart forgets it.
// Any thread.
#pragma once

#include <deque>
#include <map>
#include <mutex>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::http {

class CodeGuard {
public:
    static constexpr std::size_t kWrongMax = 10;
    static constexpr std::int64_t kWindowUs = 15LL * 60 * 1'000'000;

    bool mayTry(const registers::Id& session, registers::Instant now);
    void wrong(const registers::Id& session, registers::Instant now);

private:
    void forget(registers::Instant now);

    std::mutex mutex_;
    std::map<registers::Id, std::deque<registers::Instant>> wrong_;
};

}  // namespace buono::http
