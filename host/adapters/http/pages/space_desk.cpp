// The desk of a Spazio: type the code a person says, see their summary with them, end.
//
// It shows a first name, where applications stand and which means there are; nothing outside an open session.
#include <algorithm>
#include <array>

#include "adapters/http/assistance_summary.hpp"
#include "adapters/http/html.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/notice_text.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/pages/shares.hpp"
#include "core/people/rooms.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;

constexpr std::size_t kCodeMax = 64;

struct StateText {
    std::string_view state;
    const char* text;
    const char* tone;
};

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
constexpr std::array kStates = std::to_array<StateText>({
    {"draft", SAY("Not sent yet"), "warn"},
    {"submitted", SAY("Received"), ""},
    {"under_review", SAY("Being checked"), ""},
    {"eligible", SAY("Accepted, waits for the ranking"), ""},
    {"refused", SAY("Not accepted"), "bad"},
    {"ranked", SAY("In the ranking"), ""},
    {"awarded", SAY("Voucher awarded"), "good"},
    {"waitlisted", SAY("On the waiting list"), "warn"},
});
#undef SAY

Data application(Desk& desk, const Request& request, const AssistanceSummary::Application& one) {
    const auto* known =
        std::find_if(kStates.begin(), kStates.end(), [&](const auto& state) { return state.state == one.state; });
    const bool found = known != kStates.end();
    return Data{}
        .text("programme", one.programme)
        .text("state", found ? pages::say(desk, request, known->text) : one.state)
        .text("tone", found ? known->tone : "");
}

std::string minutes(Desk& desk, registers::Instant until) {
    return std::to_string(pages::minutesLeft(until, desk.clock.now()));
}

Response deskPage(Desk& desk, const Request& request, const Error* error) {
    std::vector<Data> open;
    for (const auto& one : desk.views.people.assistances.ofOperator(request.caller.person, desk.clock.now()))
        open.push_back(Data{}.text("id", one.id.text()).text("minutes", minutes(desk, one.ends)));
    Data data;
    data.flag("any", !open.empty()).list("open", std::move(open));
    pages::addError(data, error, request);
    return pages::page(desk, request, "space_desk", "Help a person", std::move(data), error == nullptr ? 200 : 422);
}

}  // namespace

Response pageSpaceDesk(Desk& desk, const Request& request) { return deskPage(desk, request, nullptr); }

Response pageOpenAssistance(Desk& desk, const Request& request) {
    const auto opened = openAssistance(desk, request, request.field("code").substr(0, kCodeMax));
    return opened ? seeOther("/spazio/" + opened->id.text()) : deskPage(desk, request, &opened.error());
}

Response pageAssistance(Desk& desk, const Request& request) {
    const auto summary = readAssistance(desk, request, request.id("session_id"));
    if (!summary) return pages::refusalPage(desk, summary.error(), request);
    std::vector<Data> applications, means;
    for (const auto& one : summary->applications) applications.push_back(application(desk, request, one));
    for (const auto& one : summary->instruments)
        means.push_back(Data{}.text("kind", pages::kindText(desk, request, one.kind)).text("label", one.label));
    Data data;
    data.text("id", summary->session.id.text()).text("name", summary->given_name);
    data.text("minutes", minutes(desk, summary->session.ends));
    data.flag("any_application", !applications.empty()).list("applications", std::move(applications));
    data.flag("any_means", !means.empty()).list("means", std::move(means));
    return pages::page(desk, request, "assistance", "With the person", std::move(data));
}

Response pageEndAssistance(Desk& desk, const Request& request) {
    const auto ended = endAssistance(desk, request, request.id("session_id"));
    return ended ? seeOther("/spazio?esito=fine-aiuto") : pages::refusalPage(desk, ended.error(), request);
}

}  // namespace buono::http::operations
