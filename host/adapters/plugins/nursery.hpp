// Nursery: the one thread that starts worker processes. The kernel ends a worker when the thread that started it ends,
// so they all hang on this one, and a host that is killed leaves none behind.
//
// start() from any thread; it waits for its turn. The child borrows the host's memory until it is another program
// (posix_spawn), so a start costs the same in a large host as in a small one (ADR 0012).
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/plugins/isolation.hpp"

namespace buono::plugins {

class Nursery {
public:
    explicit Nursery(std::string program);
    ~Nursery();
    Nursery(const Nursery&) = delete;
    Nursery& operator=(const Nursery&) = delete;

    struct Order {
        int channel;          ///< Becomes descriptor 3.
        int plugin;           ///< Becomes descriptor 4; nothing else of the host is passed on.
        uid_t user;           ///< To become; 0 = the host's own.
        Isolation isolation;  ///< Below it the worker loads nothing.
    };
    /// The process, or a negated errno.
    pid_t start(const Order& order);
    const std::string& program() const { return program_; }

private:
    void run();
    pid_t spawn(const Order& order) const;

    std::string program_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> wanted_;  ///< At most one; empty while the thread rests.
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace buono::plugins
