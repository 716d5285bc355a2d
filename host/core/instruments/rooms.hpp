// What instruments lets others reach: reads anywhere, changes on the writer's thread only.
#pragma once

#include "core/instruments/directory.hpp"
#include "core/instruments/payables.hpp"
#include "core/instruments/wallet.hpp"

namespace buono::instruments {

struct Views {
    const Wallet& wallet;
    const Directory& directory;
};

struct Changes {
    const Wallet& wallet;
    Payables& payables;
};

}  // namespace buono::instruments
