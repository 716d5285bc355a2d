// GiveAccessCode: the city hands a person it knows from an import the code with which they open their account.
//
// It is handed out in person or on paper; it works once, for 30 days, and a new one ends the old. Writer's thread only.
#pragma once

#include <string_view>

#include "core/people/accounts.hpp"
#include "core/people/ports.hpp"

namespace buono::people {

inline constexpr std::int64_t kAccessCodeLife_us = 30LL * 24 * 3600 * 1'000'000;

class GiveAccessCode {
public:
    GiveAccessCode(const Persons& persons, const AccountsView& accounts, AccessCodes& codes)
        : persons_{persons}, accounts_{accounts}, codes_{codes} {}

    /// @param code canonical, of kAccessCodeBytes random bytes. Refuses a person unknown (not_found) or who has an
    /// account already (account_exists: the caller is staff of the city).
    Result<AccessCode> operator()(const Id& person, std::string_view code, Instant now);

private:
    const Persons& persons_;
    const AccountsView& accounts_;
    AccessCodes& codes_;
};

}  // namespace buono::people
