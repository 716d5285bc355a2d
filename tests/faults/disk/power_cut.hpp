// PowerCut: hosts live on a disk, one after the other, and the power is cut at sampled moments of each life.
//
// At each such moment the disk is rebuilt with all, none, some or torn pieces of what was not synced, and every one of
// these states is started and judged in a child process.
#pragma once

#include "faults/disk/judge.hpp"

namespace buono::faults {

class PowerCut {
public:
    struct Ways {
        std::string audit;  ///< The program buono-audit, for a sample of the states.
        std::string keep;   ///< Where the first bad state is copied to; "" for nowhere.
    };
    struct Counts {
        std::size_t states = 0, bad = 0, torn = 0, checkpoints = 0, in_flight = 0, audited = 0;
        std::string first_wrong;
    };

    PowerCut(std::uint64_t seed, Ways ways);
    ~PowerCut();
    PowerCut(const PowerCut&) = delete;
    PowerCut& operator=(const PowerCut&) = delete;

    /// Lives on the disk as it is, then judges so many states of that life and leaves the disk in one of them.
    Counts run(const Plan& plan, std::size_t states);
    void beginAnew() { disk_.clear(), known_ = {}; }

private:
    struct Life;
    struct Verdict;

    Counts judged(const Life& life, std::size_t states);
    std::vector<std::size_t> sampled(const Life& life, std::size_t states);
    void cut(const DiskState& disk, const Known& known, Counts& counts);
    void judgeFrom(std::size_t loss, const DiskState& disk, const Known& known, std::uint64_t seed);

    const Ways ways_;
    Random random_;
    std::filesystem::path folder_;
    Verdict* verdict_;  ///< Shared with the children.
    Asks asks_;
    Files disk_;
    Known known_;
};

}  // namespace buono::faults
