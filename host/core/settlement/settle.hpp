// Propose, Approve, Cancel: the life of a settlement. Writer's thread only.
//
// The city pays with four eyes: who proposed does not approve. An employer's bank asks its people again, so there the
// same person may. `claim_by` of a call binds redemptions, not payments: what was redeemed is due.
#pragma once

#include <vector>

#include <buono/result.hpp>

#include "core/instruments/payables.hpp"
#include "core/register/register.hpp"
#include "core/settlement/ports.hpp"

namespace buono::catalogue {
class Enti;
}
namespace buono::programmes {
class FundingSources;
}
namespace buono::welfare {
class Employers;
}

namespace buono::settlement {

/// Who pays and who is paid.
struct Parties {
    Party city;  ///< The city's paying agent; without a good IBAN it pays nothing.
    const catalogue::Enti& enti;
    const programmes::FundingSources& sources;
    const welfare::Employers& employers;
};

/// The account a debtor pays from, as it is now.
Result<Party> payerOf(const Parties& parties, const instruments::Debtor& debtor);

/// Where the changes of settlement write, besides the Book.
struct Rows {
    Settlements& settlements;
    Dues& dues;
    registers::Ids& ids;
    const registers::Calendar& calendar;
};

struct Proposal {
    instruments::Debtor debtor;  ///< An employer; or the city with a nil id.
    registers::Date execution{};
    Id by;
};

/// What was proposed, and what was left out because the ledger says otherwise.
struct Proposed {
    Settlement settlement;
    std::vector<Difference> left_out;
};

class Propose {
public:
    Propose(const ledger::Book& book, const instruments::Directory& directory, Parties parties, Rows rows)
        : book_{book}, directory_{directory}, parties_{parties}, rows_{rows} {}

    /// Refuses, in this order: a day that is past or more than 60 days ahead, a payer without a bank account, nothing
    /// that is due, and dues that differ from the ledger on every account. A difference on some is left out and told.
    Result<Proposed> operator()(const Proposal& proposal, Instant now);

private:
    /// Leaves in `unpaid` what may be paid, and answers what may not because the ledger says otherwise.
    std::vector<Difference> sift(const instruments::Debtor& debtor, std::vector<Unpaid>& unpaid) const;
    Payout payoutOf(const Settlement& settlement, const Unpaid& unpaid) const;

    const ledger::Book& book_;
    const instruments::Directory& directory_;
    Parties parties_;
    Rows rows_;
};

class Approve {
public:
    Approve(ledger::Book& book, instruments::Payables& payables, Parties parties, Rows rows)
        : book_{book}, payables_{payables}, parties_{parties}, rows_{rows} {}

    /// Refuses, in this order: another debtor's settlement (as none), one that is not proposed, the city's by who
    /// proposed it, one whose day is past, and one whose payer's or an ente's bank account has changed since.
    Result<Settlement> operator()(const instruments::Debtor& debtor, const Id& settlement, const Id& by, Instant now);

private:
    Status sameAccounts(const Settlement& settlement, const std::vector<Payout>& payouts) const;
    Result<std::uint64_t> pay(const std::vector<Payout>& payouts);

    ledger::Book& book_;
    instruments::Payables& payables_;
    Parties parties_;
    Rows rows_;
};

class Cancel {
public:
    explicit Cancel(Rows rows) : rows_{rows} {}

    Result<Settlement> operator()(const instruments::Debtor& debtor, const Id& settlement, const Id& by, Instant now);

private:
    Rows rows_;
};

}  // namespace buono::settlement
