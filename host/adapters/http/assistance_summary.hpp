// What an operator of a Spazio sees of the person they sit with: a first name, where the applications stand, and which
// means there are. No family name, tax code, bracket, amount or purchase. Shared by the API and the page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <buono/result.hpp>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/instruments/instrument.hpp"
#include "core/people/assistance.hpp"

namespace buono::http {

struct AssistanceSummary {
    struct Application {
        registers::Id id;
        std::string programme;  ///< Its title, in the reader's language.
        std::string state;      ///< programmes::word
    };
    struct Instrument {
        instruments::Kind kind{};
        std::string label;
    };
    people::Assistance session;
    std::string given_name;
    std::vector<Application> applications;
    std::vector<Instrument> instruments;
};

/// The summary of the caller's open session; the read is durable before it is answered. not_found for any other.
Result<AssistanceSummary> readAssistance(Desk& desk, const Request& request, const registers::Id& session);

/// Opens a session with the code the person said. After ten wrong codes in a quarter of an hour: too_many_requests.
Result<people::Assistance> openAssistance(Desk& desk, const Request& request, std::string_view code);

Status endAssistance(Desk& desk, const Request& request, const registers::Id& session);

}  // namespace buono::http
