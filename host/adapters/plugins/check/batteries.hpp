// Batteries: the checks, each with its name, the one sentence it proves, and what a plugin must have for it.
//
// The names are part of the tool: build servers and the kit's own mutants refer to them.
#pragma once

#include <vector>

#include "adapters/plugins/check/report.hpp"
#include "adapters/plugins/check/trial.hpp"

namespace buono::plugins::check {

struct Check {
    const char* name;
    const char* claim;
    std::string (*lacks)(const Trial&);  ///< What the plugin lacks for it; "" when nothing.
    void (*run)(Trial&);
};

std::vector<Check> loading();        ///< Any plugin: it starts, and is what its manifest says.
std::vector<Check> everyKind();      ///< What begins, is asked about and is undone.
std::vector<Check> interruptions();  ///< Killed, overtaken, out of space.
std::vector<Check> network();        ///< What works over the network, against the author's simulator.
std::vector<Check> notifications();  ///< Payment: webhook and settlement files.

/// All that belong to this plugin, or the one named; in order.
std::vector<Check> checksFor(Kind kind);
Finding runOne(const Check& check, const Setting& setting, std::uint64_t seed);

// ---- what a check may need
std::string nothing(const Trial&);
std::string beginning(const Trial& trial);  ///< It has the operation with which something begins, and its question.
std::string undoing(const Trial& trial);    ///< ... and the one that undoes it.

}  // namespace buono::plugins::check
