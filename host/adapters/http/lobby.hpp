// Lobby: what all desks of one process share. Every part of it may be used by any thread.
//
// main.cpp makes one and hands it to each Desk; it outlives the server.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "adapters/http/code_guard.hpp"
#include "adapters/http/login_limiter.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/passwords.hpp"
#include "adapters/http/readiness.hpp"
#include "adapters/http/router.hpp"
#include "core/register/time.hpp"

namespace buono::ledger {
class Notary;
}
namespace buono::purchases {
class BankFiles;
}
namespace buono::registers {
class MovableClock;
class WatchedClock;
}  // namespace buono::registers

namespace buono::http {

namespace pages {
class Site;
}

/// A plugin of this host at this moment, as GET /v1/plugins shows it.
struct InstalledPlugin {
    std::string id;
    std::string name;
    std::string version;
    std::string kind;       ///< "payment", "provider", "verifier".
    std::string isolation;  ///< "filtered", "sealed", "apart".
    bool resting = false;   ///< After faults: it is not asked for a while.
    std::int64_t processes = 0;
    std::int64_t calls = 0;  ///< Since the start of this host, as its faults.
    std::int64_t faults = 0;
};

struct LobbySettings {
    std::string version;
    bool log_requests = true;
    PasswordCost password_cost{};
    /// A ledger seq that this desk's views have reached. `reads`: the answer is for somebody who reads, and may cost a
    /// look at the database where other hosts write too.
    std::function<std::uint64_t(Desk&, bool reads)> as_of = nullptr;
    /// How a page says no (or sends to the log-in); problem+json without it.
    Response (*refusal_page)(Desk&, const Error&, const Request&) = nullptr;
    const pages::Site* site = nullptr;              ///< What pages are made of; without it the pages do not work.
    registers::Instant since{};                     ///< When the city was created.
    registers::MovableClock* demo_clock = nullptr;  ///< Only a demonstration has one.
    std::function<std::vector<InstalledPlugin>()> plugins = [] { return std::vector<InstalledPlugin>{}; };
    const ledger::Notary* notary = nullptr;  ///< Signs the head that GET /v1/ledger/head names.
    registers::WatchedClock* clock =
        nullptr;  ///< The city's time beside the machine's; without it GET /v1/clock is absent.
    purchases::BankFiles* bank_files = nullptr;  ///< Who reads an ente's bank file, where a method does.
};

struct Lobby {
    explicit Lobby(LobbySettings chosen, std::span<const Route> table = routes())
        : settings{std::move(chosen)}, router{table}, metrics{table}, passwords{settings.password_cost} {}

    const LobbySettings settings;
    const Router router;
    Metrics metrics;
    Readiness readiness;
    Passwords passwords;
    LoginLimiter logins;
    CodeGuard code_guard;
    std::atomic<std::uint64_t> session_ends{0};  ///< Grows whenever a session ends; doormen forget what they knew.
};

}  // namespace buono::http
