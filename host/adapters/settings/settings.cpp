#include "adapters/settings/settings.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <sstream>

// toml++ 3.0 asserts on a table header that ends with its line and goes on to the right error without: no file may stop
// us.
#define TOML_ASSERT(expr) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "core/register/codes.hpp"

namespace buono::settings {
namespace {

constexpr std::size_t kBytesMax = 256 << 10;

// Reads the members of one table and remembers which were asked for: what remains at the end is not known.
class Table {
public:
    Table(const toml::table& table, std::string prefix, std::optional<Error>& refused)
        : table_{table}, prefix_{std::move(prefix)}, refused_{refused} {}

    void text(std::string_view key, std::string& out, std::size_t bytes_max = 1024) {
        const auto* node = take(key);
        if (!node) return;
        const auto value = node->value_exact<std::string>();
        if (!value || value->size() > bytes_max)
            return refuse(key, "write a text in quotes, of at most " + std::to_string(bytes_max) + " bytes");
        out = *value;
    }
    void truth(std::string_view key, bool& out) {
        const auto* node = take(key);
        if (!node) return;
        if (const auto value = node->value_exact<bool>())
            out = *value;
        else
            refuse(key, "write true or false");
    }
    template <class Number>
    void number(std::string_view key, Number& out, std::int64_t least, std::int64_t most) {
        const auto* node = take(key);
        if (!node) return;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < least || *value > most)
            return refuse(key, "write a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        out = static_cast<Number>(*value);
    }
    void texts(std::string_view key, std::vector<std::string>& out, std::size_t most) {
        const auto* node = take(key);
        if (!node) return;
        const auto* list = node->as_array();
        if (list == nullptr || list->size() > most)
            return refuse(key, "write a list of at most " + std::to_string(most) + " texts: [\"a\", \"b\"]");
        for (const auto& item : *list) {
            const auto value = item.value_exact<std::string>();
            if (!value || value->empty() || value->size() > 64) return refuse(key, "each is a text of 1 to 64 bytes");
            out.push_back(*value);
        }
    }
    const toml::node* take(std::string_view key) {
        known_.emplace_back(key);
        return table_.get(key);
    }
    std::string name(std::string_view key) const { return prefix_ + std::string{key}; }
    void refuse(std::string_view key, const std::string& remedy) {
        if (!refused_) refused_ = Error{ErrorCode::InvalidValue, name(key), remedy};
    }
    void refuseUnknown() {
        for (const auto& [key, node] : table_) {
            if (std::find(known_.begin(), known_.end(), key.str()) == known_.end() && !refused_)
                refused_ = Error{ErrorCode::UnknownMember, name(key.str()),
                                 "this setting is not known: see host/deploy/buono.toml"};
        }
    }

private:
    const toml::table& table_;
    std::string prefix_;
    std::optional<Error>& refused_;
    std::vector<std::string> known_;
};

template <class Read>
void section(Table& root, std::string_view key, std::optional<Error>& refused, Read read) {
    const auto* node = root.take(key);
    if (!node) return;
    if (!node->is_table()) return root.refuse(key, "write it as a section: [" + std::string{key} + "]");
    Table table{*node->as_table(), std::string{key} + ".", refused};
    read(table);
    table.refuseUnknown();
}

bool isPluginName(std::string_view name) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    return name.size() >= 2 && name.size() <= 32 && small(name[0]) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool isSha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void readConfig(const toml::node& node, Table& table, Plugin& plugin) {
    if (!node.is_table()) return table.refuse("config", "write a table: config = { key = \"value\" }");
    for (const auto& [key, value] : *node.as_table()) {
        const auto text = value.value_exact<std::string>();
        if (!text) return table.refuse("config." + std::string{key.str()}, "write a text in quotes");
        plugin.config.emplace(key.str(), *text);
    }
}

void readPlugin(const toml::node& node, std::size_t index, std::optional<Error>& refused, std::vector<Plugin>& out) {
    const auto prefix = "plugins.load[" + std::to_string(index) + "].";
    if (!node.is_table()) {
        refused = Error{ErrorCode::InvalidValue, prefix, "write it as a section: [[plugins.load]]"};
        return;
    }
    Table table{*node.as_table(), prefix, refused};
    Plugin plugin;
    table.text("name", plugin.name, 32);
    table.text("file", plugin.file);
    table.text("sha256", plugin.sha256, 64);
    if (const auto* config = table.take("config")) readConfig(*config, table, plugin);
    if (!isPluginName(plugin.name)) table.refuse("name", "write 2 to 32 small letters, digits or _, a letter first");
    if (plugin.file.empty()) table.refuse("file", "name the plugin's .so");
    if (!plugin.sha256.empty() && !isSha256(plugin.sha256))
        table.refuse("sha256", "write the 64 small hexadecimal digits that `buono plugin inspect` prints");
    table.refuseUnknown();
    out.push_back(std::move(plugin));
}

void readPlugins(Table& t, std::optional<Error>& refused, Settings& s) {
    t.text("folder", s.plugins_folder);
    t.text("worker", s.worker);
    t.number("deadline_ms", s.plugin_deadline_ms, 100, 60'000);
    t.number("processes", s.plugin_processes, 1, 64);
    t.text("isolation_min", s.plugin_isolation_min, 8);
    const auto& least = s.plugin_isolation_min;
    if (least != "filtered" && least != "sealed" && least != "apart")
        t.refuse("isolation_min", "write filtered, sealed or apart");
    const auto* list = t.take("load");
    if (!list) return;
    if (!list->is_array()) return t.refuse("load", "write each plugin as a section: [[plugins.load]]");
    for (std::size_t i = 0; i < list->as_array()->size() && !refused; ++i)
        readPlugin(*list->as_array()->get(i), i, refused, s.plugins);
}

}  // namespace

Result<Settings> read(std::string_view document) {
    if (document.size() > kBytesMax) return Error{ErrorCode::TooLarge, {}, "a configuration file is at most 256 KiB"};
    auto parsed = toml::parse(document);
    if (!parsed) {
        const auto& where = parsed.error().source().begin;
        return Error{ErrorCode::Malformed, "line " + std::to_string(where.line),
                     std::string{parsed.error().description()}};
    }
    Settings s;
    std::optional<Error> refused;
    Table root{parsed.table(), "", refused};
    root.text("data_directory", s.data_directory);
    section(root, "city", refused, [&](Table& t) {
        t.text("name", s.city_name, 70);
        t.text("time_zone", s.time_zone, 64);
        t.truth("demo", s.demo);
        t.text("paying_agent", s.paying_agent, 70);
        t.text("iban", s.iban, 34);
    });
    section(root, "http", refused, [&](Table& t) {
        t.text("address", s.address, 64);
        t.number("port", s.port, 0, 65'535);
        t.number("handlers", s.handlers, 1, 64);
        t.texts("proxies", s.proxies, 16);
        t.text("assets", s.assets);
        t.text("templates", s.templates);
    });
    section(root, "store", refused, [&](Table& t) {
        t.text("url", s.store_url);
        t.number("replicas", s.replicas, 0, 8);
        t.number("free_bytes_min", s.free_bytes_min, 0, std::int64_t{1} << 40);
    });
    section(root, "purchases", refused, [&](Table& t) { t.number("till_hours", s.till_hours, 1, 720); });
    section(root, "plugins", refused, [&](Table& t) { readPlugins(t, refused, s); });
    root.refuseUnknown();
    if (refused) return *refused;
    return s;
}

Result<Settings> readFile(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        const bool mistaken = errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == EISDIR;
        return Error{mistaken ? ErrorCode::InvalidValue : codes::kInternalError, path,
                     "the configuration file cannot be read"};
    }
    std::ostringstream text;
    text << file.rdbuf();
    return read(text.str());
}

}  // namespace buono::settings
