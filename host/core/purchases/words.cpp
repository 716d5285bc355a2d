#include "core/purchases/operation.hpp"
#include "core/purchases/purchase.hpp"
#include "core/purchases/redemption.hpp"

namespace buono::purchases {

std::string_view word(State state) {
    switch (state) {
        case State::Reserving: return "reserving";
        case State::Confirmed: return "confirmed";
        case State::PartlyRedeemed: return "partly_redeemed";
        case State::Completed: return "completed";
        case State::Refused: return "refused";
        case State::Cancelled: return "cancelled";
        case State::Expired: return "expired";
        case State::Refunded: return "refunded";
    }
    BUONO_CHECK(!"a state of the list");
    return {};
}

std::string_view word(Outcome outcome) {
    switch (outcome) {
        case Outcome::Unknown: return "unknown";
        case Outcome::Approved: return "approved";
        case Outcome::Declined: return "declined";
        case Outcome::Pending: return "pending";
        case Outcome::NotSent: return "not_sent";
        case Outcome::NotFound: return "not_found";
        case Outcome::Unsupported: return "unsupported";
        case Outcome::Invalid: return "invalid";
    }
    BUONO_CHECK(!"an outcome of the list");
    return {};
}

std::string_view word(RedemptionState state) {
    switch (state) {
        case RedemptionState::Asking: return "asking";
        case RedemptionState::Done: return "done";
        case RedemptionState::Refused: return "refused";
    }
    BUONO_CHECK(!"a redemption state of the list");
    return {};
}

std::string_view progress(const Operation& operation) {
    if (operation.ended) return operation.outcome == Outcome::Approved ? "approved" : "declined";
    if (!operation.receipt.empty()) return "confirming_receipt";
    switch (operation.outcome) {
        case Outcome::NotSent:
        case Outcome::NotFound: return "asking";
        case Outcome::Pending:
            return operation.waits_for.empty() ? std::string_view{"pending"} : std::string_view{operation.waits_for};
        case Outcome::Unknown:
        case Outcome::Approved:
        case Outcome::Declined:
        case Outcome::Unsupported:
        case Outcome::Invalid: return "checking";
    }
    BUONO_CHECK(!"an outcome of the list");
    return {};
}

std::string reference(const Operation& operation) {
    auto digits = operation.id.text().substr(28);
    for (auto& c : digits) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    return digits;
}

}  // namespace buono::purchases
