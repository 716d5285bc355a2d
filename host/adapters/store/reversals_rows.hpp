// Which entry took back which, as rows of ledger_reversals. They are only added.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/ledger/reversal.hpp"

namespace buono::store {

class ReversalsRows final : public ledger::Reversals {
public:
    explicit ReversalsRows(Connection& connection) : connection_{connection} {}

    std::optional<std::uint64_t> of(std::uint64_t seq) const override;
    void add(std::uint64_t seq, std::uint64_t by) override;

private:
    Connection& connection_;
};

}  // namespace buono::store
