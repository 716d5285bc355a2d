// judge: what is believed of a plugin's answer, given what the host itself knows. Pure; one table.
//
// Doubt is UNKNOWN, which keeps the money held and asks again. An incident counts against the plugin.
#pragma once

#include <buono/plugin/abi.h>
#include <cstdint>
#include <string>
#include <vector>

namespace buono::plugins {

/// One request to a plugin. Texts name no person.
struct Call {
    std::uint32_t op = 0;
    std::string op_id;
    std::string parent_id;
    std::string ref;
    std::int64_t amount_minor = 0;
    std::string currency = "EUR";
    std::uint32_t attempt = 1;
    std::string data;
    bool recorded = false;  ///< The host keeps a statement of its own that this happened (the till's receipt).
};

enum class How : std::uint8_t {
    Answered,
    NotDelivered,  ///< No worker, or it never got the call.
    Died,
    Late,     ///< Killed at its deadline.
    Garbage,  ///< Broke the frames or its limits; killed.
};

/// What the host saw during one call.
struct Witness {
    How how = How::NotDelivered;
    bool wants_network = false;
    int released = 0;   ///< Requests that left this machine.
    int completed = 0;  ///< ... and were answered.
    bool kept = false;  ///< The plugin read or wrote a value in the host's store.
};

struct Said {
    std::uint32_t outcome = BUONO_UNKNOWN;
    std::int64_t amount_minor = 0;
    std::int64_t check_after_ms = 0;
    std::int64_t valid_until_ms = 0;
    std::string currency;
    std::string ref;
    std::string reason;
    std::string message;
    std::string redirect_url;
};

struct Verdict {
    buono_outcome outcome = BUONO_UNKNOWN;
    bool incident = false;
    std::string why;  ///< English, for the log.
    Said said;        ///< To be used only as far as the outcome goes.
    std::vector<std::string> emitted;
};

Verdict judge(const Call& call, const Witness& witness, Said said);

}  // namespace buono::plugins
