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
constexpr Entry kFamily[]{
    {"/area", SAY("My wallet")}, {"/area/figli", SAY("My children")}, {"/area/avvisi", SAY("Notices")}};
constexpr Entry kEnte[]{{"/ente", SAY("Redeem")}};
constexpr Entry kEmployer[]{{"/azienda", SAY("Welfare of the company")}};
constexpr Entry kCity[]{{"/comune", SAY("Calls")}, {"/comune/pagamenti", SAY("Payments")}};
constexpr Entry kSpace[]{{"/spazio", SAY("Help a person")}};
#undef SAY

std::span<const Entry> own(people::Role role) {
    if (role == people::Role::Family) return kFamily;
    if (role == people::Role::Ente) return kEnte;
    if (role == people::Role::Employer) return kEmployer;
    if (role == people::Role::SpaceOperator) return kSpace;
    if (role == people::Role::CityOperator) return std::span{kCity}.first(1);
    if (role == people::Role::CityManager || role == people::Role::Accountant || role == people::Role::Auditor)
        return kCity;
    return {};
}

bool holds(const Entry& entry, std::string_view path) {
    return path == entry.path || path.starts_with(std::string{entry.path} + "/");
}

}  // namespace

std::vector<Data> navigation(const Request& request, const std::function<std::string(const char*)>& say) {
    const auto first = own(request.caller.role);
    std::vector<Entry> menu{first.begin(), first.end()};
    menu.insert(menu.end(), std::begin(kEveryone), std::end(kEveryone));
    // /area/figli is under /area too: the narrowest entry is where the reader is.
    std::string_view here;
    for (const auto& entry : menu)
        if (holds(entry, request.path) && entry.path.size() > here.size()) here = entry.path;
    std::vector<Data> entries;
    for (const auto& entry : menu)
        entries.push_back(
            Data{}.text("href", entry.path).text("label", say(entry.label)).flag("here", entry.path == here));
    return entries;
}

std::string_view homeOf(people::Role role) {
    const auto entries = own(role);
    return entries.empty() ? "/" : entries.front().path;
}

}  // namespace buono::http::pages
