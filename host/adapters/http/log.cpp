#include "adapters/http/log.hpp"

#include <unistd.h>

#include <string>

#include "adapters/http/json_writer.hpp"
#include "adapters/http/roles.hpp"

namespace buono::http {
namespace {

void writeLine(std::string line) {
    line += '\n';
    (void)!::write(STDERR_FILENO, line.data(), line.size());  // One call a line: lines of threads never mix.
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
    writeLine(out.take());
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
    writeLine(out.take());
}

}  // namespace buono::http
