// WorkerProcess: one process that runs one plugin. After anything but a whole answer it is killed, never reused.
//
// One call at a time, from any thread. Killed through a pidfd, so never a stranger.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "adapters/plugins/channel.hpp"
#include "adapters/plugins/isolation.hpp"
#include "adapters/plugins/nursery.hpp"
#include "adapters/plugins/plugin_file.hpp"
#include "adapters/plugins/services.hpp"

namespace buono::plugins {

class WorkerProcess {
public:
    struct Terms {
        uid_t user = 0;  ///< To become; 0 = the host's own.
        Isolation least = Isolation::Filtered;
        Deadline deadline = kNever;  ///< Five seconds are the most in any case.
    };

    WorkerProcess() = default;
    ~WorkerProcess() { end(); }
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    bool isRunning() const { return channel_.has_value(); }
    /// It runs, and says nothing it was not asked.
    bool isReady() const { return channel_ && channel_->isQuiet(); }
    pid_t id() const { return pid_; }

    /// Nothing when it runs; otherwise why not, in the worker's own words where it had any.
    std::string start(Nursery& nursery, const PluginFile& file, const Terms& terms);
    /// How it went, and what was said when it was Answered.
    How call(const Call& call, Deadline deadline, Services& services, Said& said);
    void end();
    /// Whether the last start() failed for want of something of the machine's, which a restart may find again.
    bool lackedMachine() const { return lacked_machine_; }
    Isolation isolation() const { return isolation_; }
    /// What became of a process that has ended: "signal 11" or "exit 0".
    const std::string& fate() const { return fate_; }

private:
    How converse(std::uint64_t number, Deadline deadline, Services& services, Said& said);
    std::string greeting(Deadline deadline);
    bool readLocks(const Frame& frame);

    std::optional<Channel> channel_;
    pid_t pid_ = -1;
    int pidfd_ = -1;
    std::uint64_t calls_ = 0;
    Isolation isolation_ = Isolation::None;
    std::string fate_;
    bool lacked_machine_ = false;
};

}  // namespace buono::plugins
