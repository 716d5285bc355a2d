// Purchase: one basket at one ente, how each line's price was split, and how far it has come.
//
// Plain values as rows keep them; purchases/states.hpp says which change of state is lawful. Copy freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <buono/money.hpp>

#include "core/instruments/instrument.hpp"
#include "core/ledger/book.hpp"
#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::purchases {

using registers::Id;
using registers::Instant;

/// The number is kept in rows.
enum class State : std::uint8_t {
    Reserving = 1,  ///< Everything is held; the direct part is being asked.
    Confirmed = 2,  ///< Paid for: the code may be redeemed.
    PartlyRedeemed = 3,
    Completed = 4,  ///< Every line is redeemed.
    Refused = 5,    ///< The direct part was refused.
    Cancelled = 6,
    Expired = 7,  ///< The direct part did not come by the stated hour, or nobody claimed it by the last day.
    Refunded = 8,
};

/// "reserving", "confirmed", ...: the word of the API.
std::string_view word(State state);

struct Share {
    int line = 0;
    Id instrument;  ///< nil for direct.
    instruments::Kind kind = instruments::Kind::Direct;
    instruments::Debtor debtor;
    Money amount;
    ledger::HoldNo hold = 0;  ///< Ends at redemption, cancellation or expiry; 0 for direct.
};

struct Line {
    Id service;
    Id beneficiary;
    std::string title;  ///< As the catalogue said when it was bought.
    Money price;
    bool redeemed = false;
};

struct Purchase {
    Id id;
    Id payer;
    Id ente;
    State state = State::Reserving;
    std::string method;  ///< Payment method of the direct part; empty when nothing is direct.
    Money total;
    Money direct;
    Instant at;
    std::int64_t code_issue = 1;
    bool direct_received = false;   ///< The ente has the direct part.
    bool direct_owed_back = false;  ///< The ente has it and must give it back.
    std::uint64_t seq = 0;          ///< Ledger entry of the last change; 0 when it moved nothing.
    std::vector<Line> lines;
    std::vector<Share> shares;
};

/// What `debtor` pays of the whole purchase.
Money shareOf(const Purchase& purchase, instruments::DebtorKind debtor);

}  // namespace buono::purchases
