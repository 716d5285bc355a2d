// The frozen ranking of a call, place by place. It names applications, never persons.
#include <charconv>

#include "adapters/http/operations.hpp"
#include "adapters/http/pages/city.hpp"
#include "core/programmes/ports.hpp"
#include "core/programmes/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;
using programmes::ApplicationState;

constexpr int kShown = 100;

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
Data row(Desk& desk, const Request& request, const programmes::Placed& placed) {
    const bool awarded = placed.state == ApplicationState::Awarded;
    const bool waits = placed.state == ApplicationState::Waitlisted;
    const auto* state = awarded ? SAY("Voucher awarded") : waits ? SAY("On the waiting list") : SAY("In the ranking");
    return Data{}
        .text("place", std::to_string(placed.place))
        .text("application", placed.application.text())
        .text("state", pages::say(desk, request, state))
        .text("tone", awarded ? "good"
                      : waits ? "warn"
                              : "");
}
#undef SAY

int placeOf(std::string_view text) {
    int place = 0;
    std::from_chars(text.data(), text.data() + text.size(), place);
    return place < 0 ? 0 : place;
}

}  // namespace

Response pageRanking(Desk& desk, const Request& request) {
    const auto programme = pages::callOf(desk, request);
    if (!programme) return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    const auto& rankings = desk.views.programmes.rankings;
    const auto ranking = rankings.ofProgramme(programme->id);
    if (!ranking) return pages::refusalPage(desk, {codes::kNotRanked, {}, {}}, request);
    const int after = placeOf(request.argument("dopo"));
    auto placed = rankings.placed(programme->id, after, kShown + 1);
    const bool more = placed.size() > static_cast<std::size_t>(kShown);
    if (more) placed.pop_back();
    std::vector<Data> rows;
    for (const auto& one : placed) rows.push_back(row(desk, request, one));
    Data data;
    data.text("id", programme->id.text()).text("name", pages::titleOf(programme->call, request.language));
    data.text("seed", ranking->seed).text("on", pages::day(desk, ranking->at));
    data.text("applications", std::to_string(ranking->applications));
    data.flag("later", more).text("last", placed.empty() ? "0" : std::to_string(placed.back().place));
    data.flag("earlier", after > 0).text("before", std::to_string(after > kShown ? after - kShown : 0));
    data.list("rows", std::move(rows));
    return pages::page(desk, request, "ranking", "Ranking", std::move(data));
}

}  // namespace buono::http::operations
