// Statement: what a payout is made of, for the ente and its books. It names redemptions, never a family.
//
// Values, and the one way to write them as a table. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/settlement/settlement.hpp"

namespace buono::settlement {

/// One due of one redemption.
struct StatementLine {
    Id redemption;
    int due = 0;
    Instant at;    ///< When it was redeemed.
    Money amount;  ///< The debtor's share.
};

/// What the ente calls the redemption: the same eight signs as its own pages show.
std::string reference(const Id& redemption);

/// What the bank writes on both accounts: CUP where public money moves, then settlement and ente's statement; at most
/// 140 characters.
std::string remittance(const Settlement& settlement, const Payout& payout);

}  // namespace buono::settlement
