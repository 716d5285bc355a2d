// Redeem: an ente takes what is due for a service it gave, on the family's code.
//
// A purchase code captures what the purchase holds, line by line or whole. Where the ente's own system books
// (a provider plugin), the redemption waits until that system approved; only then the capture (SettleRedemption).
// A spending code is Spend's (spend.hpp). Every code of another ente is the same as none. What the ente gets to know is
// the share by debtor. After the last day of an instrument
// that pays a line ("ente claims by") that line is not redeemed; one asked for in time still is. Writer's thread only.
#pragma once

#include <optional>
#include <vector>

#include "core/instruments/wallet.hpp"
#include "core/purchases/code.hpp"
#include "core/purchases/settle.hpp"
#include "core/purchases/spend.hpp"
#include "core/purchases/workbench.hpp"

namespace buono::purchases {

struct RedeemOrder {
    Id ente;
    registers::Sha256 code{};     ///< Keyed hash of the canonical code (CodeMaker::hash), made where it was typed.
    std::optional<Money> amount;  ///< Spending code: required. Purchase code: refused.
    std::vector<int> lines;       ///< Purchase code: empty takes every line that is left.
};

class Redeem {
public:
    struct Around {
        Spend& spend;
        const Arrangements& arrangements;
        const instruments::Wallet& wallet;
        const registers::Calendar& calendar;
    };

    Redeem(Funds funds, Rows rows, Around around) : funds_{funds}, rows_{rows}, around_{around} {}

    Result<Redemption> operator()(const RedeemOrder& order, Instant now);

private:
    Result<Redemption> purchase(const RedeemOrder& order, const CodeRow& code, Instant now);
    Result<Redemption> spend(const RedeemOrder& order, Instant now);
    Status claimable(const Purchase& purchase, const std::vector<int>& lines, Instant now) const;
    Redemption ask(Redemption redemption, const Purchase& purchase, const std::string& provider);

    Funds funds_;
    Rows rows_;
    Around around_;
};

/// The capture, after the ente's own system answered. Made by the courier.
class SettleRedemption {
public:
    SettleRedemption(Funds funds, Rows rows) : funds_{funds}, rows_{rows} {}

    Status operator()(const Id& operation, const Heard& heard, Instant now);

private:
    Funds funds_;
    Rows rows_;
};

}  // namespace buono::purchases
