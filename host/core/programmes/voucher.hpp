// Voucher: what one child was awarded: an account of the ledger, filled whole from one funding source.
//
// Values. What is left on a voucher is the ledger's to say.
#pragma once

#include <cstdint>
#include <string>

#include <buono/money.hpp>

#include "core/ledger/book.hpp"
#include "core/programmes/application.hpp"
#include "core/programmes/call.hpp"

namespace buono::programmes {

/// A funding source of a loaded call.
struct Source {
    Id id;
    Id programme;
    int place = 0;  ///< In the order of drawing, from 0.
    Fund fund;
    ledger::AccountNo budget = 0;   ///< Where its opening entry came from.
    ledger::AccountNo account = 0;  ///< What is not yet awarded.
};

/// A call that was loaded.
struct Programme {
    Id id;
    Call call;
    std::vector<Source> sources;  ///< In order.
    Instant at;
    std::uint64_t seq = 0;
};

/// The number is kept in rows.
enum class VoucherState : std::uint8_t { Active = 1, Revoked = 2 };

struct Voucher {
    Id id;
    Id programme;
    Id application;
    Id child;
    Id holder;  ///< The applicant.
    Id source;
    ledger::AccountNo account = 0;
    Money amount;
    std::string act_number;
    registers::Date act_date{};
    VoucherState state = VoucherState::Active;
};

}  // namespace buono::programmes
