#include "city/outside.hpp"

#include <filesystem>

#include "adapters/http/log.hpp"
#include "adapters/store/database.hpp"
#include "core/register/codes.hpp"

namespace buono::city {
namespace {

namespace files = std::filesystem;

std::unique_ptr<store::Connection> reader(const std::string& database) {
    auto connection = store::open(database, store::Mode::Reading);
    if (!connection) throw store::StoreDown{connection.error().detail};
    return *std::move(connection);
}

plugins::Supervisor::Ways waysOf(const settings::Settings& settings) {
    const auto beside = files::read_symlink("/proc/self/exe").parent_path() / "buono-worker";
    const auto worker = settings.worker.empty() ? beside : files::absolute(settings.worker);
    plugins::Supervisor::Ways ways;
    ways.worker = worker.string();
    ways.built_here = (files::path{settings.plugins_folder} / "BUILT_HERE").string();
    ways.deadline_ms = settings.plugin_deadline_ms;
    ways.processes_max = static_cast<std::size_t>(settings.plugin_processes);
    for (auto level : {plugins::Isolation::Filtered, plugins::Isolation::Sealed, plugins::Isolation::Apart})
        if (settings.plugin_isolation_min == plugins::word(level)) ways.isolation_min = level;
    return ways;
}

}  // namespace

Outside::Outside(Foundation& foundation, registers::Register& registry)
    : foundation_{foundation},
      connection_{reader(foundation.database())},
      kept_{reader(foundation.database())},
      keeping_{foundation.connection()},
      operations_{*connection_},
      catalogue_{*connection_, foundation.tools().showcase},
      queue_{*connection_},
      supervisor_{waysOf(foundation.settings()),
                  {registry, foundation.tools().clock, foundation.tools().digest, kept_, keeping_,
                   [&foundation](std::string_view plugin, int, std::string_view) {
                       http::logTrouble(foundation.tools().clock.now(), {}, "plugin", plugin);
                   },
                   [&foundation](std::string_view plugin, std::string_view why) {
                       http::logTrouble(foundation.tools().clock.now(), {}, "plugin_fault",
                                        std::string{plugin} + ": " + std::string{why});
                   }}},
      methods_{supervisor_, operations_, catalogue_},
      providers_{supervisor_},
      bank_files_{supervisor_},
      errands_{
          {registry, foundation.tools().clock, foundation.tools().digest, operations_},
          {methods_, providers_},
          {foundation.changing().settle(), foundation.changing().settleRedemption(), foundation.changing().lapse()}},
      redemptions_{*connection_},
      codes_{*connection_, foundation.tools().known_codes},
      told_entries_{*connection_},
      tell_{{registry, foundation.tools().clock, foundation.tools().digest},
            {redemptions_, codes_, told_entries_},
            foundation.changing().telling()},
      head_connection_{reader(foundation.database())},
      entries_{*head_connection_},
      head_drop_{{entries_, foundation.notary(), foundation.tools().clock, foundation.settings().data_directory,
                  [&foundation](const Error&) {
                      http::logTrouble(foundation.tools().clock.now(), {}, "head_not_dropped", {});
                  }}} {}

Status Outside::install() {
    const files::path folder{foundation_.settings().plugins_folder};
    for (const auto& plugin : foundation_.settings().plugins) {
        const auto path = (folder / plugin.file).string();
        if (auto done = supervisor_.install({plugin.name, path, plugin.sha256, plugin.config}); !done) return done;
    }
    return kOk;
}

void Outside::start() {
    const courier::Route tell{[this](auto errands) { return tell_(errands); }, purchases::Tell::kAtOnce};
    courier::Routes routes{
        {std::string{purchases::kAskMethod}, [this](const registers::Errand& e) { return errands_.askMethod(e); }},
        {std::string{purchases::kAskProvider}, [this](const registers::Errand& e) { return errands_.askProvider(e); }},
        {std::string{purchases::kLapse}, [this](const registers::Errand& e) { return errands_.lapse(e); }},
        {std::string{purchases::kTellPayment}, tell}};
    auto& clock = foundation_.tools().clock;
    const auto failed = [&clock](const registers::Errand& errand, const Error& error) {
        if (error.code == codes::kClockInDoubt) return;  // The clock's own line says so, once.
        http::logTrouble(clock.now(), {}, "errand_failed", errand.kind);
    };
    courier_ = std::make_unique<courier::Courier>(courier::Desk{queue_, clock, failed}, std::move(routes));
    awake_ = courier_.get();
    head_drop_.start();
}

void Outside::notify(registers::Instant due) {
    if (auto* courier = awake_.load()) courier->notify(due);
}

void Outside::stop() {
    if (courier_) courier_->stop();
    head_drop_.stop();
}

}  // namespace buono::city
