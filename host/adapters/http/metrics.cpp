#include "adapters/http/metrics.hpp"

#include <algorithm>

namespace buono::http {
namespace {

std::uint64_t read(const std::atomic<std::uint64_t>& counter) { return counter.load(std::memory_order_relaxed); }

void appendHead(std::string& out, const char* name, const char* kind, const char* about) {
    out.append("# HELP ").append(name).append(" ").append(about).append("\n");
    out.append("# TYPE ").append(name).append(" ").append(kind).append("\n");
}

void appendSingle(std::string& out, const char* name, const char* kind, const char* about, std::uint64_t value) {
    appendHead(out, name, kind, about);
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

std::string seconds(std::uint64_t us) {
    auto fraction = std::to_string(us % 1'000'000);
    return std::to_string(us / 1'000'000) + "." + std::string(6 - fraction.size(), '0') + fraction;
}

}  // namespace

Metrics::Metrics(std::span<const Route> routes)
    : routes_{routes}, operations_{std::make_unique<Operation[]>(routes.size() + 1)} {}

void Metrics::countRequest(const Route* route, int status, std::int64_t duration_us) {
    auto& operation = operations_[route == nullptr ? routes_.size() : static_cast<std::size_t>(route - routes_.data())];
    const auto known = std::ranges::find(kStatuses, status);
    const auto place =
        known == kStatuses.end() ? kStatuses.size() - 1 : static_cast<std::size_t>(known - kStatuses.begin());
    operation.by_status[place].fetch_add(1, std::memory_order_relaxed);
    const auto bucket = std::ranges::lower_bound(kBounds_us, duration_us) - kBounds_us.begin();
    operation.by_duration[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    operation.total_us.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(duration_us, 0)),
                                 std::memory_order_relaxed);
}

std::string_view Metrics::nameOf(std::size_t place) const {
    return place == routes_.size() ? "none" : routes_[place].operation;
}

void Metrics::appendCounts(std::string& out) const {
    appendHead(out, "buono_http_requests_total", "counter",
               "Requests answered, by operation and status (0: any other).");
    for (std::size_t i = 0; i <= routes_.size(); ++i) {
        for (std::size_t s = 0; s < kStatuses.size(); ++s) {
            const auto count = read(operations_[i].by_status[s]);
            if (count == 0) continue;
            out.append("buono_http_requests_total{operation=\"").append(nameOf(i)).append("\",status=\"");
            out.append(std::to_string(kStatuses[s])).append("\"} ").append(std::to_string(count)).append("\n");
        }
    }
}

void Metrics::appendDurations(std::string& out) const {
    appendHead(out, "buono_http_request_seconds", "histogram", "From the whole request read to its answer ready.");
    for (std::size_t i = 0; i <= routes_.size(); ++i) {
        const auto label = "{operation=\"" + std::string{nameOf(i)} + "\"";
        std::uint64_t sum = 0;
        std::string lines;
        for (std::size_t b = 0; b <= kBounds_us.size(); ++b) {
            sum += read(operations_[i].by_duration[b]);
            const auto bound = b == kBounds_us.size() ? "+Inf" : seconds(static_cast<std::uint64_t>(kBounds_us[b]));
            lines +=
                "buono_http_request_seconds_bucket" + label + ",le=\"" + bound + "\"} " + std::to_string(sum) + "\n";
        }
        if (sum == 0) continue;
        out += lines;
        out += "buono_http_request_seconds_sum" + label + "} " + seconds(read(operations_[i].total_us)) + "\n";
        out += "buono_http_request_seconds_count" + label + "} " + std::to_string(sum) + "\n";
    }
}

std::string Metrics::text() const {
    std::string out;
    appendCounts(out);
    appendDurations(out);
    const auto gauge = [](const std::atomic<std::int64_t>& value) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(value.load(std::memory_order_relaxed), 0));
    };
    appendSingle(out, "buono_http_connections", "gauge", "Open connections.", gauge(connections));
    appendSingle(out, "buono_http_queued", "gauge", "Whole requests waiting for a handler thread.", gauge(queued));
    appendSingle(out, "buono_http_refused_full_total", "counter", "Answered 503: the queue was full.",
                 read(refused_full));
    appendSingle(out, "buono_http_refused_framing_total", "counter", "Closed: the bytes were no request.",
                 read(refused_framing));
    appendSingle(out, "buono_http_timed_out_total", "counter", "Closed: too slow.", read(timed_out));
    return out;
}

}  // namespace buono::http
