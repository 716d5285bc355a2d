// Sleep: how threads wait for each other here: on a number, until it is another. Any thread.
//
// std::atomic::wait of libstdc++ 12 yields the processor a few times before it sleeps. With 64 callers on two cores
// that is a fifth of all time, taken from the thread they wait for; a caller waits for a disk anyway.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <atomic>
#include <cstdint>

namespace buono::store {

using Signal = std::atomic<std::uint32_t>;
static_assert(sizeof(Signal) == sizeof(std::uint32_t) && Signal::is_always_lock_free);

/// Returns when `signal` is not `seen`.
inline void sleepWhile(Signal& signal, std::uint32_t seen) {
    while (signal.load(std::memory_order_acquire) == seen)
        ::syscall(SYS_futex, &signal, FUTEX_WAIT_PRIVATE, seen, nullptr, nullptr, 0);
}

/// Wakes one thread that sleeps on it; the number was changed before.
inline void wakeOne(Signal& signal) { ::syscall(SYS_futex, &signal, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0); }

}  // namespace buono::store
