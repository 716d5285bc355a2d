// Instrument: something that can pay a share of a price: an account of the ledger and the law that binds it.
//
// It owns no money and knows no programme or plan: the rooms that issue vouchers and credits describe them in
// these words (see offers.hpp) and split.hpp alone applies them. A value type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <buono/money.hpp>

#include "core/instruments/debtor.hpp"
#include "core/ledger/book.hpp"
#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::instruments {

/// The number is kept in rows.
enum class Kind : std::uint8_t {
    Direct = 0,           ///< The payer's own money, taken by the ente through a payment method.
    Voucher = 1,          ///< Public money for one child.
    WelfareDocument = 2,  ///< TUIR art. 51 c. 2 in kind, or any voucher document.
    WelfareSum = 3,       ///< TUIR art. 51 c. 2 f-bis, f-ter as a sum: repays what was really paid.
    WelfareCredit3 = 4,   ///< TUIR art. 51 c. 3.
};

/// "direct", "voucher", "welfare_document", "welfare_sum", "welfare_credit": the word of the API.
std::string_view word(Kind kind);

/// How much of one line an instrument may pay. Law: DM 25/3/2016 art. 6 for everything but a voucher.
enum class Cover : std::uint8_t {
    PartOfLine,    ///< Any part; the family pays the rest to the ente.
    WholeLine,     ///< The whole line, alone on it; neither topped up nor in part.
    AfterPayment,  ///< Nothing at purchase: it repays the person afterwards.
};

struct Policy {
    Cover cover = Cover::PartOfLine;
    std::vector<std::string> areas;       ///< Allowed areas of the catalogue; empty allows any.
    std::vector<std::string> categories;  ///< Allowed categories; empty allows any.
    std::vector<registers::Id> enti;      ///< Allowed enti; empty allows any accredited one.
    registers::Date usable_from{};        ///< First day a purchase may use it.
    registers::Date usable_until{};       ///< Last day ("buy by").
    registers::Date service_ends_by{};    ///< Last day the service it pays may end.
    /// Last day an ente may redeem what it holds for a purchase; nothing where whoever owes sets none.
    std::optional<registers::Date> claim_by{};
};

/// What the law says when nobody says more: a voucher may pay part, a document and a c. 3 credit the whole line
/// only (`c3_topup` makes the latter part-paying: an employer's own, defended choice), a sum nothing now.
Cover coverOf(Kind kind, bool c3_topup = false);

struct Instrument {
    registers::Id id;  ///< Of the voucher or credit, in its own room.
    Kind kind = Kind::Voucher;
    ledger::AccountNo account = 0;
    Debtor debtor;
    registers::Id holder;       ///< The person who spends it.
    registers::Id beneficiary;  ///< The one person it may be spent for; nil: anybody the holder may buy for.
    std::string label;          ///< Shown to the holder only: "WISH MI 2026".
    Policy policy;
    Money left;  ///< Filled by Wallet from the ledger; what may still be spent.
};

}  // namespace buono::instruments
