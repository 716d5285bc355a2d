#include "city/reading.hpp"

namespace buono::city {

Reading::Reading(Rows& rows, const ledger::Balances& balances, const Tools& tools)
    : voucher_offers{rows.vouchers, rows.programmes},
      credit_offers{rows.credits, rows.plans},
      wallet{{&voucher_offers, &credit_offers}, balances},
      shelf{rows.catalogue, rows.catalogue, rows.catalogue},
      family{rows.persons},
      quoter{{shelf, family, wallet, tools.calendar}, tools.seal},
      code_maker{tools.seal},
      budgets{rows.vouchers, rows.directory, balances} {}

Views::Views(Rows& rows, Reading& reading, const registers::ImportKinds& kinds, const Tools& tools)
    : ledger{rows.balances, rows.entries},
      people{rows.persons, rows.notices, rows.assistances},
      catalogue{rows.catalogue, rows.catalogue, rows.catalogue, rows.catalogue},
      instruments{reading.wallet, rows.directory},
      programmes{rows.programmes, rows.sources, rows.applications, rows.rankings, rows.vouchers, reading.budgets},
      welfare{rows.employers, rows.plans, rows.credits},
      purchases{reading.quoter, rows.purchases,     rows.operations, rows.redemptions,
                rows.codes,     reading.code_maker, tools.methods},
      settlement{rows.settlements, rows.dues, tools.payment_files},
      imports{rows.imports, tools.tables, kinds},
      all{ledger, rows.accounts, people, catalogue, instruments, programmes, welfare, purchases, settlement, imports} {}

}  // namespace buono::city
