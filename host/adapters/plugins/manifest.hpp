// Manifest: what a plugin is and asks for, as sdk/schema/plugin.schema.json describes it.
//
// A value type. It asks; what it gets is decided by the host.
#pragma once

#include <buono/result.hpp>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace buono::plugins {

enum class Kind : std::uint8_t { Payment, Provider, Verifier };

struct Manifest {
    std::string id;
    std::string name;
    std::string version;
    std::string license;
    std::string sdk;
    Kind kind = Kind::Payment;
    std::set<std::string> operations;
    std::set<std::string> http;     ///< Empty: it wants no network, and the host's own record judges it.
    std::set<std::string> secrets;  ///< Names only.
    std::set<std::string> config;
    std::set<std::string> currencies;
    std::int64_t kv_bytes = 1 << 20;
    std::int64_t min_minor = 0;
    std::int64_t max_minor = 0;
    std::int64_t deadline_ms = 5000;
    std::int64_t idempotency_window_s = 0;
    std::int64_t max_in_flight_s = 0;
};

/// Another ABI is refused first, naming both versions and the remedy; then anything the schema does not know.
Result<Manifest> parseManifest(std::string_view text);

}  // namespace buono::plugins
