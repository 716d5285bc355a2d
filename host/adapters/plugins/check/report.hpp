// Report: what each check found, for people, for programs (JSON) and for a build server (JUnit).
//
// Plain values and pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace buono::plugins::check {

enum class Standing : std::uint8_t { Passed, Failed, Skipped };

struct Finding {
    std::string name;
    std::string claim;  ///< One sentence: what must hold.
    Standing standing = Standing::Passed;
    std::string detail;  ///< What was seen instead, or why it was skipped.
};

struct Report {
    std::string file;
    std::string plugin;  ///< "cash_desk 1.0.0"
    std::string sha256;
    std::string isolation;
    std::uint64_t seed = 0;
    std::vector<Finding> findings;

    int count(Standing standing) const;
};

std::string forPeople(const Report& report);
std::string asJson(const Report& report);
std::string asJUnit(const Report& report);

}  // namespace buono::plugins::check
