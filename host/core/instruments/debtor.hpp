// Debtor: who owes an ente its share of a price.
//
// The city owes out of one funding source (one CUP), an employer out of its own plan; a family's direct share is
// already with the ente and nobody owes it. Money of two debtors never meets in one account. A value type.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "core/register/id.hpp"

namespace buono::instruments {

/// The number is kept in rows.
enum class DebtorKind : std::uint8_t { Family = 0, City = 1, Employer = 2 };

/// "family", "city", "employer": the word of the API.
std::string_view word(DebtorKind kind);

struct Debtor {
    DebtorKind kind = DebtorKind::Family;
    registers::Id id;  ///< Funding source (City) or employer (Employer); nil for Family.

    auto operator<=>(const Debtor&) const = default;
};

}  // namespace buono::instruments
