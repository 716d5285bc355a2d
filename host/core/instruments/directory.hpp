// Directory: which account of the ledger serves which purpose. The ledger itself knows only numbers.
//
// A port; adapters/store keeps it beside the journal. Rows are only ever added.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "core/instruments/debtor.hpp"
#include "core/ledger/book.hpp"

namespace buono::instruments {

/// What an account is for. Members that say nothing for its kind stay empty.
struct Purpose {
    ledger::AccountKind kind{};
    registers::Id ente;  ///< Payable, Received, RefundDue.
    Debtor debtor;       ///< Payable, Paid, RefundDue.
    std::string method;  ///< Clearing, Received: the payment method.

    auto operator<=>(const Purpose&) const = default;
};

struct Entitled {
    ledger::AccountNo account = 0;
    Purpose purpose;
};

class Directory {
public:
    virtual ~Directory() = default;
    virtual std::optional<ledger::AccountNo> find(const Purpose& purpose) const = 0;
    /// Every account of a kind, by number.
    virtual std::vector<Entitled> ofKind(ledger::AccountKind kind) const = 0;
    /// On the writer's connection only.
    virtual void add(ledger::AccountNo account, const Purpose& purpose) = 0;
};

}  // namespace buono::instruments
