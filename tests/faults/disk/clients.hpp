// Clients: threads that ask a host for changes all at once, and the record of what was asked and answered.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "faults/disk/disk_state.hpp"
#include "faults/disk/host.hpp"
#include "faults/disk/recording_vfs.hpp"

namespace buono::faults {

/// What clients know at some moment.
struct Known {
    std::set<std::uint64_t> asked;
    std::map<std::uint64_t, std::string> told;

    void see(const Event& event) {
        if (event.kind == Event::Asked) asked.insert(event.number);
        if (event.kind == Event::Told) told[event.number] = event.bytes;
    }
};

/// Every change that any client ever asked for, by number. Any thread.
class Asks {
public:
    Ask add(Ask ask) {
        const std::lock_guard one_at_a_time{turn_};
        ask.number = all_.size();
        all_.push_back(ask);
        return ask;
    }
    /// Only when no client runs.
    const Ask& at(std::uint64_t number) const { return all_.at(number); }
    std::size_t size() const { return all_.size(); }

private:
    std::mutex turn_;
    std::vector<Ask> all_;
};

struct Plan {
    std::size_t changes = 200;
    std::size_t checkpoints = 0;  ///< Goes on until the log was moved into the database so often.
    // What may be broken, for the controls.
    bool answers_early = false;
    bool synchronous_normal = false;  ///< Without readers: they find in the log what is synced, no more.
    RecordingVfs::Lie lie = RecordingVfs::Lie::None;
};

/// One host on what `folder` holds, from its start over all that its clients do to a stop in good order, recorded.
/// First the clients ask again what they were not told.
/// @throws std::runtime_error  the host does not start, or answers nonsense.
void live(const std::filesystem::path& folder, const Plan& plan, const Known& known, Asks& asks, Random& random,
          Recording& recording);

}  // namespace buono::faults
