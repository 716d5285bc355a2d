// What only a demonstration has: a clock that can be moved forward. In any other city this operation does not exist.
#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "core/register/codes.hpp"
#include "core/register/movable_clock.hpp"

namespace buono::http::operations {

Response moveClock(Desk& desk, const Request& request) {
    auto* clock = desk.lobby.settings.demo_clock;
    if (clock == nullptr) return problem({codes::kNotFound, {}, {}}, request);
    json::Document document{request.body};
    auto body = document.object();
    const auto now = body.instant("now");
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        if (auto moved = clock->moveTo(now); !moved) return moved.error();
        json::Writer out;
        out.beginObject().member("now", now).member("seq", request.as_of).endObject();
        return registers::Reply{200, out.take()};
    });
}

}  // namespace buono::http::operations
