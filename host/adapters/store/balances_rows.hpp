// Balances as rows: projected by the writer in the commit that changes them, read by everybody else, and the snapshot
// a start loads.
#pragma once

#include "adapters/store/journal_rows.hpp"

namespace buono::store {

class BalancesRows final : public ledger::Balances {
public:
    explicit BalancesRows(Connection& connection) : connection_{connection} {}

    std::optional<ledger::Account> account(ledger::AccountNo no) const override;

private:
    Connection& connection_;
};

/// Writes what the Book and the journal changed since the last time: every changed balance, holds made and ended.
/// Before JournalRows::flush(), which forgets the holds.
void project(Connection& connection, ledger::Book& book, const JournalRows& journal);

/// Fills an empty Book from the rows of a writing connection: balances and holds as projected, then the entries after
/// them. Verifies that the last entries of the journal are one unbroken chain that ends where the head says; anything
/// else is damage. `journal` then knows where to go on. Holds the turn meanwhile.
void restoreBook(Connection& connection, ledger::Book& book, JournalRows& journal);

}  // namespace buono::store
