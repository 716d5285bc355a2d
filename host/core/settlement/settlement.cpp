#include "core/settlement/settlement.hpp"

#include <buono/check.hpp>

#include "core/settlement/ports.hpp"

namespace buono::settlement {
namespace {

/// The 32 hexadecimal digits of an id: what banks have room for.
std::string compact(const Id& id) {
    std::string digits;
    for (const char c : id.text())
        if (c != '-') digits += c;
    return digits;
}

}  // namespace

std::string_view word(State state) {
    switch (state) {
        case State::Proposed: return "proposed";
        case State::Approved: return "approved";
        case State::Cancelled: return "cancelled";
    }
    BUONO_CHECK(!"a state of the list");
    return {};
}

PaymentOrder orderOf(const Settlement& settlement, const std::vector<Payout>& payouts) {
    BUONO_CHECK(settlement.state == State::Approved);
    PaymentOrder order{compact(settlement.id), settlement.decided, settlement.execution, settlement.payer, {}};
    std::int64_t total_cents = 0;
    for (const auto& payout : payouts) {
        order.payments.push_back({compact(payout.id), payout.payee, payout.amount, remittance(settlement, payout)});
        total_cents += payout.amount.cents();
    }
    BUONO_CHECK(total_cents == settlement.total.cents());
    return order;
}

}  // namespace buono::settlement
