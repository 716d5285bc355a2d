#include "adapters/plugins/supervisor.hpp"

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
    Plugin(PluginFile opened, Settings given, Shelf& shelf)
        : file{std::move(opened)}, settings{std::move(given)}, services{shelf, file.manifest(), settings} {}

    PluginFile file;
    Settings settings;
    Services services;
    WorkerProcess worker;
    Breaker breaker;
};

Supervisor::Supervisor(Ways ways, Shelf shelf) : ways_{std::move(ways)}, shelf_{std::move(shelf)} {}
Supervisor::~Supervisor() = default;

Status Supervisor::permitted(const Installation& installation, const PluginFile& file) const {
    const auto& manifest = file.manifest();
    if (manifest.id != installation.name)
        return notGranted("plugins.load.name", installation.path + " is the plugin \"" + manifest.id + "\", not \"" +
                                                   installation.name + "\"");
    if (!installation.sha256.empty() && installation.sha256 != file.sha256())
        return notGranted("plugins.load.sha256", "plugin \"" + manifest.id + "\" has sha256 " + file.sha256() +
                                                     ", which is not the one that was approved");
    for (const auto& [key, value] : installation.settings)
        if (!manifest.config.contains(key))
            return Error{ErrorCode::UnknownMember, "plugins.load.config." + key,
                         "plugin \"" + manifest.id + "\" has no such setting"};
    return builtHere(ways_.built_here, file);
}

Status Supervisor::install(const Installation& installation) {
    auto file = PluginFile::open(installation.path);
    if (!file) return file.error();
    if (auto granted = permitted(installation, *file); !granted) return granted;
    auto plugin = std::make_unique<Plugin>(*std::move(file), installation.settings, shelf_);
    // Only to see that it starts: the worker of the calls belongs to the thread that makes them.
    WorkerProcess trial;
    if (auto why = trial.start(ways_.worker, plugin->file); !why.empty())
        return Error{codes::kPluginMalformed, "plugins.load", installation.path + ": " + why};
    plugins_[installation.name] = std::move(plugin);
    return kOk;
}

Verdict Supervisor::call(const std::string& name, const Call& call) {
    const auto found = plugins_.find(name);
    if (found != plugins_.end() && found->second->breaker.allows(monotonicMs())) return ask(*found->second, call);
    Verdict verdict = judge(call, Witness{}, {});
    verdict.why = found == plugins_.end() ? "no such plugin is installed" : "the plugin rests after faults";
    return verdict;
}

Verdict Supervisor::ask(Plugin& plugin, const Call& call) {
    Witness witness;
    witness.wants_network = !plugin.file.manifest().http.empty();
    std::string why;
    if (!plugin.worker.isRunning()) why = plugin.worker.start(ways_.worker, plugin.file);
    Said said;
    if (why.empty()) {
        const std::chrono::milliseconds limit{std::min(ways_.deadline_ms, plugin.file.manifest().deadline_ms)};
        witness.how = plugin.worker.call(call, limit, plugin.services, said);
        witness.kept = plugin.services.kept();
    }
    auto verdict = judge(call, witness, std::move(said));
    if (!why.empty()) verdict.why = why;
    verdict.emitted = std::move(plugin.services.emitted());
    remember(plugin, verdict, witness.how);
    return verdict;
}

void Supervisor::remember(Plugin& plugin, const Verdict& verdict, How how) {
    if (how == How::Answered && !verdict.incident) return plugin.breaker.good();
    plugin.breaker.fault(monotonicMs());
    if (shelf_.log) shelf_.log(plugin.file.manifest().id, 1, verdict.why);
}

std::vector<const Manifest*> Supervisor::installed() const {
    std::vector<const Manifest*> all;
    for (const auto& [name, plugin] : plugins_) all.push_back(&plugin->file.manifest());
    return all;
}

}  // namespace buono::plugins
