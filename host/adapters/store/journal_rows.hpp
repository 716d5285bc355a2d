// The journal as rows: appended on the writer's connection, read on any.
//
// JournalRows knows where the chain ends. It gives each entry the time and the cause of the change under way, keeps
// what was appended until flush(), and follows entries that another host of the same database has written.
#pragma once

#include "adapters/store/journal_bytes.hpp"
#include "core/ledger/rooms.hpp"

namespace buono::store {

class JournalRows final : public ledger::Journal {
public:
    explicit JournalRows(Connection& connection) : connection_{connection} {}

    void append(std::uint64_t seq, std::span<const ledger::Transfer> group) override;

    /// Time and audit line of the entries that follow. A time before the last entry's is lifted to it.
    void stamp(registers::Instant at, const registers::Id& cause);
    registers::Instant time() const override { return at_; }
    registers::Instant stampedAt() const { return at_; }

    /// The last entry appended or followed.
    const ledger::Head& head() const { return head_; }
    /// Start: where the chain ends in the database.
    void restore(const ledger::Head& head) { head_ = head; }

    /// Reads the rows after head(), to `seq`; checks their links and hands each to `each`. A row that does not fit is
    /// damage.
    void follow(std::uint64_t seq, const std::function<void(const ledger::Entry&)>& each);

    /// How much the journal grows by the entries that have not been written yet.
    std::uint64_t pendingBytes() const { return pending_bytes_; }
    /// What has not been written yet: holds that were made and holds that ended since the last flush.
    const std::vector<ledger::HoldNo>& madeHolds() const { return made_holds_; }
    const std::vector<ledger::HoldNo>& endedHolds() const { return ended_holds_; }
    /// Start: counts an entry of the journal among those whose balances are still to be written.
    void collect(const ledger::Entry& entry) { collectHolds(entry.seq, entry.transfers); }

    /// Writes the rows appended since the last flush: before the commit.
    void flush();

private:
    struct Pending {
        std::uint64_t seq = 0;
        std::vector<std::uint8_t> body;
        registers::Sha256 hash{};
    };

    void collectHolds(std::uint64_t seq, std::span<const ledger::Transfer> group);

    Connection& connection_;
    Chain chain_;
    ledger::Head head_;
    registers::Instant at_;
    registers::Id cause_;
    std::vector<Pending> pending_;  ///< Kept when used, so that their buffers are used again.
    std::size_t pending_count_ = 0;
    std::uint64_t pending_bytes_ = 0;
    std::vector<ledger::HoldNo> made_holds_;
    std::vector<ledger::HoldNo> ended_holds_;
};

class EntriesRows final : public ledger::Entries {
public:
    explicit EntriesRows(Connection& connection) : connection_{connection} {}

    std::vector<ledger::KeptEntry> from(std::uint64_t seq, std::size_t limit, std::size_t bytes_max) const override;
    ledger::Head head() const override;

private:
    Connection& connection_;
};

}  // namespace buono::store
