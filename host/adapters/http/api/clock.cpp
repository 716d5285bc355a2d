// The city's time beside the machine's, and the word of somebody who knows the time when the two have parted.
#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "core/register/codes.hpp"
#include "core/register/watched_clock.hpp"

namespace buono::http::operations {
namespace {

json::Writer begun(const registers::ClockState& state) {
    json::Writer out;
    out.beginObject().member("now", state.now).member("machine", state.machine).member("sure", state.sure);
    return out;
}

}  // namespace

Response readClock(Desk& desk, const Request& request) {
    auto* clock = desk.lobby.settings.clock;
    if (clock == nullptr) return problem({codes::kNotFound, {}, {}}, request);
    return {200, begun(clock->state()).member("as_of", request.as_of).endObject().take()};
}

Response confirmClock(Desk& desk, const Request& request) {
    auto* clock = desk.lobby.settings.clock;
    if (clock == nullptr) return problem({codes::kNotFound, {}, {}}, request);
    json::Document document{request.body};
    auto body = document.object();
    const auto machine = body.instant("machine");
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        if (auto confirmed = clock->confirm(machine); !confirmed) return confirmed.error();
        return registers::Reply{200, begun(clock->state()).member("seq", request.as_of).endObject().take()};
    });
}

}  // namespace buono::http::operations
