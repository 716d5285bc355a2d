// Commands: what `buono` does as a client of a running host.
//
// Each sends requests, prints what came back, and answers an exit code (see Exit). Results go to `out`, progress
// and problems to `err`; a progress bar only when `err` is a terminal.
#pragma once

#include <iosfwd>

#include "adapters/cli/command_line.hpp"

namespace buono::cli {

struct Console {
    std::ostream& out;
    std::ostream& err;
    bool json = false;
    bool terminal = false;  ///< `err` is one: draw progress.
};

/// Runs a command that is a client. One that opens the database itself is not for this function: a bug.
int runClient(const CommandLine& line, Console console);

}  // namespace buono::cli
