// buono: the host of one city, and the commands that are its clients.
#include <unistd.h>

#include <iostream>
#include <system_error>

#include "adapters/cli/commands.hpp"
#include "adapters/plugins/plugin_file.hpp"
#include "adapters/plugins/starter.hpp"
#include "adapters/store/database.hpp"
#include "adapters/system/files.hpp"
#include "city/backup.hpp"
#include "city/serve.hpp"

namespace {

using namespace buono;

int wrong(const Error& error) {
    std::cerr << "buono: " << error.field << (error.field.empty() ? "" : ": ") << error.detail << '\n';
    return store::exitCodeOf(error);
}

int ended(const std::exception& error, cli::Exit code) {
    std::cerr << "buono: " << error.what() << '\n';
    return static_cast<int>(code);
}

template <class Command>
int withSettings(const std::string& file, const Command& command) {
    const auto settings = settings::readFile(file);
    return settings ? command(*settings) : wrong(settings.error());
}

int inspect(const std::string& file, bool json) {
    const auto plugin = plugins::PluginFile::open(file);
    if (!plugin) return wrong(plugin.error());
    std::cout << (json ? plugins::describeAsJson(*plugin) : plugins::describe(*plugin));
    return 0;
}

int startPlugin(const cli::PluginNew& asked) {
    const auto said = plugins::writeStarter(asked.kind, asked.name, asked.where);
    if (!said) return wrong(said.error()), static_cast<int>(cli::Exit::Usage);
    std::cout << *said;
    return 0;
}

int run(const cli::CommandLine& line) {
    if (const auto* c = std::get_if<cli::Serve>(&line.command))
        return withSettings(c->config, [](const auto& s) { return city::serve(s, std::cout); });
    if (const auto* c = std::get_if<cli::Migrate>(&line.command))
        return withSettings(c->config, [&](const auto& s) { return city::migrate(s, c->manager, std::cout); });
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    if (const auto* c = std::get_if<cli::Backup>(&line.command))
        return withSettings(c->config, [&](const auto& s) {
            return city::backup(s, {c->folder, c->mib_a_second, c->log_mib}, {std::cout, std::cerr, terminal});
        });
    if (const auto* c = std::get_if<cli::Restore>(&line.command))
        return withSettings(c->config, [&](const auto& s) {
            return city::restore(s, {c->folder, c->replace, c->only_check}, {std::cout, std::cerr, terminal});
        });
    if (const auto* c = std::get_if<cli::Doctor>(&line.command); c != nullptr && c->offline)
        return withSettings(c->config, [](const auto& s) { return city::examine(s, std::cout); });
    if (const auto* c = std::get_if<cli::PluginInspect>(&line.command)) return inspect(c->file, line.json);
    if (const auto* c = std::get_if<cli::PluginNew>(&line.command)) return startPlugin(*c);
    return cli::runClient(line, {std::cout, std::cerr, line.json, terminal});
}

}  // namespace

int main(int argc, char** argv) {
    const auto line = cli::readCommandLine(argc, argv);
    if (const auto* code = std::get_if<int>(&line)) return *code;
    try {
        return run(std::get<cli::CommandLine>(line));
    } catch (const store::StoreDown& down) {
        return ended(down, cli::Exit::StoreFailed);
    } catch (const std::system_error& error) {
        return ended(error, system::isOutage(error.code().value()) ? cli::Exit::StoreFailed : cli::Exit::Configuration);
    } catch (const std::exception& error) {  // A port in use, a folder that is not there: what only a start can meet.
        return ended(error, cli::Exit::Configuration);
    }
}
