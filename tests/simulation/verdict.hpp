// Verdict: how one world ended, and how to see it again. play() runs a world whatever becomes of it. One thread.
#pragma once

#include <string>

#include "simulation/census.hpp"
#include "simulation/world.hpp"

namespace buono::simulation {

struct Verdict {
    bool held = false;  ///< Every law held, to the end.
    std::string what;   ///< The law that did not.
    std::uint64_t operations = 0;
    std::uint64_t crashes = 0;
    std::uint64_t entries = 0;
    std::size_t processes = 0;
    std::uint64_t digest = 0;  ///< Of the journal: the same for the same scale.
};

/// @param census  counts what happened in it.
Verdict play(const Scale& scale, Census& census);

/// "build/dev/bin/simulation --seed 7 --operations 25000"
std::string replayOf(const Scale& scale);

/// Says which world a failed check of the core ends, before the process does.
void nameWorldOnAbort(std::string program);

}  // namespace buono::simulation
