// camt: what moved on an account, read from a bank's statement (camt.053) or notification (camt.054), versions 02 and
// 08.
//
// Reads and decides nothing. Amounts are whole cents or absent; nothing of a payer's name or account is taken.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sepa {

/// One payment of one entry; an entry without details is one payment.
struct Movement {
    bool credit = false;  ///< Money came in.
    bool booked = false;  ///< Not only announced.
    bool undone = false;  ///< A reversal or a return.
    std::optional<std::int64_t> amount_minor;
    std::string currency;
    std::string account;     ///< IBAN of the account it is about.
    std::string value_date;  ///< "2026-03-01", or "".
    std::string id;          ///< The bank's reference, the same in every file; made of what there is, if it gave none.
    std::vector<std::string> references;  ///< Creditor references, each once.
};

struct Movements {
    std::vector<Movement> all;
    std::string refusal;  ///< "not_xml", "not_a_camt", "other_version"; "" when it was read.
};

Movements readCamt(std::string_view bytes);

/// "12.5" is 1250. Nothing when it is no amount, or has parts of a cent.
std::optional<std::int64_t> minorUnits(std::string_view text);

}  // namespace sepa
