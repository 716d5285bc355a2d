#include "adapters/store/settlement_rows.hpp"

#include <algorithm>

#include <buono/check.hpp>

namespace buono::store {
namespace {

using instruments::Debtor;
using instruments::DebtorKind;
using registers::Id;
using settlement::Difference;
using settlement::Payout;
using settlement::Settlement;
using settlement::State;
using settlement::StatementLine;
using settlement::Unpaid;

// Of purchases::RedemptionState: only what is captured is owed.
constexpr int kRedemptionDone = 2;

Money money(const Row& row, int column) { return *Money::ofCents(row.number(column)); }
Debtor debtor(const Row& row, int column) { return {static_cast<DebtorKind>(row.number(column)), row.id(column + 1)}; }
ledger::AccountNo account(const Row& row, int column) { return static_cast<ledger::AccountNo>(row.number(column)); }

/// Lists are newest first, and ids grow.
Id orLast(const Id& before) {
    if (!before.isNil()) return before;
    Id last;
    last.bytes.fill(0xff);
    return last;
}

#define SETTLEMENT_COLUMNS                                                                              \
    "id, debtor_kind, debtor, number, state, execution, payer_name, payer_iban, payouts, dues, cents, " \
    "proposed_by, proposed_us, decided_by, decided_us, seq"

Settlement settlementOf(const Row& row) {
    Settlement one;
    one.id = row.id(0);
    one.debtor = debtor(row, 1);
    one.number = row.number(3);
    one.state = static_cast<State>(row.number(4));
    const auto execution = registers::parseDate(row.text(5));
    BUONO_CHECK(execution);
    one.execution = *execution;
    one.payer = {std::string{row.text(6)}, std::string{row.text(7)}};
    one.payouts = static_cast<int>(row.number(8));
    one.dues = static_cast<int>(row.number(9));
    one.total = money(row, 10);
    one.proposed_by = row.id(11);
    one.proposed = row.instant(12);
    one.decided_by = row.id(13);
    one.decided = row.instant(14);
    one.seq = static_cast<std::uint64_t>(row.number(15));
    return one;
}

#define PAYOUT_COLUMNS                                                                                    \
    "p.id, p.settlement, p.ente, p.debtor_kind, p.debtor, p.payable, p.payee_name, p.payee_iban, p.cup, " \
    "p.fund, p.dues, p.cents"

Payout payoutOf(const Row& row) {
    return {row.id(0),
            row.id(1),
            row.id(2),
            debtor(row, 3),
            account(row, 5),
            {std::string{row.text(6)}, std::string{row.text(7)}},
            std::string{row.text(8)},
            std::string{row.text(9)},
            static_cast<int>(row.number(10)),
            money(row, 11)};
}

}  // namespace

std::optional<Settlement> SettlementsRows::settlement(const Id& id) const {
    std::optional<Settlement> one;
    connection_.rows(
        "SELECT " SETTLEMENT_COLUMNS " FROM settlements WHERE id = $1",
        [&](const Row& row) { one = settlementOf(row); }, id);
    return one;
}

std::vector<Settlement> SettlementsRows::of(const Debtor& debtor, const Id& before, int limit) const {
    std::vector<Settlement> all;
    connection_.rows(
        "SELECT " SETTLEMENT_COLUMNS
        " FROM settlements WHERE debtor_kind = $1 AND debtor = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
        [&](const Row& row) { all.push_back(settlementOf(row)); }, static_cast<int>(debtor.kind), debtor.id,
        orLast(before), limit);
    return all;
}

std::int64_t SettlementsRows::lastNumber(const Debtor& debtor) const {
    std::int64_t number = 0;
    connection_.rows(
        "SELECT number FROM settlements WHERE debtor_kind = $1 AND debtor = $2 ORDER BY number DESC LIMIT 1",
        [&](const Row& row) { number = row.number(0); }, static_cast<int>(debtor.kind), debtor.id);
    return number;
}

std::vector<Payout> SettlementsRows::payouts(const Id& settlement) const {
    std::vector<Payout> all;  // Ids grow in the order in which they were proposed.
    connection_.rows(
        "SELECT " PAYOUT_COLUMNS " FROM payouts p WHERE p.settlement = $1 ORDER BY p.id",
        [&](const Row& row) { all.push_back(payoutOf(row)); }, settlement);
    return all;
}

std::vector<Difference> SettlementsRows::differences(const Id& settlement) const {
    std::vector<Difference> all;
    connection_.rows(
        "SELECT ente, debtor_kind, debtor, dues_cents, ledger_cents FROM settlement_differences "
        "WHERE settlement = $1 ORDER BY ente, debtor",
        [&](const Row& row) {
            all.push_back({row.id(0), debtor(row, 1), money(row, 3), money(row, 4)});
        },
        settlement);
    return all;
}

std::optional<Payout> SettlementsRows::payout(const Id& id) const {
    std::optional<Payout> one;
    connection_.rows(
        "SELECT " PAYOUT_COLUMNS " FROM payouts p WHERE p.id = $1", [&](const Row& row) { one = payoutOf(row); }, id);
    return one;
}

std::vector<Payout> SettlementsRows::paidTo(const Id& ente, const Id& before, int limit) const {
    std::vector<Payout> all;
    connection_.rows(
        "SELECT " PAYOUT_COLUMNS
        " FROM payouts p JOIN settlements s ON s.id = p.settlement WHERE p.ente = $1 AND p.id < $2 AND s.state = $3 "
        "ORDER BY p.id DESC LIMIT $4",
        [&](const Row& row) { all.push_back(payoutOf(row)); }, ente, orLast(before), static_cast<int>(State::Approved),
        limit);
    return all;
}

void SettlementsRows::add(const Settlement& one) {
    const auto execution = registers::text(one.execution);
    connection_.run("INSERT INTO settlements (" SETTLEMENT_COLUMNS
                    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                    one.id, static_cast<int>(one.debtor.kind), one.debtor.id, one.number, static_cast<int>(one.state),
                    execution, one.payer.name, one.payer.iban, one.payouts, one.dues, one.total.cents(),
                    one.proposed_by, one.proposed, one.decided_by, one.decided, one.seq);
}

void SettlementsRows::add(const Payout& one) {
    connection_.run(
        "INSERT INTO payouts (id, settlement, ente, debtor_kind, debtor, payable, payee_name, payee_iban, cup, fund, "
        "dues, cents) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        one.id, one.settlement, one.ente, static_cast<int>(one.debtor.kind), one.debtor.id, one.payable, one.payee.name,
        one.payee.iban, one.cup, one.fund, one.dues, one.amount.cents());
}

void SettlementsRows::add(const Id& settlement, const Difference& one) {
    connection_.run(
        "INSERT INTO settlement_differences (settlement, ente, debtor_kind, debtor, dues_cents, ledger_cents) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        settlement, one.ente, static_cast<int>(one.debtor.kind), one.debtor.id, one.dues.cents(), one.ledger.cents());
}

void SettlementsRows::keep(const Settlement& one) {
    connection_.run("UPDATE settlements SET state = $1, decided_by = $2, decided_us = $3, seq = $4 WHERE id = $5",
                    static_cast<int>(one.state), one.decided_by, one.decided, one.seq, one.id);
}

std::vector<Unpaid> DuesRows::unpaid(const Debtor& asked) const {
    const bool city = asked.kind == DebtorKind::City;
    std::vector<Unpaid> all;
    // $2 = 1 takes every source of the city. A due that is in no payout is free.
    connection_.rows(
        "SELECT r.ente, d.debtor_kind, d.debtor, d.payable, COUNT(*), CAST(SUM(d.cents) AS BIGINT) "
        "FROM redemption_dues d JOIN redemptions r ON r.id = d.redemption "
        "LEFT JOIN payout_dues x ON x.redemption = d.redemption AND x.due = d.due "
        "WHERE d.debtor_kind = $1 AND ($2 = 1 OR d.debtor = $3) AND r.state = $4 AND x.redemption IS NULL "
        "GROUP BY r.ente, d.debtor_kind, d.debtor, d.payable ORDER BY r.ente, d.debtor",
        [&](const Row& row) {
            all.push_back(
                {row.id(0), debtor(row, 1), account(row, 3), static_cast<int>(row.number(4)), money(row, 5), {}});
        },
        static_cast<int>(asked.kind), city, asked.id, kRedemptionDone);
    connection_.rows(
        "SELECT p.ente, p.debtor_kind, p.debtor, p.payable, CAST(SUM(p.cents) AS BIGINT) "
        "FROM payouts p JOIN settlements s ON s.id = p.settlement "
        "WHERE s.state = $1 AND p.debtor_kind = $2 AND ($3 = 1 OR p.debtor = $4) "
        "GROUP BY p.ente, p.debtor_kind, p.debtor, p.payable ORDER BY p.ente, p.debtor",
        [&](const Row& row) {
            const auto payable = account(row, 3);
            const auto at =
                std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.payable == payable; });
            if (at != all.end()) {
                at->proposed = money(row, 4);
            } else {
                all.push_back({row.id(0), debtor(row, 1), payable, 0, {}, money(row, 4)});
            }
        },
        static_cast<int>(State::Proposed), static_cast<int>(asked.kind), city, asked.id);
    return all;
}

Money DuesRows::take(const Payout& payout) {
    connection_.run(
        "INSERT INTO payout_dues (redemption, due, payout, cents) "
        "SELECT d.redemption, d.due, p.id, d.cents FROM redemption_dues d JOIN redemptions r ON r.id = d.redemption "
        "JOIN payouts p ON p.payable = d.payable "
        "LEFT JOIN payout_dues x ON x.redemption = d.redemption AND x.due = d.due "
        "WHERE p.id = $1 AND d.payable = $2 AND r.state = $3 AND x.redemption IS NULL",
        payout.id, payout.payable, kRedemptionDone);
    Money taken;
    connection_.rows(
        "SELECT CAST(COALESCE(SUM(cents), 0) AS BIGINT) FROM payout_dues WHERE payout = $1",
        [&](const Row& row) { taken = money(row, 0); }, payout.id);
    return taken;
}

void DuesRows::release(const Id& settlement) {
    connection_.run("DELETE FROM payout_dues WHERE payout IN (SELECT id FROM payouts WHERE settlement = $1)",
                    settlement);
}

std::vector<StatementLine> DuesRows::lines(const Id& payout, const StatementLine& after, int limit) const {
    std::vector<StatementLine> all;
    connection_.rows(
        "SELECT x.redemption, x.due, r.at_us, x.cents FROM payout_dues x JOIN redemptions r ON r.id = x.redemption "
        "WHERE x.payout = $1 AND (x.redemption > $2 OR (x.redemption = $2 AND x.due > $3)) "
        "ORDER BY x.redemption, x.due LIMIT $4",
        [&](const Row& row) {
            all.push_back({row.id(0), static_cast<int>(row.number(1)), row.instant(2), money(row, 3)});
        },
        payout, after.redemption, after.due, limit);
    return all;
}

}  // namespace buono::store
