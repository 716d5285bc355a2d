// Employer: who promises its people credits and pays the enti for what they spend of them.
//
// Neither the city nor Buono holds its money: it pays from the file Buono makes, out of its own account. A value as
// rows keep it; the bank account is for settlement and for the employer itself only.
#pragma once

#include <string>

#include <buono/result.hpp>

#include "core/register/id.hpp"

namespace buono::welfare {

using registers::Id;

struct Employer {
    Id id;
    std::string name;
    std::string tax_id;  ///< 11 digits with their check digit; one employer each.
    std::string iban;    ///< What it pays from.
    std::string holder;  ///< Of the bank account, as the bank knows it; at most 70 characters.

    bool operator==(const Employer&) const = default;
};

class Employers;

/// Registers an employer. Refuses, in this order: name, tax id, IBAN and holder that are not well formed, and a tax id
/// that is registered already. Writer's thread only.
class RegisterEmployer {
public:
    RegisterEmployer(Employers& rows, registers::Ids& ids) : rows_{rows}, ids_{ids} {}

    /// @param draft without id.
    Result<Employer> operator()(Employer draft);

private:
    Employers& rows_;
    registers::Ids& ids_;
};

}  // namespace buono::welfare
