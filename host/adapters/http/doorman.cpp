#include "adapters/http/doorman.hpp"

#include "adapters/http/lobby.hpp"
#include "adapters/http/secret.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

constexpr std::int64_t kRemember_us = 1'000'000;
constexpr std::int64_t kTouchEvery_us = 60'000'000;
constexpr std::size_t kKnownMax = 10'000;
constexpr std::size_t kTokenSize = 43;

}  // namespace

std::string_view cookie(const Request& request, std::string_view name) {
    auto rest = request.header("cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        auto part = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        while (part.starts_with(' ')) part.remove_prefix(1);
        if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=')
            return part.substr(name.size() + 1);
    }
    return {};
}

Result<Doorman::Admission> Doorman::admit(const Request& request) {
    constexpr std::string_view kBearer = "Bearer ";
    const auto authorization = request.header("authorization");
    const bool by_cookie = authorization.empty();
    if (!by_cookie && !authorization.starts_with(kBearer))
        return Error{codes::kNotLoggedIn, {}, "use Authorization: Bearer"};
    const auto token = by_cookie ? cookie(request, kSessionCookie) : authorization.substr(kBearer.size());
    const auto* known = token.size() == kTokenSize ? recognise(token) : nullptr;
    if (known != nullptr) return Admission{known->session.caller(), known->csrf, by_cookie};
    if (!by_cookie) return Error{codes::kNotLoggedIn, {}, {}};
    return Admission{};
}

const Doorman::Known* Doorman::recognise(std::string_view token) {
    const auto ends = desk_.lobby.session_ends.load(std::memory_order_acquire);
    if (ends != ends_seen_ || known_.size() >= kKnownMax) known_.clear();
    ends_seen_ = ends;
    const auto now = desk_.clock.now();
    const std::string key{token};
    const auto found = known_.find(key);
    const bool fresh = found != known_.end() && now.us - found->second.read_us < kRemember_us;
    const auto* known = fresh ? &found->second : load(key, now);
    return known != nullptr && people::isAlive(known->session, now) ? known : nullptr;
}

const Doorman::Known* Doorman::load(const std::string& token, registers::Instant now) {
    auto session = desk_.views.accounts.session(desk_.digest.sha256(token));
    if (!session) {
        known_.erase(token);
        return nullptr;
    }
    if (people::isAlive(*session, now)) keepAlive(*session, now);
    auto& known = known_[token];
    known = {*std::move(session), csrfOf(desk_.digest, token), now.us};
    return &known;
}

void Doorman::keepAlive(people::Session& session, registers::Instant now) {
    if (now.us - session.last_seen.us < kTouchEvery_us) return;
    const auto key = desk_.ids.next().text();
    const registers::Ticket ticket{session.caller().actor(), key, desk_.digest.sha256(key), "keepSession"};
    const auto seen = desk_.registry.once(ticket, [&]() -> Result<registers::Reply> {
        if (auto kept = desk_.changes.accounts.keep_session.seen(session.id, now); !kept) return kept.error();
        return registers::Reply{204, {}};
    });
    if (seen) session.last_seen = now;  // Refused (a full disk): the session goes on and may end as idle.
}

}  // namespace buono::http
