// The menu of each role. A page that is not in the menu of a role may still be open to it: the policy decides.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/exchange.hpp"
#include "adapters/http/pages/data.hpp"

namespace buono::http::pages {

std::vector<Data> navigation(const Request& request, const std::function<std::string(const char*)>& say);

/// Where a role arrives after logging in.
std::string_view homeOf(people::Role role);

}  // namespace buono::http::pages
