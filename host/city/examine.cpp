#include <filesystem>
#include <ostream>

#include "adapters/cli/command_line.hpp"
#include "adapters/http/pages/site.hpp"
#include "adapters/plugins/plugin_file.hpp"
#include "adapters/store/database.hpp"
#include "city/foundation.hpp"
#include "city/serve.hpp"

namespace buono::city {
namespace {

namespace files = std::filesystem;

/// One line a check; counts what is wrong.
class Findings {
public:
    explicit Findings(std::ostream& out) : out_{out} {}
    void good(const std::string& what) { out_ << "ok     " << what << '\n'; }
    void wrong(const std::string& what, const std::string& why) {
        out_ << "WRONG  " << what << ": " << why << '\n';
        any_ = true;
    }
    bool any() const { return any_; }

private:
    std::ostream& out_;
    bool any_ = false;
};

void plugins(const settings::Settings& settings, Findings& findings) {
    for (const auto& plugin : settings.plugins) {
        const auto path = (files::path{settings.plugins_folder} / plugin.file).string();
        const auto file = buono::plugins::PluginFile::open(path);
        const auto list = (files::path{settings.plugins_folder} / "BUILT_HERE").string();
        const auto may = file ? buono::plugins::granted(*file, plugin.sha256, list) : Status{file.error()};
        if (may)
            findings.good("plugin " + plugin.name + " " + file->manifest().version);
        else
            findings.wrong("plugin " + plugin.name, may.error().detail);
    }
}

void pages(const settings::Settings& settings, Findings& findings) {
    try {
        const http::pages::Site site{settings.templates, settings.assets};
        findings.good("templates, words and assets of the pages");
    } catch (const std::exception& error) {
        findings.wrong("pages", error.what());
    }
}

int database(const settings::Settings& settings, Findings& findings) {
    const auto city = Foundation::lay(settings);
    if (!city) {
        findings.wrong(city.error().field.empty() ? "database" : city.error().field, city.error().detail);
        return store::exitCodeOf(city.error());
    }
    findings.good("data directory, key and lock");
    findings.good("database at seq " + std::to_string((*city)->book().seq()) + ", its end an unbroken chain");
    return 0;
}

}  // namespace

int examine(const settings::Settings& settings, std::ostream& out) {
    Findings findings{out};
    const auto code = database(settings, findings);
    plugins(settings, findings);
    pages(settings, findings);
    if (settings.iban.empty()) out << "note   city.iban is empty: the city's payment files cannot be made\n";
    out << "note   buono-audit " << (settings.store_url.empty() ? settings.data_directory + "/buono.db" : "URL")
        << " proves the whole ledger\n";
    if (code != 0) return code;
    return static_cast<int>(findings.any() ? cli::Exit::Configuration : cli::Exit::Done);
}

}  // namespace buono::city
