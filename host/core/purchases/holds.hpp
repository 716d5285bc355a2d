// The transfers that end a purchase's holds: releases of all, captures of some lines.
//
// Pure lists for one entry group; nothing is posted here.
#pragma once

#include <span>
#include <vector>

#include "core/ledger/book.hpp"
#include "core/purchases/purchase.hpp"

namespace buono::purchases {

/// Those of every line that is not redeemed yet.
std::vector<ledger::HoldNo> openHolds(const Purchase& purchase);
/// Of every line that is not redeemed yet.
std::vector<ledger::Transfer> releases(const ledger::Book& book, const Purchase& purchase, ledger::Code code);
std::vector<ledger::Transfer> captures(const ledger::Book& book, const Purchase& purchase, std::span<const int> lines);

}  // namespace buono::purchases
