// What the API and the pages of settlement share: whose settlements a caller sees, and files and tables of them.
#pragma once

#include <string>
#include <vector>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/settlement/settlement.hpp"

namespace buono::http {

/// An employer sees its own; the city's roles see the city's.
instruments::Debtor debtorOf(const people::Caller& caller);

/// The settlement of the path, if it is the caller's debtor's: another's is the same as none.
Result<settlement::Settlement> ownSettlement(Desk& desk, const Request& request);

/// The pain file, as a download; an Error while nothing is approved.
Result<Response> paymentFile(Desk& desk, const settlement::Settlement& settlement);

/// Every due of these payouts as a table; `name` is the file's. An employer gets one row a payout: when and how often
/// its people went somewhere is not its business.
Response statementTable(Desk& desk, const Request& request, const std::vector<settlement::Payout>& payouts,
                        const std::string& name);

}  // namespace buono::http
