// What is installed: plugins for the city's staff, payment methods for everybody.
#include "adapters/http/json_writer.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "core/purchases/ports.hpp"
#include "core/purchases/rooms.hpp"

namespace buono::http::operations {

Response listPlugins(Desk& desk, const Request& request) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& plugin : desk.lobby.settings.plugins())
        out.beginObject()
            .member("id", plugin.id)
            .member("name", plugin.name)
            .member("version", plugin.version)
            .member("kind", plugin.kind)
            .member("isolation", plugin.isolation)
            .member("state", plugin.resting ? "resting" : "ready")
            .member("processes", plugin.processes)
            .member("calls", plugin.calls)
            .member("faults", plugin.faults)
            .endObject();
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response listMethods(Desk& desk, const Request& request) {
    constexpr std::int64_t kMinuteUs = 60'000'000;
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& method : desk.views.purchases.methods)
        out.beginObject()
            .member("name", method.name)
            .member("pay_within_minutes", method.pay_within_us / kMinuteUs)
            .endObject();
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace buono::http::operations
