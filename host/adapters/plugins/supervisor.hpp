// Supervisor: the installed plugins, their worker processes, and one judged answer for each call.
//
// install() at the start, on one thread; call() later, on any thread that may use what the shelf holds, never inside a
// change. A plugin that fails is restarted with pauses; while it rests, calls answer NOT_SENT at once. Owns all
// workers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/plugins/breaker.hpp"
#include "adapters/plugins/pool.hpp"

namespace buono::plugins {

/// One [[plugins.load]] of the settings.
struct Installation {
    std::string name;    ///< Must be the id in the manifest.
    std::string path;    ///< The file.
    std::string sha256;  ///< The operator's grant: this build and no other. Empty: only what was built with this host.
    Settings settings;   ///< Only what the manifest asks for.
};

class Supervisor {
public:
    struct Ways {
        std::string worker;      ///< The program buono-worker, absolute.
        std::string built_here;  ///< The build's list of its plugins: plugins/BUILT_HERE.
        std::int64_t deadline_ms = 5000;
        std::size_t processes_max = 4;                  ///< A plugin.
        Isolation isolation_min = Isolation::Sealed;    ///< For plugins from elsewhere.
        Isolation isolation_own = Isolation::Filtered;  ///< For those built with this host.
    };
    /// How one plugin stands, for pages and logs.
    struct Standing {
        const Manifest& manifest;
        std::string sha256;
        Isolation isolation;
        std::size_t processes;
        std::uint64_t calls;
        std::uint64_t faults;
        bool resting;
    };

    Supervisor(Ways ways, Shelf shelf);
    ~Supervisor();

    /// Refuses before anything of the plugin runs, then starts it once to see that it does.
    Status install(const Installation& installation);
    /// An absent plugin answers NOT_SENT.
    Verdict call(const std::string& plugin, const Call& call);
    std::vector<Standing> standings() const;

private:
    struct Plugin;

    Result<Isolation> permitted(const Installation& installation, const PluginFile& file) const;
    uid_t nextUser() const;
    bool admitted(Plugin& plugin, Deadline deadline) const;
    Verdict ask(Plugin& plugin, const Call& call, Deadline deadline);
    void remember(Plugin& plugin, const Verdict& verdict, How how);

    Ways ways_;
    Shelf shelf_;
    Nursery nursery_;
    std::map<std::string, std::unique_ptr<Plugin>> plugins_;
};

}  // namespace buono::plugins
