// Balances as rows, and the Book a start makes of them.
#pragma once

#include "adapters/store/journal_rows.hpp"

namespace buono::store {

/// Fills an empty Book from the rows of a writing connection: balances, each as of its own entry, and the entries since
/// (core/ledger/restore.hpp); holds as of the last commit. Verifies that the last entries of the journal are one
/// unbroken chain that ends where the head says; anything else is damage. `journal` then knows where to go on. Holds
/// the turn meanwhile. Answers the entry that every row has at least: Projection::begin() goes on from there.
std::uint64_t restoreBook(Connection& connection, ledger::Book& book, JournalRows& journal);

}  // namespace buono::store
