// Service: something an ente offers at a price, as the catalogue shows it.
//
// A value as rows keep it. A price changes only by a new version of the catalogue; purchases keep the price they paid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <buono/money.hpp>

#include "core/catalogue/ente.hpp"
#include "core/register/time.hpp"

namespace buono::catalogue {

/// A text in the two languages of the city.
struct Words {
    std::string it;
    std::string en;

    bool operator==(const Words&) const = default;
};

/// What the tax rules of employee benefits call a service (TUIR art. 51). The number is kept in rows.
enum class WelfareCategory : std::uint8_t {
    Other = 0,
    Sport = 1,       ///< Children's sport: in kind only (c. 2 f), never f-bis.
    Education = 2,   ///< Instruction and its fees (f-bis).
    PlayCentre = 3,  ///< Ludoteche, summer and winter centres, sitters (f-bis).
    Care = 4,        ///< Of elderly or non-self-sufficient relatives (f-ter).
    Culture = 5,     ///< Recreation, social and health assistance (f).
};

/// "other", "sport", "education", "play_centre", "care", "culture": the word of the API.
std::string_view word(WelfareCategory category);

struct Service {
    Id id;
    std::string slug;  ///< [a-z0-9-]{2,64}
    Id ente;
    Words name;
    Words description;
    std::string area;      ///< Slug of one of the areas for minors; empty when it is in none.
    std::string category;  ///< Slug of the accreditation category.
    int municipio = 0;     ///< 1-9; 0 for the whole city.
    Money price;
    WelfareCategory welfare = WelfareCategory::Other;
    std::optional<registers::Date>
        ends;  ///< Last day of the service; nothing for what has no fixed one (hours of care, entries).
    bool published = true;
    bool sample = false;

    bool operator==(const Service&) const = default;
};

}  // namespace buono::catalogue
