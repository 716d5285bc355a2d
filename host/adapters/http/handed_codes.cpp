#include "adapters/http/handed_codes.hpp"

#include <sodium.h>

#include <array>

#include "adapters/http/change.hpp"
#include "core/people/access.hpp"
#include "core/people/assistance.hpp"
#include "core/people/code.hpp"
#include "core/people/rooms.hpp"

namespace buono::http {
namespace {

template <std::size_t bytes>
std::string newCode() {
    BUONO_CHECK(sodium_init() >= 0);
    std::array<unsigned char, bytes> drawn;
    randombytes_buf(drawn.data(), drawn.size());
    return people::handedCode(drawn);
}

/// `give` keeps the code, and answers what was kept.
template <class Give>
Result<HandedCode> handed(Desk& desk, const Request& request, const std::string& code, const Give& give) {
    HandedCode out{people::groupedHandedCode(code), {}};
    const auto kept = changeInSecret(desk, request, [&]() -> Result<registers::Reply> {
        const auto given = give(desk.clock.now());
        if (!given) return given.error();
        out.expires = given->expires;
        return registers::Reply{201, {}};
    });
    if (!kept) return kept.error();
    return out;
}

}  // namespace

Result<HandedCode> giveAccessCode(Desk& desk, const Request& request, const registers::Id& person) {
    const auto code = newCode<people::kAccessCodeBytes>();
    return handed(desk, request, code,
                  [&](registers::Instant now) { return desk.changes.people.give_access_code(person, code, now); });
}

Result<HandedCode> giveAssistanceCode(Desk& desk, const Request& request) {
    const auto code = newCode<people::kAssistanceCodeBytes>();
    return handed(desk, request, code, [&](registers::Instant now) {
        return desk.changes.people.give_assistance_code(request.caller.person, code, now);
    });
}

}  // namespace buono::http
