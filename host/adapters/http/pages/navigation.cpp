#include "adapters/http/pages/navigation.hpp"

#include <span>

namespace buono::http::pages {
namespace {

struct Entry {
    std::string_view path;
    const char* label;
};

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
constexpr Entry kEveryone[]{{"/attivita", SAY("Activities")}, {"/spazi", SAY("Spaces")}};
constexpr Entry kFamily[]{{"/area", SAY("My wallet")}};
constexpr Entry kEnte[]{{"/ente", SAY("Redeem")}};
#undef SAY

std::span<const Entry> own(people::Role role) {
    if (role == people::Role::Family) return kFamily;
    if (role == people::Role::Ente) return kEnte;
    return {};
}

}  // namespace

std::vector<Data> navigation(const Request& request, const std::function<std::string(const char*)>& say) {
    std::vector<Data> entries;
    const auto add = [&](const Entry& entry) {
        const bool here = request.path == entry.path || request.path.starts_with(std::string{entry.path} + "/");
        entries.push_back(Data{}.text("href", entry.path).text("label", say(entry.label)).flag("here", here));
    };
    for (const auto& entry : own(request.caller.role)) add(entry);
    for (const auto& entry : kEveryone) add(entry);
    return entries;
}

std::string_view homeOf(people::Role role) {
    const auto entries = own(role);
    return entries.empty() ? "/" : entries.front().path;
}

}  // namespace buono::http::pages
