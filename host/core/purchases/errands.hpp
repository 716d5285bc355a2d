// Errands: what the courier does for purchases. The question to the world outside comes first, with no change
// open; then one change with what was heard. A crash between the two repeats the question under the same
// operation id, so recovery is not a second path.
//
// Reads through the courier's own connection. One courier thread; calls may take seconds.
#pragma once

#include "core/purchases/lapse.hpp"
#include "core/purchases/redeem.hpp"
#include "core/purchases/settle.hpp"

namespace buono::purchases {

class Errands {
public:
    struct Desk {
        registers::Register& registry;
        registers::Clock& clock;
        const registers::Digest& digest;
        const Operations& operations;  ///< On the courier's reading connection.
    };
    struct Outside {
        Methods& methods;
        Providers& providers;
    };
    struct Changes {
        Settle& settle;
        SettleRedemption& settle_redemption;
        Lapse& lapse;
    };

    Errands(Desk desk, Outside outside, Changes changes) : desk_{desk}, outside_{outside}, changes_{changes} {}

    /// Routes "ask_method" and "ask_provider". A refusal is a bug or damage: the errand stays and is tried again.
    Status askMethod(const registers::Errand& errand);
    Status askProvider(const registers::Errand& errand);
    /// Route "lapse_purchase": asks nobody. Refused, and tried later, while the ledger's own time is before the
    /// errand's (kHoldNotDue) or the time is not sure (kClockInDoubt).
    Status lapse(const registers::Errand& errand);

private:
    Heard pay(const Operation& operation);
    bool isOver(const Operation& operation) const;
    Heard book(const Operation& operation);
    Status change(const Operation& operation, std::string_view route, const registers::Work& work);

    Desk desk_;
    Outside outside_;
    Changes changes_;
};

}  // namespace buono::purchases
