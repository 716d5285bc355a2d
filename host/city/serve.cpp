#include "city/serve.hpp"

#include <csignal>
#include <ostream>

#include "adapters/cli/command_line.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/pages/site.hpp"
#include "adapters/http/server/server.hpp"
#include "adapters/http/waiting_register.hpp"
#include "adapters/store/database.hpp"
#include "city/desk.hpp"
#include "city/outside.hpp"
#include "city/version.hpp"

namespace buono::city {
namespace {

std::atomic<http::Server*> g_serving{nullptr};  // For the signal handler, which is given nothing.

void onSignal(int) {
    if (auto* server = g_serving.load()) server->stop();
}

void stopOnSignals() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

/// What this process wrote is read by all its readers; other hosts, where there may be any, must be asked of.
std::function<std::uint64_t(http::Desk&, bool)> asOf(store::Writer& writer, bool alone) {
    return [&writer, alone](http::Desk& desk, bool reads) {
        if (alone || !reads) return writer.seq();
        if (desk.views.ledger.entries.head().seq > writer.seq()) {
            const http::Crew::Away away;
            writer.catchUp();
        }
        return writer.seq();
    };
}

http::ServerConfig serverConfig(const settings::Settings& settings) {
    http::ServerConfig config;
    config.address = settings.address;
    config.port = static_cast<std::uint16_t>(settings.port);
    config.handler_threads = static_cast<std::size_t>(settings.handlers);
    config.proxies = settings.proxies;
    return config;
}

int refused(const Error& error, std::ostream& out, int code) {
    out << "buono: " << error.field << (error.field.empty() ? "" : ": ") << error.detail << std::endl;
    return code;
}

std::string_view word(plugins::Kind kind) {
    switch (kind) {
        case plugins::Kind::Payment: return "payment";
        case plugins::Kind::Provider: return "provider";
        case plugins::Kind::Verifier: return "verifier";
    }
    return {};
}

std::vector<http::InstalledPlugin> shown(const plugins::Supervisor& supervisor) {
    std::vector<http::InstalledPlugin> all;
    for (const auto& one : supervisor.standings())
        all.push_back({one.manifest.id, one.manifest.name, one.manifest.version, std::string{word(one.manifest.kind)},
                       std::string{plugins::word(one.isolation)}, one.resting, static_cast<std::int64_t>(one.processes),
                       static_cast<std::int64_t>(one.calls), static_cast<std::int64_t>(one.faults)});
    return all;
}

void listen(Foundation& city, store::Writer& writer, Outside& outside, std::ostream& out) {
    const auto& settings = city.settings();
    const http::pages::Site site{settings.templates, settings.assets};
    http::Lobby lobby{{kVersion,
                       true,
                       {},
                       asOf(writer, city.connection().engine() == store::Engine::Sqlite),
                       http::pages::refusalPage,
                       &site,
                       city.since(),
                       city.movableClock(),
                       [&outside] { return shown(outside.supervisor()); },
                       &city.notary(),
                       &city.watchedClock(),
                       &outside.bankFiles()}};
    http::WaitingRegister registry{writer};
    const Shared shared{city.tools(), city.database(), registry, city.book(), city.changing().changes(), lobby};
    http::Server server{serverConfig(settings), lobby.metrics,
                        [&lobby](auto method, auto target) { return lobby.router.bodyCap(method, target); },
                        http::dispatchers([&shared] { return makeDesk(shared); })};
    g_serving = &server;
    stopOnSignals();
    out << "Buono serves " << settings.city_name << " at http://" << settings.address << ':' << server.port()
        << std::endl;
    server.run();
    g_serving = nullptr;
}

/// However serving ends, a port in use included: what changes things stops before what it refers to is gone.
struct Stopping {
    Outside& outside;
    store::Writer& writer;
    ~Stopping() {
        outside.stop();
        writer.stop();
    }
};

}  // namespace

int serve(const settings::Settings& settings, std::ostream& out) {
    auto city = Foundation::lay(settings);
    if (!city) return refused(city.error(), out, store::exitCodeOf(city.error()));
    Outside* waiting = nullptr;
    auto writer = (*city)->writer([&waiting](registers::Instant due) { waiting->notify(due); },
                                  [&waiting](std::uint64_t seq) { waiting->saw(seq); });
    Outside outside{**city, *writer};
    waiting = &outside;
    const Stopping stopping{outside, *writer};
    writer->start();
    if (auto installed = outside.install(); !installed)
        return refused(installed.error(), out, store::exitCodeOf(installed.error()));
    outside.start();
    listen(**city, *writer, outside, out);
    return static_cast<int>(cli::Exit::Done);
}

}  // namespace buono::city
