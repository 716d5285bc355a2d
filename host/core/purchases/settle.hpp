// Settle: the second change of a purchase. What the payment method answered confirms it, refuses it, or leaves it
// waiting with its holds; a withdrawal after the stated hour expires it.
//
// A yes that comes after the purchase was cancelled or expired is true all the same: the ente has the money and
// owes it back. So is a receipt that the till stated for a payment which the method has withdrawn. Writer's thread
// only; made by the courier, never by a request.
#pragma once

#include "core/purchases/verdict.hpp"
#include "core/purchases/workbench.hpp"

namespace buono::purchases {

/// One answer, and what was known when its question was asked.
struct Heard {
    Call call{};
    Answer answer;
    std::int64_t looks = 0;  ///< The operation's, before the call: another number now means that news came since.
    bool late = false;       ///< Asked after the payment's hour, and its withdrawal was tried first.
};

class Settle {
public:
    Settle(Funds funds, Rows rows) : funds_{funds}, rows_{rows} {}

    Status operator()(const Id& operation, const Heard& heard, Instant now);

private:
    Status confirm(Operation& operation, Purchase& purchase);
    Status giveUp(Operation& operation, Purchase& purchase, Verdict verdict);
    Status post(const Operation& operation, Purchase& purchase, bool received, std::vector<ledger::Transfer> released);
    void wait(Operation& operation, const Heard& heard, Instant now);
    void end(Operation& operation, Outcome outcome);

    Funds funds_;
    Rows rows_;
};

/// When to look again at an operation that still waits. Never after the hour at which it is withdrawn: at once, where
/// that hour passed while the question was under way.
Instant nextLook(const Operation& operation, const Heard& heard, Instant now);

}  // namespace buono::purchases
