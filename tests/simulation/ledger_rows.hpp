// The journal, what is projected from it, and what the register leaves, on the simulated disk.
//
// Tape is the Journal port of one process: it stamps entries as adapters/store does. restoreBook() is a start. One
// thread.
#pragma once

#include <set>
#include <string>

#include "core/instruments/directory.hpp"
#include "core/ledger/rooms.hpp"
#include "core/register/register.hpp"
#include "simulation/disk.hpp"
#include "simulation/plants.hpp"
#include "simulation/random.hpp"

namespace buono::simulation {

using registers::Id;
using registers::Instant;

struct KeptReply {
    registers::Sha256 request{};
    registers::Reply reply;
    std::uint64_t seq = 0;
};

/// One change, or one read that had to be noted.
struct AuditLine {
    Id id;
    Instant at;
    std::string actor;
    std::string key;
    std::string operation;
    std::string purpose;    ///< Of a noted read; empty for a change.
    std::uint64_t seq = 0;  ///< 0: it moved nothing.
};

class DirectoryRows final : public instruments::Directory {
public:
    DirectoryRows(Disk& disk, Plant plant) : accounts{disk}, plant_{plant} {}

    std::optional<ledger::AccountNo> find(const instruments::Purpose& purpose) const override;
    std::vector<instruments::Entitled> ofKind(ledger::AccountKind kind) const override {
        std::vector<instruments::Entitled> found;
        for (const auto& [purpose, account] : accounts.rows())
            if (purpose.kind == kind) found.push_back({account, purpose});
        return found;
    }
    void add(ledger::AccountNo account, const instruments::Purpose& purpose) override {
        accounts.add(purpose, account);
    }

    Table<instruments::Purpose, ledger::AccountNo> accounts;

private:
    Plant plant_;
};

/// A balance as it was written down, and after which entry: others may have changed it since.
struct KeptBalance {
    ledger::Account account;
    std::uint64_t as_of = 0;
};

struct LedgerRows {
    LedgerRows(Disk& disk, Plant plant)
        : journal{disk},
          balances{disk},
          projected{disk},
          holds{disk},
          replies{disk},
          audit{disk},
          directory{disk, plant} {}

    using KeyName = std::pair<std::string, std::string>;  ///< Actor and key.

    Log<ledger::Entry> journal;
    Table<ledger::AccountNo, KeptBalance> balances;
    Table<int, std::uint64_t> projected;  ///< The one row: the entry that every balance has at least.
    Table<ledger::HoldNo, ledger::Book::Held> holds;
    Table<KeyName, KeptReply> replies;
    Log<AuditLine> audit;
    DirectoryRows directory;
};

class Tape final : public ledger::Journal {
public:
    Tape(LedgerRows& rows, Random& random, Plant plant);

    void stamp(Instant at, const Id& cause);
    void append(std::uint64_t seq, std::span<const ledger::Transfer> group) override;
    Instant time() const override { return at_; }

private:
    LedgerRows& rows_;
    Random& random_;
    Plant plant_;
    Instant at_;
    Id cause_;
};

/// The journal for those who read it; without bytes and chain, which are the store's.
class EntriesView final : public ledger::Entries {
public:
    explicit EntriesView(const LedgerRows& rows) : rows_{rows} {}

    std::vector<ledger::KeptEntry> from(std::uint64_t seq, std::size_t limit, std::size_t bytes_max) const override;
    ledger::Head head() const override;

private:
    const LedgerRows& rows_;
};

/// Writes balances down little by little, as adapters/store does: every commit goes on with the sweep over what
/// changed. One a process.
class Sweep {
public:
    Sweep(LedgerRows& rows, Random& random, Plant plant) : rows_{rows}, random_{random}, plant_{plant} {}

    /// Takes note of what the Book changed; answers which accounts.
    std::vector<ledger::AccountNo> note(ledger::Book& book);
    /// Within the batch: the next part of the sweep.
    void write(const ledger::Book& book);

private:
    void write(ledger::AccountNo no, const ledger::Book& book);
    void finish(std::uint64_t seq);

    LedgerRows& rows_;
    Random& random_;
    Plant plant_;
    std::set<ledger::AccountNo> waiting_;  ///< Changed and not written yet.
    ledger::AccountNo cursor_ = 1;         ///< The sweep has passed the accounts before it.
    std::uint64_t sweep_seq_ = 0;          ///< Where the journal ended when this sweep began.
    bool is_begun_ = false;                ///< What a process finds at its start it must sweep over whole.
};

/// Fills an empty Book: from the balances that were written down and the entries since; or, slower, from the whole
/// journal. Both must come to the same.
void restoreBook(const LedgerRows& rows, ledger::Book& book, bool from_journal);

}  // namespace buono::simulation
