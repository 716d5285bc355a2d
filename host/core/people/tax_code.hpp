// TaxCode: the sixteen characters that identify a person to the State (codice fiscale, DM 23/12/1976 n. 13813).
//
// Checks the form, the letters that stand for digits where two people would share a code (omocodia), the day of birth
// and the check letter. It never makes a code: only the State does. Two variants of omocodia are two persons, so codes
// are compared as they are written. The provisional codes of eleven digits are not read yet.
// A value type: copy it freely.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "core/register/time.hpp"

namespace buono::people {

using registers::Date;

class TaxCode {
public:
    static constexpr std::size_t kLength = 16;

    /// Reads capitals and small letters. codes::kTaxCodeInvalid, field "/tax_code", says what is wrong first.
    static Result<TaxCode> parse(std::string_view text);

    /// Sixteen capitals and digits, as the State wrote them (omocodia kept).
    const std::string& text() const { return text_; }

    /// The date of birth, in the last year that is not after `century_pivot_year`: the code has two digits of it.
    /// Not ok() only for a 29 February that this century did not have.
    Date born(int century_pivot_year) const;
    bool female() const;
    /// Some digits are written as letters.
    bool isOmocodia() const;

    auto operator<=>(const TaxCode&) const = default;

private:
    explicit TaxCode(std::string text) : text_{std::move(text)} {}

    int number(std::size_t from, std::size_t digits) const;

    std::string text_;
};

/// The date of birth agrees with the code, whatever the century.
bool fits(const TaxCode& code, Date born);

}  // namespace buono::people
