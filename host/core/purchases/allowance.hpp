// Allowance: what a spending code may still take, kept as an account of the ledger.
//
// The limit of a code must hold under any number of enti at once and on several hosts, as a balance must: so it is one.
// An allowance is no money: the euros themselves go from the voucher to the payable in the same entry group.
// Pure functions; a group made here is posted by the caller. Writer's thread only.
#pragma once

#include <vector>

#include "core/instruments/payables.hpp"

namespace buono::purchases {

/// A new allowance, and the transfers that open it and give it its amount.
struct Grant {
    ledger::AccountNo account = 0;
    std::vector<ledger::Transfer> group;
};

/// @param drawer  of the change; keep() it once the group is posted.
Grant grant(const ledger::Book& book, instruments::Payables::Drawer& drawer, Money amount);

/// A new allowance of what is left in `old`, which is emptied: whoever still knows the old one can take nothing.
Grant replaceAllowance(const ledger::Book& book, instruments::Payables::Drawer& drawer, ledger::AccountNo old);

/// What may still be taken. Zero for an account that is not there.
Money left(const ledger::Balances& balances, ledger::AccountNo allowance);

}  // namespace buono::purchases
