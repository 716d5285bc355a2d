// Cancel: the payer gives a purchase up before anything of it is redeemed. Every hold is released; direct money
// that the ente already has is owed back by the ente; a payment still asked for is withdrawn by the courier.
//
// Writer's thread only.
#pragma once

#include "core/purchases/workbench.hpp"

namespace buono::purchases {

class Cancel {
public:
    Cancel(Funds funds, Rows rows) : funds_{funds}, rows_{rows} {}

    /// Another's purchase is the same as none. Refuses one that is redeemed, being redeemed, over, or whose till
    /// receipt is being confirmed.
    Result<Purchase> operator()(const Id& payer, const Id& purchase, Instant now);

private:
    Funds funds_;
    Rows rows_;
};

}  // namespace buono::purchases
