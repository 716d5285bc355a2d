// What an operator asks of any host: alive, ready, counters, the description, the version.
#include "adapters/http/json_writer.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/route.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {

Response healthz(Desk&, const Request&) { return {200, "ok\n", "text/plain; charset=utf-8"}; }

Response readyz(Desk& desk, const Request& request) {
    if (!desk.lobby.readiness.canCommit(desk.registry, desk.ids))
        return problem({codes::kBusy, {}, "the store does not commit"}, request);
    return {200, "ready\n", "text/plain; charset=utf-8"};
}

Response metrics(Desk& desk, const Request&) {
    return {200, desk.lobby.metrics.text(), "text/plain; version=0.0.4; charset=utf-8"};
}

Response openapiDocument(Desk&, const Request&) { return {200, std::string{openapiJson()}}; }

Response readStatus(Desk& desk, const Request& request) {
    json::Writer out;
    out.beginObject()
        .member("version", desk.lobby.settings.version)
        .member("now", desk.clock.now())
        .member("since", desk.lobby.settings.since)
        .member("demo", desk.lobby.settings.demo_clock != nullptr)
        .member("as_of", request.as_of)
        .endObject();
    return {200, out.take()};
}

}  // namespace buono::http::operations
