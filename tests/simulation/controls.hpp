// The controls: every planted fault must be found by a law, within a few worlds. A simulation that misses one proves
// nothing.
#pragma once

namespace buono::simulation {

/// Prints a line a fault; how many were missed.
int runControls();

}  // namespace buono::simulation
