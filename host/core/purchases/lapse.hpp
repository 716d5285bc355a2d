// Lapse: the end of what nobody claimed. After the last day to redeem ("ente claims by") of what pays a purchase, all
// that is still held for it is released and the purchase is over.
//
// The basket ends whole: a line that an employer's credit alone pays ends with it. Direct money that the ente has stays
// a matter between family and ente. A redemption that was asked for in time is waited for. Made by the courier, through
// the errand that Buy left; but whether the day is over the ledger says, by its own time. Writer's thread only.
#pragma once

#include "core/purchases/workbench.hpp"

namespace buono::purchases {

class Lapse {
public:
    Lapse(Funds funds, Rows rows) : funds_{funds}, rows_{rows} {}

    /// @param due  what the errand was left for. A purchase that is over already only loses its errand.
    Status operator()(const Id& purchase, Instant due);

private:
    Status end(Purchase& purchase, Instant due);

    Funds funds_;
    Rows rows_;
};

}  // namespace buono::purchases
