// What an ente's bank file says of payments by transfer, and what the host makes of it.
//
// The method's plugin reads the file; whether a line is about a payment of this ente, by this method and of this very
// amount is decided here, from the operation's own row. The file is the ente's evidence, as the till's receipt is: it
// lets the method's "approved" be believed, and never confirms anything by itself.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/purchases/workbench.hpp"

namespace buono::purchases {

/// One payment of the file. The kind is the plugin's word, in judged() the host's: "settled", "known" (confirmed
/// before), "short", "over", "twice", "late", "returned", "unknown", "account", "currency", "no_amount", "several",
/// "unclear".
struct BankLine {
    std::string kind;
    std::string reference;  ///< A creditor reference.
    Id operation;           ///< nil where the reference is none of this ente's.
    std::string entry;      ///< What the bank calls it: "[0-9A-Za-z./-]{1,40}".
    std::optional<Money> amount;
    std::string currency;
    std::string value_date;  ///< "2026-03-01" or "".
    bool waits = false;      ///< Returned: the payment waits for another transfer now.
};

struct BankReading {
    std::vector<BankLine> lines;
    std::int64_t entries = 0;  ///< All of the file; those below are not among the lines.
    std::int64_t announced = 0;
    std::int64_t debits = 0;
    std::int64_t without_reference = 0;
};

/// Whoever can read a bank's file. Any thread, outside any change; may take seconds.
class BankFiles {
public:
    static constexpr std::size_t kLinesMax = 2'000;

    struct Account {
        Id ente;
        std::string iban;
    };
    virtual ~BankFiles() = default;
    /// The installed method that reads bank files; of several the one `asked` for. "" for none.
    virtual std::string method(std::string_view asked) const = 0;
    /// Refuses a file that is none, and one with more lines than kLinesMax.
    virtual Result<BankReading> read(std::string_view method, const Account& account, std::string_view bytes) = 0;
};

/// @param operation  of the line, as it is known; nothing is an unknown one.
BankLine judged(BankLine line, const std::optional<Operation>& operation, const Id& ente, std::string_view method);

/// Keeps the bank's evidence beside the payments the file settles, so that the courier asks the method at once.
/// Writer's thread only.
class RecordTransfers {
public:
    explicit RecordTransfers(Rows rows) : rows_{rows} {}

    /// Lines that are not settled, or not this ente's, change nothing. Repeating it has no effect.
    void operator()(const Id& ente, std::string_view method, std::span<const BankLine> lines, Instant now);

private:
    void record(Operation& operation, std::string_view entry, Instant now);

    Rows rows_;
};

}  // namespace buono::purchases
