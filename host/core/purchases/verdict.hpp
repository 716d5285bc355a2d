// verdict: what an answer from outside decides. One table, for payments and for providers.
//
// Only a clear yes confirms and only a clear no refuses; silence keeps the hold and asks again.
#pragma once

#include "core/purchases/operation.hpp"

namespace buono::purchases {

enum class Verdict : std::uint8_t {
    Confirm,   ///< It happened.
    Refuse,    ///< It did not and will not.
    Withdraw,  ///< What was asked is annulled.
    Wait,      ///< Ask again at the next look.
    AskNow,    ///< Ask again at once: a refusal is believed when a query repeats it.
};

Verdict verdict(Call call, Outcome outcome);

/// The next call about an operation of which this much is known: send it, or ask what became of it.
Call nextCall(const Operation& operation);

/// Keeps what an answer says about the operation itself. An unanswered withdrawal says nothing about it, and neither
/// does a question that was not sent: what was known before stays known.
void learn(Operation& operation, Call call, const Answer& answer);

}  // namespace buono::purchases
