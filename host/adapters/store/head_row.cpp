#include "adapters/store/head_row.hpp"

#include <algorithm>

namespace buono::store {

HeadRow::Stand HeadRow::take() {
    Stand stand;
    connection_.rows("UPDATE ledger_head SET epoch = epoch + 1 WHERE id = 1 RETURNING seq, projected_seq, epoch, hash",
                     [&](const Row& row) {
                         stand.seq = static_cast<std::uint64_t>(row.number(0));
                         stand.projected_seq = static_cast<std::uint64_t>(row.number(1));
                         stand.epoch = static_cast<std::uint64_t>(row.number(2));
                         if (stand.seq > 0) stand.hash = row.hash(3);
                     });
    if (stand.epoch == 0) connection_.damaged("ledger_head has no row: was migrate forgotten?");
    taken_ = stand;
    return stand;
}

void HeadRow::move(const ledger::Head& to, std::uint64_t projected_seq) {
    const auto moved = connection_.run(
        "UPDATE ledger_head SET seq = $1, time_us = $2, hash = $3, projected_seq = $4 "
        "WHERE id = 1 AND epoch = $5 AND seq = $6",
        to.seq, to.at, to.hash, std::max(projected_seq, taken_.projected_seq), taken_.epoch, taken_.seq);
    if (moved != 1) connection_.damaged("another host has taken the turn");
}

}  // namespace buono::store
