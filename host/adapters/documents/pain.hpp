// Pain: writes a payment order as pain.001.001.09, the file an Italian bank takes for SEPA credit transfers.
//
// One PmtInf with one debtor account; one CdtTrfTxInf a payment. Writes no BIC (the IBAN is enough, Reg. EU 260/2012)
// and no clock of its own: the same order gives the same bytes. It asks no bank and checks no account.
// No state; any thread.
#pragma once

#include <string>

#include "core/settlement/ports.hpp"

namespace buono::documents {

class Pain final : public settlement::PaymentFiles {
public:
    std::string write(const settlement::PaymentOrder& order) const override;
};

}  // namespace buono::documents
