// Person: who somebody is to the city. An adult who registers, or a child an adult is responsible for.
//
// A plain value; rows keep everything but the id as ciphertext. It says nothing of means, vouchers or purchases.
#pragma once

#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "core/people/tax_code.hpp"
#include "core/register/id.hpp"

namespace buono::people {

using registers::Id;
using registers::Instant;

struct Person {
    Id id;
    std::string tax_code;  ///< As TaxCode::text().
    std::string given_name;
    std::string family_name;
    Date born{};

    bool operator==(const Person&) const = default;
};

inline constexpr std::size_t kNameBytesMax = 120;

/// What is wrong with the person as declared, first of: tax code, birth date against it, given name, family name.
/// Fields are "/tax_code", "/birth_date", "/given_name", "/family_name". Answers the code as it is kept.
Result<TaxCode> checkPerson(const Person& person);

/// The same tax code, birth date and names; capitals and repeated spaces do not count.
bool sameData(const Person& a, const Person& b);

}  // namespace buono::people
