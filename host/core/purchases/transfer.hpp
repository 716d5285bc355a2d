// A bank transfer as the payer is told of it: to whom, to which account, under which reference, and the text of its QR.
//
// Where the money goes comes from the city's own records and never from a plugin. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <buono/money.hpp>

namespace buono::purchases {

/// What an operation waits for while its transfer is under way: Operation::waits_for.
inline constexpr std::string_view kBankTransfer = "bank_transfer";

struct Transfer {
    std::string payee;  ///< The account's holder.
    std::string iban;   ///< Capitals and digits.
    Money amount;
    std::string reference;  ///< A creditor reference, ISO 11649.
};

/// "RF", two check digits that fit (mod 97-10), up to 21 capitals and digits.
bool isCreditorReference(std::string_view text);

/// The text of its QR code, EPC069-12 version 2: at most 331 bytes, to be coded at level M. A name is cut at 70 signs.
/// Nothing where amount or reference is not one that the guidelines allow.
std::optional<std::string> transferText(const Transfer& transfer);

/// In fours, as people read it: "IT60 X054 2811 ...".
std::string inFours(std::string_view text);

}  // namespace buono::purchases
