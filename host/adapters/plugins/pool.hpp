// Pool: the worker processes of one plugin. A plugin does one thing at a time in a process, so more at once means more
// processes, up to a number.
//
// Any thread. A worker is lent for one call and given back alive or dead; a rested one too many is ended. Refers to the
// nursery and the file, which outlive it.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "adapters/plugins/worker_process.hpp"

namespace buono::plugins {

class Pool {
public:
    struct Place {
        uid_t user = 0;                             ///< Of all its workers, and of no other plugin's.
        Isolation isolation = Isolation::Filtered;  ///< At least.
        std::size_t processes_max = 1;
    };
    struct Lent {
        std::unique_ptr<WorkerProcess> worker;  ///< Nothing: `why` says it.
        std::string why;
        bool busy = false;            ///< All were at work until the deadline: no fault of the plugin's.
        bool lacked_machine = false;  ///< As WorkerProcess says it.
    };

    Pool(Nursery& nursery, const PluginFile& file, Place place) : nursery_{nursery}, file_{file}, place_{place} {}

    /// The one that rested least, or a new one, or the first that comes back before `deadline`.
    Lent lend(Deadline deadline);
    void takeBack(std::unique_ptr<WorkerProcess> worker);
    std::size_t processes() const;

private:
    struct Resting {
        std::unique_ptr<WorkerProcess> worker;
        Deadline since;
    };

    Lent started(Deadline deadline);

    Nursery& nursery_;
    const PluginFile& file_;
    const Place place_;
    mutable std::mutex mutex_;
    std::condition_variable returned_;
    std::deque<Resting> resting_;  ///< The last one rested least.
    std::size_t processes_ = 0;    ///< Lent, resting and being started.
};

}  // namespace buono::plugins
