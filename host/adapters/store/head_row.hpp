// HeadRow: the one row that says where the journal ends, and whose lock is the turn to go on with it.
//
// Taking the turn raises the epoch; moving the head asks for what was taken. A host that was paused within its turn,
// and lost it, finds another's epoch and ends; or another's entries under its own epoch, because a turn that was lost
// takes its epoch with it. The row's id is the number of the schema (schemas/sql/0019): a host that finds a newer one
// was left running in an upgrade, and ends (78). One thread, the writer's, within its transaction.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/ledger/rooms.hpp"

namespace buono::store {

class HeadRow {
public:
    struct Stand {
        std::uint64_t seq = 0;
        std::uint64_t projected_seq = 0;
        std::uint64_t epoch = 0;
        registers::Sha256 hash{};
    };

    explicit HeadRow(Connection& connection) : connection_{connection} {}

    /// Waits for the turn. The answer is what the last turn left.
    Stand take();
    /// The journal ends here now, and every row of ledger_accounts has the entries up to `projected_seq` at least.
    void move(const ledger::Head& to, std::uint64_t projected_seq);

private:
    void missing();  ///< Does not return.

    Connection& connection_;
    Stand taken_;
};

}  // namespace buono::store
