// split: how a basket's price divides over instruments, line by line, and why each was used or not.
//
// The only place where the law of instruments is applied. A pure function of its arguments: no clock, no store.
//
// The order, which is the contract:
//   1. lines for which the payer asked an instrument, in their order: the asked one pays what the law lets it;
//   2. instruments that may pay part (vouchers), the one that ends first before the others, each on the dearest
//      line it may pay, then the next: public money goes first, and stays together;
//   3. instruments that must cover a whole line alone (welfare documents and credits), the one that ends first
//      before the others, each on the dearest untouched line that it can carry whole;
//   4. the rest of every line is direct.
// Equal dates fall to the smaller id, equal prices to the earlier line: the order in which instruments are given
// never matters, nor that of lines with different prices.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <buono/result.hpp>

#include "core/instruments/instrument.hpp"

namespace buono::instruments {

/// What a line asks the law: price, for whom, where, what kind of service, until when.
struct Line {
    registers::Id ente;
    registers::Id beneficiary;
    Money price;
    std::string area;
    std::string category;
    std::optional<registers::Date> service_ends;  ///< Nothing where the service has no fixed last day.
    /// The one instrument the payer wants here; nil: only direct money; nothing: whatever is best.
    std::optional<registers::Id> pay_with;
};

struct Share {
    std::size_t line = 0;
    registers::Id instrument;  ///< nil for direct.
    Kind kind = Kind::Direct;
    Debtor debtor;
    ledger::AccountNo account = 0;  ///< 0 for direct.
    Money amount;

    bool operator==(const Share&) const = default;
};

/// Why an instrument pays this much of a line, or nothing. The first that applies, in this order.
enum class Why : std::uint8_t {
    Used,
    AskedOtherwise,    ///< The payer asked another instrument, or only direct money, for this line.
    RepaysAfterwards,  ///< A sum repays what was paid; it pays nothing now.
    OtherBeneficiary,
    NotYetUsable,
    BuyByPassed,
    ServiceEndsTooLate,
    NotAllowedHere,  ///< Its call or plan does not admit this area, category or ente.
    NothingLeft,
    AlreadyPaid,      ///< Others pay the line wholly.
    WouldPayPart,     ///< It must cover the whole line and has not enough left (DM 25/3/2016 art. 6).
    WouldBeToppedUp,  ///< It must be alone on the line and another instrument pays part (same article).
};

/// "used", "asked_otherwise", ...: the word of the API.
std::string_view word(Why why);

struct Reason {
    std::size_t line = 0;
    registers::Id instrument;
    Why why = Why::Used;

    bool operator==(const Reason&) const = default;
};

struct Split {
    std::vector<Share> shares;    ///< By line, then in the order of use; direct last. Every amount > 0.
    std::vector<Reason> reasons;  ///< One per line and instrument, in the same order.
    Money total;
    Money direct;
};

/// Refuses no lines, more than kLinesMax, a negative price, a total out of range, and an asked instrument that is
/// not offered or that the law keeps from this line: the Error names the line ("/lines/1/pay_with") and the reason.
inline constexpr std::size_t kLinesMax = 20;
Result<Split> split(std::span<const Line> lines, std::span<const Instrument> instruments, registers::Date today);

}  // namespace buono::instruments
