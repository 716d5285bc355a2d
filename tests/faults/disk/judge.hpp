// Judge: starts a host on what a power cut has left and says what is wrong with it.
//
// Everything is compared with what the clients asked and were told, by sums of its own: a change that was answered is
// there with the same bytes, one that was not is whole or absent, asked again each is made exactly once, the chain is
// whole from its first entry, and balances are what the journal says, however far their rows lag behind it.
#pragma once

#include "faults/disk/clients.hpp"

namespace buono::faults {

/// Empty when nothing is wrong. Damage ends the process with exit code 70: call it in a child.
/// @param audit  the program buono-audit, which must prove what the host leaves; empty leaves it out.
std::string judge(const std::filesystem::path& folder, const Known& known, const Asks& asks, Random& random,
                  const std::string& audit);

}  // namespace buono::faults
