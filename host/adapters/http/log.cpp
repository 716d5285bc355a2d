#include "adapters/http/log.hpp"

#include <unistd.h>

#include <mutex>
#include <string>

#include "adapters/http/json_writer.hpp"
#include "adapters/http/roles.hpp"

namespace buono::http {
namespace {

constexpr std::size_t kKeptMax = 64 * 1024;

std::mutex g_turn;
std::string g_kept;  ///< Whole lines that are not written yet.

void write(std::string_view lines) {
    if (!lines.empty()) (void)!::write(STDERR_FILENO, lines.data(), lines.size());  // Lines of threads never mix.
}

void keepLine(const std::string& line) {
    const std::lock_guard lock{g_turn};
    g_kept.append(line) += '\n';
    if (g_kept.size() < kKeptMax) return;
    write(g_kept);
    g_kept.clear();
}

}  // namespace

void logRequest(const RequestLine& line) {
    json::Writer out;
    out.beginObject()
        .member("time", line.at)
        .member("level", "info")
        .member("event", "request")
        .member("request_id", line.request_id)
        .member("operation", line.operation)
        .member("status", line.status)
        .member("duration_us", line.duration_us)
        .member("role", nameOf(line.role))
        .endObject();
    keepLine(out.take());
}

void flushLog() {
    const std::lock_guard lock{g_turn};
    write(g_kept);
    g_kept.clear();
}

void logTrouble(registers::Instant at, std::string_view request_id, std::string_view event, std::string_view what) {
    json::Writer out;
    out.beginObject()
        .member("time", at)
        .member("level", "error")
        .member("event", event)
        .member("request_id", request_id)
        .member("what", what)
        .endObject();
    keepLine(out.take());
    flushLog();
}

}  // namespace buono::http
