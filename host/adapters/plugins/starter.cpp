#include "adapters/plugins/starter.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

namespace buono::plugins {
namespace {

namespace files = std::filesystem;

struct Template {
    std::string_view kind;
    std::string_view file;
    std::string_view text;
};
constexpr Template kTemplates[] = {
#include "adapters/plugins/starters.inc"
};

/// What the templates call their plugin.
struct Named {
    std::string_view kind;
    std::string_view id, type, title;
};
constexpr Named kNamed[] = {{"payment", "my_pay", "MyPay", "My pay"},
                            {"provider", "my_provider", "MyProvider", "My provider"},
                            {"verifier", "my_verifier", "MyVerifier", "My verifier"}};

bool isId(std::string_view name) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto inner = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; };
    return name.size() >= 2 && name.size() <= 32 && small(name[0]) && std::all_of(name.begin(), name.end(), inner);
}

template <std::size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N>& of) {
    return std::find(of.begin(), of.end(), name) != of.end();
}

bool meansSomethingToCMake(std::string_view name) {
    static constexpr std::array<std::string_view, 8> kTargets{"all",     "clean",   "edit_cache",    "help",
                                                              "install", "package", "rebuild_cache", "test"};
    return isOneOf(name, kTargets);
}

/// my_pay: MyPay. A name the SDK has taken is given another ending.
std::string typeOf(std::string_view name) {
    static constexpr std::array<std::string_view, 10> kTaken{"Answer", "Call",  "Document", "Host",     "HttpReply",
                                                             "Kept",   "Level", "Provider", "Verifier", "HttpRequest"};
    std::string type;
    bool raised = true;
    for (const char c : name) {
        if (c != '_') type += raised && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        raised = c == '_';
    }
    return isOneOf(type, kTaken) || type == "PaymentMethod" ? type + "Plugin" : type;
}

std::string titleOf(std::string_view name) {
    std::string title{name};
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    std::replace(title.begin(), title.end(), '_', ' ');
    return title;
}

void replaceAll(std::string& text, std::string_view from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

std::string renamed(const Template& from, const Named& named, const std::string& name) {
    std::string text{from.text};
    replaceAll(text, named.id, name);
    replaceAll(text, named.type, typeOf(name));
    replaceAll(text, named.title, titleOf(name));
    return text;
}

Error wrong(std::string field, std::string why) { return {ErrorCode::InvalidValue, std::move(field), std::move(why)}; }

std::optional<Error> refused(const Named* named, const std::string& name) {
    if (!named) return wrong("kind", "say payment, provider or verifier");
    if (!isId(name)) return wrong("name", "write 2 to 32 small letters, digits or _, a letter first");
    if (meansSomethingToCMake(name)) return wrong("name", "\"" + name + "\" means something to CMake: choose another");
    return std::nullopt;
}

}  // namespace

Result<std::string> writeStarter(const std::string& kind, const std::string& name, const std::string& where) {
    const auto named =
        std::find_if(std::begin(kNamed), std::end(kNamed), [&](const Named& n) { return n.kind == kind; });
    if (auto error = refused(named == std::end(kNamed) ? nullptr : named, name)) return *error;
    const auto folder = files::path{where} / name;
    std::error_code fault;
    if (!files::create_directory(folder, fault))
        return wrong("name",
                     folder.string() + (fault ? ": " + fault.message() : " is there already: choose another name"));
    std::string said;
    for (const auto& from : kTemplates) {
        if (from.kind != kind) continue;
        const auto path = folder / from.file;
        std::ofstream out{path};
        if (!(out << renamed(from, *named, name) << std::flush))
            return wrong("name", path.string() + " cannot be written");
        said += path.string() + "\n";
    }
    return said + "Next, with BuonoSDK installed in DIR:\n  cmake -S " + folder.string() + " -B " +
           (folder / "build").string() + " -DCMAKE_PREFIX_PATH=DIR && cmake --build " + (folder / "build").string() +
           "\n  buono plugin inspect " + (folder / "build" / (name + ".so")).string() + "\n  buono-plugin-check " +
           (folder / "build" / (name + ".so")).string() + "\n";
}

}  // namespace buono::plugins
