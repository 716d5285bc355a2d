#include "core/purchases/verdict.hpp"

#include <algorithm>
#include <array>

namespace buono::purchases {
namespace {

Verdict afterAuthorize(Outcome outcome) {
    switch (outcome) {
        case Outcome::Approved: return Verdict::Confirm;
        case Outcome::Declined: return Verdict::AskNow;
        case Outcome::Unsupported:
        case Outcome::Invalid: return Verdict::Refuse;
        case Outcome::Unknown:
        case Outcome::Pending:
        case Outcome::NotSent:
        case Outcome::NotFound: return Verdict::Wait;
    }
    return Verdict::Wait;
}

Verdict afterQuery(Outcome outcome) {
    switch (outcome) {
        case Outcome::Approved: return Verdict::Confirm;
        case Outcome::Declined: return Verdict::Refuse;
        case Outcome::Unknown:
        case Outcome::Pending:
        case Outcome::NotSent:
        case Outcome::NotFound:
        case Outcome::Unsupported:
        case Outcome::Invalid: return Verdict::Wait;
    }
    return Verdict::Wait;
}

Verdict afterRedeem(Outcome outcome) {
    switch (outcome) {
        case Outcome::Approved: return Verdict::Confirm;
        case Outcome::Declined:
        case Outcome::Unsupported:
        case Outcome::Invalid: return Verdict::Refuse;
        case Outcome::Unknown:
        case Outcome::Pending:
        case Outcome::NotSent:
        case Outcome::NotFound: return Verdict::Wait;
    }
    return Verdict::Wait;
}

}  // namespace

Verdict verdict(Call call, Outcome outcome) {
    switch (call) {
        case Call::Authorize: return afterAuthorize(outcome);
        case Call::Query:
        case Call::Status: return afterQuery(outcome);
        case Call::Cancel: return outcome == Outcome::Approved ? Verdict::Withdraw : Verdict::Wait;
        case Call::Redeem: return afterRedeem(outcome);
    }
    return Verdict::Wait;
}

Call nextCall(const Operation& operation) {
    // Both mean that nothing is under way there: the same operation id may be sent (again).
    const bool unsent = operation.outcome == Outcome::NotSent || operation.outcome == Outcome::NotFound;
    if (operation.purpose == Purpose::Redeem) return unsent ? Call::Redeem : Call::Status;
    return unsent ? Call::Authorize : Call::Query;
}

void learn(Operation& operation, Call call, const Answer& answer) {
    if (!answer.ref.empty()) operation.ref = answer.ref;
    const bool looked = call == Call::Query || call == Call::Status;
    if (call == Call::Cancel || (looked && answer.outcome == Outcome::NotSent)) return;
    operation.outcome = answer.outcome;
    operation.waits_for = answer.waits_for;
}

std::int64_t nextLookAfterUs(std::int64_t looks) {
    constexpr std::int64_t kSecond = 1'000'000;
    constexpr std::array<std::int64_t, 10> kWaits{2, 5, 15, 60, 300, 900, 3600, 3 * 3600, 12 * 3600, 24 * 3600};
    const auto step = std::clamp<std::int64_t>(looks - 1, 0, kWaits.size() - 1);
    return kWaits[static_cast<std::size_t>(step)] * kSecond;
}

}  // namespace buono::purchases
