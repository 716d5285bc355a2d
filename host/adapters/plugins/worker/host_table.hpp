// host_table: the services a plugin sees, each one request to the host and one reply. Runs in the worker only.
//
// When the host does not answer any more the process ends: there is nobody left to work for.
#pragma once

#include <buono/plugin/abi.h>

#include "adapters/plugins/channel.hpp"

namespace buono::plugins {

/// What the functions of the table work with; their ctx.
struct Line {
    Channel& channel;
    std::uint64_t call = 0;  ///< 0 outside a call: every service is refused then.
};

buono_host hostTable(Line& line);

}  // namespace buono::plugins
