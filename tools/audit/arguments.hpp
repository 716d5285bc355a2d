// Arguments: the command line of buono-audit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspector.hpp"

namespace audit {

struct Arguments {
    std::string place;
    std::vector<Head> heads;
    std::vector<std::string> notes;  ///< Files.
    std::string key;                 ///< What they must be signed with.
    bool json = false;
    bool help = false;
};

/// None when it cannot be understood; `wrong` says why.
std::optional<Arguments> readArguments(const std::vector<std::string>& words, std::string& wrong);

extern const char* const kUsage;

}  // namespace audit
