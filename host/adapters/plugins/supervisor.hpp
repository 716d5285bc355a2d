// Supervisor: the installed plugins, their worker processes, and one judged answer for each call.
//
// install() at the start, on one thread; call() later, on the courier's thread, never inside a change. A plugin
// that fails is restarted with pauses; while it rests, calls answer NOT_SENT at once. Owns all workers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/plugins/breaker.hpp"
#include "adapters/plugins/worker_process.hpp"

namespace buono::plugins {

/// One [[plugins.load]] of the settings.
struct Installation {
    std::string name;    ///< Must be the id in the manifest.
    std::string path;    ///< The file.
    std::string sha256;  ///< When given, this build and no other.
    Settings settings;   ///< Only what the manifest asks for.
};

class Supervisor {
public:
    struct Ways {
        std::string worker;      ///< The program buono-worker, absolute.
        std::string built_here;  ///< The build's list of its plugins: plugins/BUILT_HERE.
        std::int64_t deadline_ms = 5000;
    };

    Supervisor(Ways ways, Shelf shelf);
    ~Supervisor();

    /// Refuses before anything of the plugin runs, then starts it once to see that it does.
    Status install(const Installation& installation);
    /// An absent plugin answers NOT_SENT.
    Verdict call(const std::string& plugin, const Call& call);
    std::vector<const Manifest*> installed() const;

private:
    struct Plugin;

    Status permitted(const Installation& installation, const PluginFile& file) const;
    Verdict ask(Plugin& plugin, const Call& call);
    void remember(Plugin& plugin, const Verdict& verdict, How how);

    Ways ways_;
    Shelf shelf_;
    std::map<std::string, std::unique_ptr<Plugin>> plugins_;
};

}  // namespace buono::plugins
