// Program: runs buono-audit and keeps what it answered.
#pragma once

#include <string>
#include <vector>

namespace city {

struct Answer {
    int exit = -1;
    long rss_kb = 0;  ///< At most, while it ran.
    std::string out;
    std::string error;

    /// The checks that were not proven, in their order: "chain heads".
    std::string faults() const;
    /// All that was told of a check, one line each.
    std::string told(const std::string& check) const;
};

/// @param environment  "NAME=value", besides this process's own.
Answer audit(std::vector<std::string> arguments, std::vector<std::string> environment = {});

}  // namespace city
