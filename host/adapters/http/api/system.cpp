// What an operator asks of any host: alive, ready, counters, the description, the version.
#include "adapters/http/json_writer.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/route.hpp"
#include "core/register/codes.hpp"
#include "core/register/watched_clock.hpp"

namespace buono::http::operations {
namespace {

void appendClock(std::string& out, Desk& desk) {
    auto* clock = desk.lobby.settings.clock;
    if (clock == nullptr) return;
    const auto state = clock->state();
    out.append("# HELP buono_clock_sure 0 while the machine's clock has jumped and nobody confirmed it.\n");
    out.append("# TYPE buono_clock_sure gauge\nbuono_clock_sure ").append(state.sure ? "1\n" : "0\n");
    out.append("# HELP buono_clock_machine_ahead_seconds The machine's clock against the city's time.\n");
    out.append("# TYPE buono_clock_machine_ahead_seconds gauge\nbuono_clock_machine_ahead_seconds ");
    out.append(std::to_string((state.machine.us - state.now.us) / 1'000'000)).append("\n");
}

}  // namespace

Response healthz(Desk&, const Request&) { return {200, "ok\n", "text/plain; charset=utf-8"}; }

Response readyz(Desk& desk, const Request& request) {
    if (!desk.lobby.readiness.canCommit(desk.registry, desk.ids))
        return problem({codes::kBusy, {}, "the store does not commit"}, request);
    std::string words = "ready\n";
    if (!desk.clock.isSure())
        words += "the machine's clock has jumped: nothing expires until it is back or confirmed (buono clock)\n";
    return {200, std::move(words), "text/plain; charset=utf-8"};
}

Response metrics(Desk& desk, const Request&) {
    auto text = desk.lobby.metrics.text();
    appendClock(text, desk);
    return {200, std::move(text), "text/plain; version=0.0.4; charset=utf-8"};
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
