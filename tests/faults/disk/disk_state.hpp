// DiskState: what a disk may hold after the power was cut at some moment of a recording.
//
// What was synced stays. What was not may be lost or kept, write by write and sector by sector, and a name made or
// taken since the folder was last synced may or may not be so.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "faults/disk/recording.hpp"

namespace buono::faults {

using Random = std::mt19937_64;
using Files = std::map<std::string, std::string>;  ///< Name -> content.

/// What becomes of what was not synced.
enum class Loss : std::uint8_t {
    Nothing,  ///< All of it is kept: the disk was quick.
    All,      ///< All of it is lost.
    Rest,     ///< Kept up to one write, which is torn between two sectors.
    Some,     ///< Each write is kept or lost.
    Sectors,  ///< Each sector of 512 bytes is kept or lost.
};
inline constexpr Loss kLosses[] = {Loss::Nothing, Loss::All, Loss::Rest, Loss::Some, Loss::Sectors};

class DiskState {
public:
    /// Begins with what a folder holds, all of it durable.
    explicit DiskState(const Files& files);

    /// @param event  outlives this.
    void apply(const Event& event);
    bool hasPending() const;
    /// The database has writes that are not durable: a checkpoint is under way.
    bool inCheckpoint() const;
    Files after(Loss loss, Random& random) const;

private:
    struct Content {
        std::string durable;
        std::vector<std::pair<std::uint64_t, const Event*>> pending;  ///< With their place in the order of all.
    };
    using Names = std::map<std::string, std::shared_ptr<Content>>;

    class Chance;
    static std::string rebuilt(const Content& content, Chance& chance);

    Names names_;  ///< As the host sees them.
    Names durable_names_;
    std::vector<Names> pending_names_;  ///< After each change since the folder was synced.
    std::uint64_t count_ = 0;
};

/// The database's files of a folder: not shared memory, which no power cut leaves, and not the lock.
Files filesIn(const std::filesystem::path& folder);
void write(const Files& files, const std::filesystem::path& folder);

}  // namespace buono::faults
