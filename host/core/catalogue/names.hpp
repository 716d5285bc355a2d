// The two forms of names that catalogue documents carry. Pure; any thread.
#pragma once

#include <string_view>

namespace buono::catalogue {

/// [a-z0-9-]{2,64}, neither beginning nor ending with a hyphen.
bool isSlug(std::string_view text);

/// Name of a plugin: [a-z][a-z0-9_]{1,31}.
bool isPluginName(std::string_view text);

}  // namespace buono::catalogue
