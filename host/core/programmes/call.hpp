// Call: the public notice of a programme (avviso) as data: who may apply, what a child gets, out of which money, until
// when.
//
// The document's form is schemas/programme/call.schema.json; check() is what a schema cannot say. A call never
// changes once loaded: people relied on it. Values; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <buono/money.hpp>
#include <buono/result.hpp>

#include "core/register/time.hpp"

namespace buono::programmes {

/// One step of the table ISEE -> amount. Both ends are included; the next begins one cent above `to`.
struct Bracket {
    std::string code;  ///< "B1": what an application declares, instead of an ISEE value.
    Money from;
    Money to;
    Money amount;  ///< Of one child's voucher.
    bool operator==(const Bracket&) const = default;
};

/// Money of one origin, drawn in the order of the document.
struct Fund {
    std::string code;  ///< "UIA"
    std::string name;
    std::string cup;  ///< Codice unico di progetto: 15 characters.
    Money amount;
    bool operator==(const Fund&) const = default;
};

enum class PaymentNature : std::uint8_t { Price = 1, Contribution = 2 };
enum class VatKind : std::uint8_t { MultiPurpose = 1, SinglePurpose = 2 };

struct Call {
    std::string slug;  ///< Names the call in addresses for ever: a-z 0-9 -
    std::string title_it;
    std::string title_en;
    std::vector<Fund> sources;
    std::vector<Bracket> brackets;
    Money amount_min;  ///< What a voucher is worth at least and at most.
    Money amount_max;
    Money isee_max;  ///< Included.
    registers::Date apply_from{};
    registers::Date apply_by{};
    registers::Date buy_by{};
    registers::Date service_ends_by{};
    registers::Date claim_by{};
    int child_age_below = 18;        ///< On the day the application is sent.
    int days_to_spend_min = 0;       ///< An award must leave this many days until buy_by.
    std::vector<std::string> areas;  ///< Of the catalogue.
    PaymentNature payment_nature = PaymentNature::Price;
    VatKind vat_kind = VatKind::MultiPurpose;
    std::vector<std::string> assumptions;  ///< What the notice does not say and this document supposes.

    bool operator==(const Call&) const = default;

    /// The place of the bracket with this code.
    std::optional<std::size_t> bracket(std::string_view code) const;
};

/// The first fault, in the order of the document's members: its JSON pointer, and what to do about it.
Status check(const Call& call);

}  // namespace buono::programmes
