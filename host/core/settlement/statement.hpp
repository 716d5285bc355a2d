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

/// What people call a redemption or a statement: the last eight signs of its id, in capitals.
std::string reference(const Id& id);

/// What the bank writes on both accounts: CUP where public money moves, then settlement and ente's statement; at most
/// 140 characters.
std::string remittance(const Settlement& settlement, const Payout& payout);

}  // namespace buono::settlement
