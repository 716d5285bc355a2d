// Rows: every room's rows on one connection. Belongs to that connection's thread.
#pragma once

#include "adapters/store/accounts_rows.hpp"
#include "adapters/store/balances_rows.hpp"
#include "adapters/store/import_rows.hpp"
#include "adapters/store/instruments_rows.hpp"
#include "adapters/store/journal_rows.hpp"
#include "adapters/store/people_rows.hpp"
#include "adapters/store/programmes_rows.hpp"
#include "adapters/store/purchases_rows.hpp"
#include "adapters/store/settlement_rows.hpp"
#include "adapters/store/welfare_rows.hpp"
#include "city/tools.hpp"

namespace buono::city {

struct Rows {
    Rows(store::Connection& connection, const Tools& tools)
        : vault{connection, tools.vault_keys},
          accounts{connection},
          entries{connection},
          balances{tools.live},
          directory{connection},
          catalogue{connection, tools.showcase},
          imports{connection, vault},
          persons{connection, vault},
          access_codes{connection, vault},
          notices{connection},
          assistances{connection, vault},
          programmes{connection},
          sources{connection},
          applications{connection, vault},
          rankings{connection, vault},
          vouchers{connection},
          employers{connection},
          plans{connection},
          credits{connection},
          purchases{connection},
          operations{connection},
          redemptions{connection},
          codes{connection, tools.known_codes},
          settlements{connection},
          dues{connection} {}

    store::Vault vault;
    store::AccountsRows accounts;
    store::EntriesRows entries;
    const store::LiveBalances& balances;
    store::DirectoryRows directory;
    store::CatalogueRows catalogue;
    store::ImportRows imports;
    store::PersonsRows persons;
    store::AccessCodesRows access_codes;
    store::NoticesRows notices;
    store::AssistancesRows assistances;
    store::ProgrammesRows programmes;
    store::SourcesRows sources;
    store::ApplicationsRows applications;
    store::RankingsRows rankings;
    store::VouchersRows vouchers;
    store::EmployersRows employers;
    store::PlansRows plans;
    store::CreditsRows credits;
    store::PurchasesRows purchases;
    store::OperationsRows operations;
    store::RedemptionsRows redemptions;
    store::CodesRows codes;
    store::SettlementsRows settlements;
    store::DuesRows dues;
};

}  // namespace buono::city
