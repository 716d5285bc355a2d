// Redemption: an ente gave the service and takes what is due for it, by a purchase code, a spending code, or many
// spending codes at once.
// SpendingCode: a family lets an ente or an area take up to an amount from one voucher, without a purchase.
//
// Plain values as rows keep them. What an ente may see of them is the share by debtor, never face or residual.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <buono/money.hpp>

#include "core/instruments/debtor.hpp"
#include "core/ledger/book.hpp"
#include "core/register/id.hpp"
#include "core/register/register.hpp"

namespace buono::purchases {

using registers::Id;
using registers::Instant;

enum class RedemptionState : std::uint8_t {
    Asking = 1,  ///< The ente's own system is being asked; nothing is captured yet.
    Done = 2,
    Refused = 3,
};

/// "asking", "done", "refused": the word of the API.
std::string_view word(RedemptionState state);

/// What one debtor owes for it: what settlement pays, once.
struct Due {
    instruments::Debtor debtor;
    ledger::AccountNo payable = 0;  ///< Of (ente, debtor); 0 for the family's part, which the ente already has.
    Money amount;
};

struct Redemption {
    Id id;
    Id ente;
    Id purchase;       ///< nil when paid with a spending code.
    Id spending_code;  ///< nil when it redeems a purchase, or many codes at once.
    int items = 1;     ///< How many payments it is: more than one only of spending codes, in their order in the entry.
    RedemptionState state = RedemptionState::Done;
    std::vector<int> lines;  ///< Of the purchase; empty with a spending code.
    std::vector<Due> dues;   ///< By debtor; the family's part is already with the ente.
    Money total;
    std::string provider_ref;  ///< What the ente's own system answered; empty without one.
    std::uint64_t seq = 0;     ///< Ledger entry of the capture; 0 while asking, refused, or when it moved nothing.
    Instant at;
};

struct SpendingCode {
    Id id;
    Id holder;
    Id beneficiary;
    Id instrument;
    ledger::AccountNo account = 0;
    instruments::Debtor debtor;
    Money amount;  ///< At most, in all payments together.
    /// Of the ledger: what it may still take (allowance.hpp). A new issue has a new one.
    ledger::AccountNo allowance = 0;
    Id ente;  ///< The one ente it is good for; nil: any accredited one of `area`.
    std::string area;
    Instant expires;
    std::int64_t issue = 1;
};

/// What a code names. A row keeps only the keyed hash of the code.
enum class CodeKind : std::uint8_t { Purchase = 1, Spending = 2 };

struct CodeRow {
    registers::Sha256 hash{};
    CodeKind kind = CodeKind::Purchase;
    Id subject;
    std::int64_t issue = 1;
};

}  // namespace buono::purchases
