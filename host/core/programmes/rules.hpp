// The rules an application must hold to, in their order, which is the contract: the first one broken is the answer.
//
//   1. the applicant's tax code, birth date and names (people::checkPerson)     4. the child's age on that day
//   2. the child's                                                              5. the bracket: under the limit, known
//   3. applicant and child are two persons, both born by the day it is sent     6. the ISEE protocol: form, this year
//   7. the window of the call is open                  8. one application per child and call (needs rows: isApplied)
//
// Who speaks for the child, and that the declared is true, is the applicant's declaration under DPR 445/2000: never
// the log-in of another parent. Pure. An Error's field is the column of the import.
#pragma once

#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "core/people/person.hpp"
#include "core/programmes/call.hpp"

namespace buono::programmes {

/// What one application says before it is one.
struct Claim {
    people::Person applicant;
    people::Person child;
    std::string bracket;  ///< Its code; "" declares an ISEE over the limit.
    std::string protocol;
};

/// Rules 1 to 7. Tax codes are answered as they are kept.
Result<Claim> checkClaim(Claim claim, const Call& call, registers::Date day_sent);

/// Rules 3 to 6, for persons who are known already.
Status checkFamily(const Claim& claim, const Call& call, registers::Date day_sent);

/// Rule 6: "INPS-ISEE-2026-01234567A-00" of this year. The letter and the last digits mean nothing to us.
Status checkProtocol(std::string_view protocol, registers::Date day_sent);

/// Rule 7.
Status checkWindow(const Call& call, registers::Date day_sent);

}  // namespace buono::programmes
