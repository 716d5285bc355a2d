// Store: everything a city keeps, on one simulated disk. It outlives every process of its world. One thread.
#pragma once

#include "simulation/city_rows.hpp"
#include "simulation/funds_rows.hpp"
#include "simulation/ledger_rows.hpp"
#include "simulation/purchases_rows.hpp"
#include "simulation/settlement_rows.hpp"

namespace buono::simulation {

struct Store {
    Store(Random& random, Plant plant)
        : ledger{disk, plant},
          catalogue{disk},
          persons{disk},
          notices{disk},
          programmes{disk},
          sources{programmes},
          applications{disk},
          rankings{disk, applications},
          vouchers{disk, applications},
          employers{disk},
          plans{disk},
          credits{disk, plans},
          settlements{disk},
          dues{disk, settlements, plant},
          purchases{disk, {plant, random}},
          operations{disk},
          codes{disk, {plant, random}},
          redemptions{disk, dues, codes, {plant, random}},
          outbox{disk, plant} {}
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    Disk disk;
    LedgerRows ledger;
    CatalogueRows catalogue;
    PersonsRows persons;
    NoticesRows notices;
    ProgrammesRows programmes;
    SourcesRows sources;
    ApplicationsRows applications;
    RankingsRows rankings;
    VouchersRows vouchers;
    EmployersRows employers;
    PlansRows plans;
    CreditsRows credits;
    SettlementsRows settlements;
    DuesRows dues;
    PurchasesRows purchases;
    OperationsRows operations;
    CodesRows codes;
    RedemptionsRows redemptions;
    OutboxRows outbox;
};

}  // namespace buono::simulation
