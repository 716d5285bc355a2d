// Settings: the one TOML file of an installation, read once at start.
//
// Every key is documented in host/deploy/buono.toml, which a test reads; a key that is not known, a value out of
// its range or of another type is refused with its name and the remedy. No secret stands in this file: keys live
// in files of the data directory that only the service's user may read.
// A value type, immutable after reading.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <buono/result.hpp>

namespace buono::settings {

struct Plugin {
    std::string name;                           ///< What services and pages call it: [a-z][a-z0-9_]{1,31}.
    std::string file;                           ///< The .so; relative to plugins.folder.
    std::string sha256;                         ///< The grant: this build of it; "" = it was built with this host.
    std::map<std::string, std::string> config;  ///< Handed to the plugin by the host's config() service.
};

struct Settings {
    std::string data_directory = "var";  ///< Database, keys, lock file; created 0700 when absent.
    std::string city_name = "Milano";
    std::string time_zone = "Europe/Rome";  ///< IANA name; deadlines of the law are its civil dates.
    bool demo = false;                      ///< Loads sample data and log-ins into an empty city.
    std::string iban;                       ///< Account of the city's paying agent, for payment files.
    std::string paying_agent = "Comune";    ///< Name on the payment files of the city, at most 70 characters.
    std::string address = "127.0.0.1";
    int port = 8080;                         ///< 0..65535; 0 takes a free one and prints it.
    int handlers = 16;                       ///< 1..64 threads that run requests; each waits for its commit.
    std::vector<std::string> proxies;        ///< Addresses of our own proxy, whose X-Forwarded-For is believed.
    std::string assets = "build/web";        ///< Styles, scripts, fonts.
    std::string templates = "host/web";      ///< Page templates and locales.
    std::string store_url;                   ///< "" = sqlite file in the data directory; or postgresql://…
    int replicas = 0;                        ///< 0..8 standbys that must have a change before it is answered.
    std::int64_t free_bytes_min = 64 << 20;  ///< Below it writes answer 507.
    std::string plugins_folder = "build/release/plugins";
    std::string worker = "";                      ///< buono-worker; "" = beside this program.
    int plugin_deadline_ms = 5'000;               ///< 100..60000 a call.
    int plugin_processes = 4;                     ///< 1..64 a plugin; each does one call at a time.
    std::string plugin_isolation_min = "sealed";  ///< "filtered", "sealed" or "apart"; for plugins from elsewhere.
    int till_hours = 48;                          ///< 1..720: how long a purchase waits for the ente's till.
    std::vector<Plugin> plugins;
};

/// Reads a document. Errors name the key ("http.port") in Error.field.
Result<Settings> read(std::string_view toml);

/// Reads a file; a file that cannot be read is an Error too.
Result<Settings> readFile(const std::string& path);

}  // namespace buono::settings
