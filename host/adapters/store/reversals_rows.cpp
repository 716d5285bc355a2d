#include "adapters/store/reversals_rows.hpp"

namespace buono::store {

std::optional<std::uint64_t> ReversalsRows::of(std::uint64_t seq) const {
    std::optional<std::uint64_t> by;
    connection_.rows(
        "SELECT reversed_by FROM ledger_reversals WHERE entry = $1",
        [&](const Row& row) { by = static_cast<std::uint64_t>(row.number(0)); }, seq);
    return by;
}

void ReversalsRows::add(std::uint64_t seq, std::uint64_t by) {
    connection_.run("INSERT INTO ledger_reversals (entry, reversed_by) VALUES ($1, $2)", seq, by);
}

}  // namespace buono::store
