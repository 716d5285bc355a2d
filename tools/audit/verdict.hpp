// Verdict: the report as people and programs read it.
#pragma once

#include <string>

#include "inspector.hpp"

namespace audit {

struct Verdict {
    const Report& report;
    const Inspector& inspector;
    const std::string& place;
    double seconds = 0;

    std::string text() const;
    std::string json() const;
};

/// "1,234,567"
std::string grouped(std::uint64_t number);

}  // namespace audit
