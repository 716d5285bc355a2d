// Space: a desk in the city where people get help. Run by co-operatives for the city; it touches no money.
// Term: one entry of the lists the catalogue is ordered by: areas for minors, accreditation categories, municipi.
//
// Values as rows keep them.
#pragma once

#include <cstdint>
#include <string>

#include "core/catalogue/service.hpp"

namespace buono::catalogue {

struct Space {
    Id id;
    std::string name;
    std::string address;
    int municipio = 0;
    std::string manager;  ///< Who runs it; empty where the sources do not say.
    std::string note;

    bool operator==(const Space&) const = default;
};

/// The number is kept in rows.
enum class TermKind : std::uint8_t { Area = 1, Category = 2, Municipio = 3 };

struct Term {
    TermKind kind = TermKind::Area;
    std::string code;  ///< Slug; "1" to "9" for a municipio.
    Words name;

    bool operator==(const Term&) const = default;
};

}  // namespace buono::catalogue
