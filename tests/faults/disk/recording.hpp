// Recording: what a host asked of its disk and what its clients were told, in the order in which it happened.
//
// Events are added by any thread while a host runs and read when it has stopped. A position in the list is a moment at
// which the power may be cut: what was told before it must survive.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace buono::faults {

struct Event {
    enum Kind : std::uint8_t {
        Create,     ///< The name is there now.
        Delete,     ///< The name is gone.
        SyncNames,  ///< The folder is durable: all names made and taken so far.
        Write,
        Truncate,  ///< To `offset` bytes.
        Sync,      ///< What was written to this file so far is durable.
        Asked,     ///< A client has sent change `number`.
        Told,      ///< It was answered `bytes`.
    };
    Kind kind;
    std::string file;  ///< Its name without the folder.
    std::int64_t offset = 0;
    std::string bytes;
    std::uint64_t number = 0;
};

class Recording {
public:
    void add(Event event) {
        const std::lock_guard one_at_a_time{turn_};
        if (event.kind == Event::Sync && event.file == database_) ++checkpoints_;
        events_.push_back(std::move(event));
    }
    /// How often the database itself was made durable: once when it is made, then at the end of each checkpoint.
    std::size_t checkpoints() const {
        const std::lock_guard one_at_a_time{turn_};
        return checkpoints_;
    }
    const std::vector<Event>& events() const { return events_; }

private:
    const std::string database_ = "buono.db";
    mutable std::mutex turn_;
    std::vector<Event> events_;
    std::size_t checkpoints_ = 0;
};

}  // namespace buono::faults
