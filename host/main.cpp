// buono: the host of one city, and the commands that are its clients.
#include <unistd.h>

#include <iostream>

#include "adapters/cli/commands.hpp"
#include "adapters/plugins/plugin_file.hpp"
#include "city/serve.hpp"

namespace {

using namespace buono;

int wrong(const Error& error) {
    std::cerr << "buono: " << error.field << (error.field.empty() ? "" : ": ") << error.detail << '\n';
    return static_cast<int>(cli::Exit::Configuration);
}

template <class Command>
int withSettings(const std::string& file, const Command& command) {
    const auto settings = settings::readFile(file);
    return settings ? command(*settings) : wrong(settings.error());
}

int inspect(const std::string& file) {
    const auto plugin = plugins::PluginFile::open(file);
    if (!plugin) return wrong(plugin.error());
    std::cout << plugins::describe(*plugin);
    return 0;
}

int run(const cli::CommandLine& line) {
    if (const auto* c = std::get_if<cli::Serve>(&line.command))
        return withSettings(c->config, [](const auto& s) { return city::serve(s, std::cout); });
    if (const auto* c = std::get_if<cli::Migrate>(&line.command))
        return withSettings(c->config, [&](const auto& s) { return city::migrate(s, c->manager, std::cout); });
    if (const auto* c = std::get_if<cli::Doctor>(&line.command); c != nullptr && c->offline)
        return withSettings(c->config, [](const auto& s) { return city::examine(s, std::cout); });
    if (const auto* c = std::get_if<cli::PluginInspect>(&line.command)) return inspect(c->file);
    return cli::runClient(line, {std::cout, std::cerr, line.json, ::isatty(STDERR_FILENO) == 1});
}

}  // namespace

int main(int argc, char** argv) {
    const auto line = cli::readCommandLine(argc, argv);
    if (const auto* code = std::get_if<int>(&line)) return *code;
    try {
        return run(std::get<cli::CommandLine>(line));
    } catch (const std::exception& error) {  // A port in use, a folder that is not there: what only a start can meet.
        std::cerr << "buono: " << error.what() << '\n';
        return static_cast<int>(cli::Exit::Configuration);
    }
}
