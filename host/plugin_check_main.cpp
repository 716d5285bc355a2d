// buono-plugin-check: does this plugin keep the rules that a host relies on? It runs the file as a host does, in a
// locked worker process, against drawers in memory and the author's simulator.
//
// Exit: 0 every check passed or was skipped, 1 one failed, 2 wrong usage, 78 the file or its simulator is refused.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/plugins/check/batteries.hpp"
#include "adapters/system/digest.hpp"

namespace {

using namespace buono;
using namespace buono::plugins;
namespace files = std::filesystem;

constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kRefused = 78;

struct Asked {
    std::string file;
    std::string simulator;
    std::string worker;
    std::string junit;
    std::vector<std::string> only;
    std::uint64_t seed = 1;
    int patience = 1;
    bool json = false;
    bool list = false;
};

int refused(const std::string& why) {
    std::cerr << "buono-plugin-check: " << why << '\n';
    return kRefused;
}

/// Beside the plugin unless another is named; a plugin without one is tried as far as that goes.
Result<check::Script> scriptOf(const Asked& asked) {
    auto path = files::path{asked.simulator};
    if (path.empty()) path = files::path{asked.file}.replace_extension(".simulator.json");
    if (asked.simulator.empty() && !files::exists(path)) return check::Script{};
    std::ifstream in{path};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    auto script = check::Script::parse(text);
    if (!script) return Error{script.error().code, path.string(), script.error().detail};
    return script;
}

std::vector<check::Check> chosen(const Asked& asked, Kind kind) {
    auto checks = check::checksFor(kind);
    std::erase_if(checks, [&](const check::Check& each) {
        return !asked.only.empty() && std::find(asked.only.begin(), asked.only.end(), each.name) == asked.only.end();
    });
    return checks;
}

int list(Kind kind) {
    for (const auto& each : check::checksFor(kind)) std::cout << each.name << "\t" << each.claim << "\n";
    return 0;
}

int report(const Asked& asked, const check::Report& report) {
    std::cout << (asked.json ? check::asJson(report) : check::forPeople(report)) << std::flush;
    if (!asked.junit.empty() && !(std::ofstream{asked.junit} << check::asJUnit(report) << std::flush))
        return refused(asked.junit + " cannot be written");
    return report.count(check::Standing::Failed) > 0 ? kFailed : 0;
}

int run(const Asked& asked) {
    const auto file = PluginFile::open(asked.file);
    if (!file) return refused(asked.file + ": " + file.error().detail);
    const auto& manifest = file->manifest();
    if (asked.list) return list(manifest.kind);
    const auto script = scriptOf(asked);
    if (!script) return refused(script.error().field + ": " + script.error().detail);
    const auto checks = chosen(asked, manifest.kind);
    if (checks.empty()) return std::cerr << "buono-plugin-check: no check of that name: see --list\n", kUsage;
    Nursery nursery{asked.worker};
    const system::Sha256Digest digest;
    const check::Setting setting{*file, nursery, digest, *script, asked.patience};
    check::Rig first{setting};
    if (const auto why = first.start(); !why.empty()) return refused(asked.file + " does not start: " + why);
    check::Report all{asked.file,     manifest.id + " " + manifest.version,
                      file->sha256(), std::string{word(first.isolation())},
                      asked.seed,     {}};
    for (const auto& each : checks) all.findings.push_back(check::runOne(each, setting, asked.seed));
    return report(asked, all);
}

}  // namespace

int main(int argc, char** argv) {
    Asked asked;
    asked.worker = (files::read_symlink("/proc/self/exe").parent_path() / "buono-worker").string();
    CLI::App app{"Tries a plugin against the rules that a host relies on.", "buono-plugin-check"};
    app.add_option("FILE", asked.file, "the plugin, a .so")->required();
    app.add_option("--simulator", asked.simulator, "the other side of its requests; FILE's .simulator.json without");
    app.add_option("--only", asked.only, "run this check alone; may be repeated");
    app.add_option("--seed", asked.seed, "repeats a run")->capture_default_str();
    app.add_option("--patience", asked.patience, "give each call so many times its deadline, on a busy machine")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    app.add_option("--junit", asked.junit, "write a JUnit report to this file too");
    app.add_option("--worker", asked.worker, "the program buono-worker")->capture_default_str();
    app.add_flag("--json", asked.json, "print JSON");
    app.add_flag("--list", asked.list, "name the checks for this plugin and run none");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const auto code = app.exit(error);
        return code == 0 ? 0 : kUsage;
    }
    return run(asked);
}
