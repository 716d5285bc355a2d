// Census: what happened in the worlds of a run, so that a simulation which no longer reaches something says so.
//
// A value that only grows. One thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulation/world.hpp"

namespace buono::simulation {

class Census {
public:
    void add(const World& world);
    /// "acknowledged buy" and the like, of which a long enough run must have some, and this one has none.
    std::vector<std::string> missing() const;
    const std::map<std::string, std::uint64_t>& counts() const { return counts_; }
    std::uint64_t operations() const { return operations_; }

private:
    std::map<std::string, std::uint64_t> counts_;
    std::uint64_t operations_ = 0;
};

}  // namespace buono::simulation
