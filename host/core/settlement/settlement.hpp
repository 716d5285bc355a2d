// Settlement: one debtor pays every ente what it owes it, once. The city pays its own file out of all funding sources,
// each employer its own; money of two debtors never meets in one file, money of two sources never in one payout.
//
// proposed -> approved | cancelled. A proposal takes every due captured so far that no payout has yet; cancelling frees
// them. Approving records the payment in the ledger (Payable -> Paid, one entry group) and makes the file available:
// only then is there something to send. Plain values as rows keep them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <buono/money.hpp>

#include "core/instruments/debtor.hpp"
#include "core/ledger/book.hpp"
#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::settlement {

using registers::Id;
using registers::Instant;

/// The number is kept in rows.
enum class State : std::uint8_t { Proposed = 1, Approved = 2, Cancelled = 3 };

/// "proposed", "approved", "cancelled": the word of the API.
std::string_view word(State state);

/// One side of a payment, as a bank knows it.
struct Party {
    std::string name;
    std::string iban;
    bool operator==(const Party&) const = default;
};

struct Settlement {
    Id id;
    instruments::Debtor debtor;  ///< An employer; or the city with a nil id, for all its funding sources.
    std::int64_t number = 0;     ///< 1, 2, 3, ... for each debtor: what people call it.
    State state = State::Proposed;
    registers::Date execution{};
    Party payer;  ///< As it was when proposed.
    int payouts = 0;
    int dues = 0;
    Money total;
    Id proposed_by;  ///< Persons.
    Instant proposed;
    Id decided_by;  ///< nil while proposed.
    Instant decided;
    std::uint64_t seq = 0;  ///< Ledger entry of the payment; 0 unless approved.
};

/// What one ente gets of one settlement out of one source or from one employer.
struct Payout {
    Id id;
    Id settlement;
    Id ente;
    instruments::Debtor debtor;  ///< Funding source or employer.
    ledger::AccountNo payable = 0;
    Party payee;       ///< As it was when proposed; approving refuses another.
    std::string cup;   ///< Of the funding source; empty for an employer.
    std::string fund;  ///< What the source or employer is called.
    int dues = 0;
    Money amount;
};

/// An account whose dues are not what the ledger says is owed. It is left out, and stops nothing else.
struct Difference {
    Id ente;
    instruments::Debtor debtor;
    Money dues;
    Money ledger;
};

}  // namespace buono::settlement
