// Expiry: the end of what is held beyond its time, as a command of the ledger.
//
// Who lets something be held knows until when, and keeps that with its own rows. Whether the time is over is judged
// here alone, by the time the ending entry itself will carry (Book::time()): an auditor who knows the deadline sees
// from the journal that no hold expired before it, whatever a clock said. Writer's thread only.
#pragma once

#include "core/ledger/book.hpp"

namespace buono::ledger {

/// Releases these holds, in one entry, with code Expiry. The first rule broken is the answer: the time is over
/// (kHoldNotDue), each hold is open (kHoldNotFound), the Book's own. Returns the seq of the entry.
Result<std::uint64_t> expire(Book& book, std::span<const HoldNo> holds, registers::Instant deadline);

}  // namespace buono::ledger
