#include "adapters/plugins/supervisor.hpp"

#include <unistd.h>

#include <algorithm>

#include "core/register/codes.hpp"

namespace buono::plugins {
namespace {

std::int64_t monotonicMs() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

Error notGranted(const std::string& field, std::string why) {
    return {codes::kPluginNotGranted, field, std::move(why)};
}

}  // namespace

struct Supervisor::Plugin {
    Plugin(PluginFile opened, Settings given, Nursery& nursery, Pool::Place place)
        : file{std::move(opened)}, settings{std::move(given)}, pool{nursery, file, place} {}

    const PluginFile file;
    const Settings settings;
    Pool pool;
    Isolation isolation = Isolation::None;  ///< As its first worker reported it.
    mutable std::mutex mutex;               ///< Of what follows.
    std::condition_variable changed;
    Breaker breaker;
    std::uint64_t calls = 0;
    std::uint64_t faults = 0;
};

Supervisor::Supervisor(Ways ways, Shelf shelf)
    : ways_{std::move(ways)}, shelf_{std::move(shelf)}, nursery_{ways_.worker} {}
Supervisor::~Supervisor() = default;

/// How it must be isolated, or why it is not loaded at all.
Result<Isolation> Supervisor::permitted(const Installation& installation, const PluginFile& file) const {
    const auto& manifest = file.manifest();
    if (manifest.id != installation.name)
        return notGranted("plugins.load.name", installation.path + " is the plugin \"" + manifest.id + "\", not \"" +
                                                   installation.name + "\"");
    for (const auto& [key, value] : installation.settings)
        if (!manifest.config.contains(key))
            return Error{ErrorCode::UnknownMember, "plugins.load.config." + key,
                         "plugin \"" + manifest.id + "\" has no such setting"};
    if (auto may = granted(file, installation.sha256, ways_.built_here); !may) return may.error();
    return installation.sha256.empty() ? ways_.isolation_own : ways_.isolation_min;
}

/// One a plugin, where the host may choose. Debian gives 60000 to 64999 to nobody without asking; systemd's own begin
/// at 61184.
uid_t Supervisor::nextUser() const {
    constexpr uid_t kFirst = 61'001;
    return ::geteuid() == 0 ? kFirst + static_cast<uid_t>(plugins_.size()) : 0;
}

Status Supervisor::install(const Installation& installation) {
    auto file = PluginFile::open(installation.path);
    if (!file) return file.error();
    const auto isolation = permitted(installation, *file);
    if (!isolation) return isolation.error();
    const Pool::Place place{nextUser(), *isolation, ways_.processes_max};
    auto plugin = std::make_unique<Plugin>(*std::move(file), installation.settings, nursery_, place);
    auto first = plugin->pool.lend(kNever);
    const auto code = first.lacked_machine ? codes::kInternalError : codes::kPluginMalformed;
    if (!first.worker) return Error{code, "plugins.load", installation.path + ": " + first.why};
    plugin->isolation = first.worker->isolation();
    plugin->pool.takeBack(std::move(first.worker));
    plugins_[installation.name] = std::move(plugin);
    return kOk;
}

Verdict Supervisor::call(const std::string& name, const Call& call) {
    const auto found = plugins_.find(name);
    const bool there = found != plugins_.end();
    if (there) {
        auto& plugin = *found->second;
        const std::chrono::milliseconds limit{std::min(ways_.deadline_ms, plugin.file.manifest().deadline_ms)};
        const auto deadline = Deadline::clock::now() + limit;
        if (admitted(plugin, deadline)) return ask(plugin, call, deadline);
    }
    auto verdict = judge(call, Witness{}, {});
    verdict.why = there ? "the plugin rests after faults" : "no such plugin is installed";
    return verdict;
}

/// Whoever is refused is asked again only at the caller's next look, which may be hours away: a short pause is waited
/// for.
bool Supervisor::admitted(Plugin& plugin, Deadline deadline) const {
    std::unique_lock lock{plugin.mutex};
    while (!plugin.breaker.admits(monotonicMs())) {
        const Deadline rested{std::chrono::milliseconds{plugin.breaker.restsUntil()}};
        const bool resting = plugin.breaker.isResting(monotonicMs());
        if (resting && rested > deadline) return false;
        if (plugin.changed.wait_until(lock, resting ? rested : deadline) == std::cv_status::timeout && !resting)
            return false;
    }
    return true;
}

Verdict Supervisor::ask(Plugin& plugin, const Call& call, Deadline deadline) {
    const auto& manifest = plugin.file.manifest();
    Services services{shelf_, manifest, plugin.settings, call};
    Witness witness;
    witness.wants_network = !manifest.http.empty();
    auto lent = plugin.pool.lend(deadline);
    Said said;
    if (lent.worker) {
        witness.how = lent.worker->call(call, deadline, services, said);
        witness.kept = services.kept();
        witness.released = services.released();
        witness.completed = services.completed();
        if (witness.how == How::Died) lent.why = "the plugin died (" + lent.worker->fate() + ")";
        plugin.pool.takeBack(std::move(lent.worker));
    }
    auto verdict = judge(call, witness, std::move(said));
    if (!lent.why.empty()) verdict.why = std::move(lent.why);
    verdict.emitted = std::move(services.emitted());
    if (!lent.busy) return remember(plugin, verdict, witness.how), verdict;
    const std::lock_guard lock{plugin.mutex};
    plugin.breaker.withdrawn();
    plugin.changed.notify_all();
    return verdict;
}

void Supervisor::remember(Plugin& plugin, const Verdict& verdict, How how) {
    const std::lock_guard lock{plugin.mutex};
    plugin.changed.notify_all();
    ++plugin.calls;
    if (how == How::Answered && !verdict.incident) return plugin.breaker.good();
    ++plugin.faults;
    plugin.breaker.fault(monotonicMs());
    if (!shelf_.fault) return;
    const bool started = how != How::NotDelivered;  // Why it did not may be in the words of its file.
    shelf_.fault(plugin.file.manifest().id, started ? verdict.why : "the plugin could not be started");
}

std::vector<Supervisor::Standing> Supervisor::standings() const {
    std::vector<Standing> all;
    for (const auto& [name, plugin] : plugins_) {
        const std::lock_guard lock{plugin->mutex};
        all.push_back({plugin->file.manifest(), plugin->file.sha256(), plugin->isolation, plugin->pool.processes(),
                       plugin->calls, plugin->faults, plugin->breaker.isResting(monotonicMs())});
    }
    return all;
}

}  // namespace buono::plugins
