// Metrics: counters of this process, and their text for Prometheus. Nothing about persons.
//
// Any thread may count; a count never waits. One object per process, owned by the lobby.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "adapters/http/route.hpp"

namespace buono::http {

class Metrics {
public:
    /// `routes` must outlive the object; requests that match none are counted under "none".
    explicit Metrics(std::span<const Route> routes);

    void countRequest(const Route* route, int status, std::int64_t duration_us);
    std::string text() const;

    // Kept by the server.
    std::atomic<std::int64_t> connections{0};
    std::atomic<std::int64_t> queued{0};
    std::atomic<std::uint64_t> refused_full{0};     ///< 503 because the queue was full.
    std::atomic<std::uint64_t> refused_framing{0};  ///< Closed after bytes that are no request.
    std::atomic<std::uint64_t> timed_out{0};        ///< Closed because a head, body or answer was too slow.

private:
    static constexpr std::array<int, 25> kStatuses{200, 201, 202, 204, 302, 303, 304, 307, 400, 401, 403, 404, 405,
                                                   409, 411, 412, 413, 415, 422, 429, 431, 500, 503, 507, 0};
    static constexpr std::array<std::int64_t, 11> kBounds_us{100,     300,     1'000,     3'000,     10'000,    30'000,
                                                             100'000, 300'000, 1'000'000, 3'000'000, 10'000'000};

    struct Operation {
        std::array<std::atomic<std::uint64_t>, kStatuses.size()> by_status{};
        std::array<std::atomic<std::uint64_t>, kBounds_us.size() + 1> by_duration{};
        std::atomic<std::uint64_t> total_us{0};
    };

    std::string_view nameOf(std::size_t place) const;
    void appendCounts(std::string& out) const;
    void appendDurations(std::string& out) const;

    std::span<const Route> routes_;
    std::unique_ptr<Operation[]> operations_;  ///< One a route, and the last for "none".
};

}  // namespace buono::http
