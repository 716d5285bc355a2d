// The rows of settlement: the ports of core/settlement on one connection. Each belongs to its connection's thread.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/settlement/ports.hpp"

namespace buono::store {

class SettlementsRows final : public settlement::Settlements {
public:
    explicit SettlementsRows(Connection& connection) : connection_{connection} {}

    std::optional<settlement::Settlement> settlement(const registers::Id& id) const override;
    std::vector<settlement::Settlement> of(const instruments::Debtor& debtor, const registers::Id& before,
                                           int limit) const override;
    std::int64_t lastNumber(const instruments::Debtor& debtor) const override;
    std::vector<settlement::Payout> payouts(const registers::Id& settlement) const override;
    std::vector<settlement::Difference> differences(const registers::Id& settlement) const override;
    std::optional<settlement::Payout> payout(const registers::Id& id) const override;
    std::vector<settlement::Payout> paidTo(const registers::Id& ente, const registers::Id& before,
                                           int limit) const override;
    void add(const settlement::Settlement& settlement) override;
    void add(const settlement::Payout& payout) override;
    void add(const registers::Id& settlement, const settlement::Difference& difference) override;
    void keep(const settlement::Settlement& settlement) override;

private:
    Connection& connection_;
};

/// Reads what redemptions left (tables of purchases) and keeps which payout each due is in.
class DuesRows final : public settlement::Dues {
public:
    explicit DuesRows(Connection& connection) : connection_{connection} {}

    std::vector<settlement::Unpaid> unpaid(const instruments::Debtor& debtor) const override;
    Money take(const settlement::Payout& payout) override;
    void release(const registers::Id& settlement) override;
    std::vector<settlement::StatementLine> lines(const registers::Id& payout, const settlement::StatementLine& after,
                                                 int limit) const override;

private:
    Connection& connection_;
};

}  // namespace buono::store
