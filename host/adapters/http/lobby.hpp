// Lobby: what all desks of one process share. Every part of it may be used by any thread.
//
// main.cpp makes one and hands it to the server and to each Desk; it outlives them.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "adapters/http/metrics.hpp"
#include "adapters/http/readiness.hpp"

namespace buono::http {

struct Lobby {
    Lobby(std::string version_text, std::span<const Route> table) : version{std::move(version_text)}, metrics{table} {}

    const std::string version;
    Metrics metrics;
    Readiness readiness;
};

}  // namespace buono::http
