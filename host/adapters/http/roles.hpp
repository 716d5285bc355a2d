// The names roles have outside: those of schemas/http/roles.json, in the order of people::Role.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/people/caller.hpp"

namespace buono::http {

inline constexpr std::array<std::string_view, 9> kRoleNames{
    "anyone", "family", "ente", "space_operator", "employer", "city_operator", "city_manager", "accountant", "auditor"};
static_assert(static_cast<std::size_t>(people::Role::Auditor) + 1 == kRoleNames.size());

inline std::string_view nameOf(people::Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

inline std::optional<people::Role> roleOf(std::string_view name) {
    for (std::size_t i = 0; i < kRoleNames.size(); ++i)
        if (kRoleNames[i] == name) return static_cast<people::Role>(i);
    return std::nullopt;
}

}  // namespace buono::http
