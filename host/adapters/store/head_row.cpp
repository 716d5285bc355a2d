#include "adapters/store/head_row.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "adapters/store/database.hpp"
#include "adapters/store/migrations.hpp"

namespace buono::store {
namespace {

/// Not exit(): others still use what destructors would take away. Nothing of this turn was written or answered.
[[noreturn]] void endOutdated() {
    const Error why{
        ErrorCode::InvalidValue, {}, "the database is of a newer Buono now, and this host ends: start that one"};
    std::fprintf(stderr, "buono: %s\n", why.detail.c_str());
    std::fflush(stderr);
    std::_Exit(exitCodeOf(why));
}

}  // namespace

HeadRow::Stand HeadRow::take() {
    Stand stand;
    connection_.rows(
        "UPDATE ledger_head SET epoch = epoch + 1 WHERE id = $1 RETURNING seq, projected_seq, epoch, hash",
        [&](const Row& row) {
            stand.seq = static_cast<std::uint64_t>(row.number(0));
            stand.projected_seq = static_cast<std::uint64_t>(row.number(1));
            stand.epoch = static_cast<std::uint64_t>(row.number(2));
            if (stand.seq > 0) stand.hash = row.hash(3);
        },
        builtInNumber());
    if (stand.epoch == 0) missing();
    taken_ = stand;
    return stand;
}

void HeadRow::move(const ledger::Head& to, std::uint64_t projected_seq) {
    const auto moved = connection_.run(
        "UPDATE ledger_head SET seq = $1, time_us = $2, hash = $3, projected_seq = $4 "
        "WHERE id = $7 AND epoch = $5 AND seq = $6",
        to.seq, to.at, to.hash, std::max(projected_seq, taken_.projected_seq), taken_.epoch, taken_.seq,
        builtInNumber());
    if (moved != 1) connection_.damaged("another host has taken the turn");
}

void HeadRow::missing() {
    std::int64_t number = 0;
    connection_.rows("SELECT id FROM ledger_head", [&](const Row& row) { number = row.number(0); });
    if (number > builtInNumber()) endOutdated();
    connection_.damaged(number == 0 ? "ledger_head has no row: was migrate forgotten?"
                                    : "ledger_head is of an earlier schema: was migrate forgotten?");
}

}  // namespace buono::store
