// Creditor references, ISO 11649: "RF", two check digits (mod 97-10), up to 21 letters and digits.
//
// Ours are 17 long and follow from the operation's id alone. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sepa {

inline constexpr std::size_t kOurLength = 17;

/// @param body 1 to 21 capitals and digits.
std::string creditorReference(std::string_view body);
bool isCreditorReference(std::string_view text);

/// `turn` from 0: another reference for the same operation, should two operations ever share one.
std::string referenceOf(std::string_view operation, int turn);

/// Adds the references of our length that stand in a text people typed: any case, with blanks inside or without.
void findReferences(std::string_view text, std::vector<std::string>& found);

/// A short name for any text, of capitals and digits: the same for the same text.
std::string digestOf(std::string_view text);

}  // namespace sepa
