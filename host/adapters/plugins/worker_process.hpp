// WorkerProcess: one process that runs one plugin. After anything but a whole answer it is killed, never reused.
//
// One call at a time. The thread that starts it must live as long as it does: when that thread ends, the kernel
// ends the worker. Killed through a pidfd, so never a stranger.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "adapters/plugins/channel.hpp"
#include "adapters/plugins/plugin_file.hpp"
#include "adapters/plugins/services.hpp"

namespace buono::plugins {

class WorkerProcess {
public:
    WorkerProcess() = default;
    ~WorkerProcess() { end(); }
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    bool isRunning() const { return channel_.has_value(); }
    pid_t id() const { return pid_; }

    /// Nothing when it runs; otherwise why not, in the worker's own words where it had any.
    std::string start(const std::string& program, const PluginFile& file);
    /// How it went, and what was said when it was Answered.
    How call(const Call& call, std::chrono::milliseconds limit, Services& services, Said& said);
    void end();

private:
    How converse(std::uint64_t number, Deadline deadline, Services& services, Said& said);
    std::string greeting();

    std::optional<Channel> channel_;
    pid_t pid_ = -1;
    int pidfd_ = -1;
    std::uint64_t calls_ = 0;
};

}  // namespace buono::plugins
