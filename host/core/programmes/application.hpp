// Application: one child's request in one call, as an adult declared it. Never an ISEE value: a bracket, declared.
//
// Values. The words are those of the API.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::programmes {

using registers::Id;
using registers::Instant;

/// The number is kept in rows. An application that breaks a rule is refused before it exists: it leaves no row.
enum class ApplicationState : std::uint8_t {
    Draft = 1,
    Submitted = 2,
    UnderReview = 3,
    Eligible = 4,
    Refused = 5,
    Ranked = 6,
    Awarded = 7,
    Waitlisted = 8,
};
std::string_view word(ApplicationState state);

/// What stands behind the bracket. Declared: DPR 445/2000 art. 46-47, checked later (art. 71).
enum class Evidence : std::uint8_t { Declared = 1, Verified = 2, Missing = 3 };
std::string_view word(Evidence evidence);

/// By which title the applicant speaks for the child (c.c. 316, 337-ter, 337-quater, 343 ff.): a self-declaration.
enum class Responsibility : std::uint8_t { Shared = 1, Exclusive = 2, Guardian = 3 };
std::string_view word(Responsibility responsibility);

struct Application {
    Id id;
    Id programme;
    Id applicant;
    Id child;
    ApplicationState state = ApplicationState::Eligible;
    Evidence evidence = Evidence::Declared;
    int bracket = 0;       ///< Place in the call's table. Ciphertext in rows, like the next three.
    std::string protocol;  ///< "INPS-ISEE-2026-01234567A-00"
    Responsibility responsibility = Responsibility::Shared;
    bool is_protected = false;  ///< A protected household gets no notice: it might be read by the wrong eyes.
    Instant at;
    std::uint64_t seq = 0;
};

}  // namespace buono::programmes
