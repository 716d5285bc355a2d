// A connection's bytes: what they mean must not depend on how they arrive.
#include "adapters/http/server/intake.hpp"

#include <vector>

#include "input.hpp"

namespace {

using namespace buono;
using http::Intake;

struct Seen {
    bool refused = false;
    ErrorCode code{};
    std::vector<std::string> requests;
    bool operator==(const Seen&) const = default;
};

std::string textOf(const Intake::Taken& taken) {
    auto text = taken.head.method + " " + taken.head.target + "\n";
    for (const auto& [name, value] : taken.head.headers) text += name + ":" + value + "\n";
    return text + (taken.head.keep_alive ? "stays\n" : "closes\n") + taken.body;
}

void check(const Intake::Taken& taken) {
    const auto& head = taken.head;
    BUONO_CHECK(head.target.starts_with('/') && head.body_bytes == taken.body.size());
    BUONO_CHECK(head.headers.size() <= http::kFieldsMax && !head.headers.get("host").empty());
    BUONO_CHECK(!head.headers.has("transfer-encoding"));
}

Seen feed(std::string_view bytes, std::size_t step) {
    Intake intake;
    Seen seen;
    const auto cap = [](std::string_view, std::string_view) { return std::uint64_t{10'000}; };
    for (std::size_t at = 0; at < bytes.size() && !seen.refused; at += step) {
        intake.append(bytes.substr(at, step));
        for (;;) {
            const auto state = intake.look(cap);
            seen.refused = !state;
            if (!state) seen.code = state.error().code;
            if (!state || *state != Intake::State::Whole) break;
            const auto taken = intake.take();
            check(taken);
            seen.requests.push_back(textOf(taken));
        }
    }
    return seen;
}

}  // namespace

FUZZ(text) {
    const auto step = static_cast<std::size_t>(test::takeByte(text)) + 1;
    BUONO_CHECK(feed(text, text.size() + 1) == feed(text, step));
}
