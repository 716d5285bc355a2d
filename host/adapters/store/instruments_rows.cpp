#include "adapters/store/instruments_rows.hpp"

namespace buono::store {

using instruments::Entitled;
using instruments::Purpose;

std::optional<ledger::AccountNo> DirectoryRows::find(const Purpose& purpose) const {
    std::optional<ledger::AccountNo> account;
    connection_.rows(
        "SELECT account FROM account_purposes WHERE kind = $1 AND ente = $2 AND debtor_kind = $3 "
        "AND debtor = $4 AND method = $5",
        [&](const Row& row) { account = static_cast<ledger::AccountNo>(row.number(0)); },
        static_cast<int>(purpose.kind), purpose.ente, static_cast<int>(purpose.debtor.kind), purpose.debtor.id,
        purpose.method);
    return account;
}

std::vector<Entitled> DirectoryRows::ofKind(ledger::AccountKind kind) const {
    std::vector<Entitled> all;
    connection_.rows(
        "SELECT account, ente, debtor_kind, debtor, method FROM account_purposes WHERE kind = $1 "
        "ORDER BY account",
        [&](const Row& row) {
            const auto debtor_kind = static_cast<instruments::DebtorKind>(row.number(2));
            all.push_back({static_cast<ledger::AccountNo>(row.number(0)),
                           {kind, row.id(1), {debtor_kind, row.id(3)}, std::string{row.text(4)}}});
        },
        static_cast<int>(kind));
    return all;
}

void DirectoryRows::add(ledger::AccountNo account, const Purpose& purpose) {
    connection_.run(
        "INSERT INTO account_purposes (account, kind, ente, debtor_kind, debtor, method) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        account, static_cast<int>(purpose.kind), purpose.ente, static_cast<int>(purpose.debtor.kind), purpose.debtor.id,
        purpose.method);
}

}  // namespace buono::store
