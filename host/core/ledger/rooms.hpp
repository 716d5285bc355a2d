// What the ledger lets others reach: balances, and the journal as it is kept. Reads only, on any connection; the
// Book itself is the writer's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/ledger/book.hpp"

namespace buono::ledger {

/// An entry with what proves it: its canonical bytes (schemas/ledger/journal.md) and its link of the chain.
struct KeptEntry {
    Entry entry;
    std::vector<std::uint8_t> body;
    registers::Sha256 hash{};
};

/// The last entry of the journal; seq 0 and 32 zero bytes before the first.
struct Head {
    std::uint64_t seq = 0;
    registers::Instant at;
    registers::Sha256 hash{};
};

/// The journal for those who read it. adapters/store implements it on each reader's connection.
class Entries {
public:
    virtual ~Entries() = default;
    /// Entries from `seq` on, in order: at most `limit`, and no more once their bodies reach `bytes_max`; at least
    /// one where there is one. An entry has up to 10,000 transfers, so a count alone bounds nothing.
    virtual std::vector<KeptEntry> from(std::uint64_t seq, std::size_t limit, std::size_t bytes_max) const = 0;
    virtual Head head() const = 0;
};

struct Views {
    const Balances& balances;  ///< Projected rows: as of the desk's as_of.
    const Entries& entries;
};

}  // namespace buono::ledger
