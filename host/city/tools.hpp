// Tools: what every room of a city works with, whichever connection it stands on. Any thread may use them.
//
// References: main.cpp's City owns what they refer to and outlives every room.
#pragma once

#include <vector>

#include "adapters/store/catalogue_rows.hpp"
#include "adapters/store/live_balances.hpp"
#include "adapters/store/purchases_rows.hpp"
#include "adapters/store/vault.hpp"
#include "core/purchases/ports.hpp"
#include "core/register/rooms.hpp"
#include "core/settlement/settle.hpp"

namespace buono::city {

struct Tools {
    registers::Clock& clock;
    registers::Ids& ids;
    registers::Calendar& calendar;
    registers::Digest& digest;
    const purchases::Seal& seal;
    store::VaultKeys vault_keys;
    store::ShowcaseWindow& showcase;
    store::KnownCodes& known_codes;
    const store::LiveBalances& live;
    const registers::TableReader& tables;
    const settlement::PaymentFiles& payment_files;
    std::vector<purchases::MethodTerms> methods;
    settlement::Party paying_agent;
};

}  // namespace buono::city
