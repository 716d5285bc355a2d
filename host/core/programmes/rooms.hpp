// What programmes lets others reach: reads anywhere, changes on the writer's thread only.
#pragma once

namespace buono::programmes {

class Programmes;
class FundingSources;
class Applications;
class Rankings;
class Vouchers;
class Budgets;
class LoadCall;
class Apply;
class Rank;
class AwardVouchers;

struct Views {
    const Programmes& programmes;
    const FundingSources& sources;
    const Applications& applications;
    const Rankings& rankings;
    const Vouchers& vouchers;
    const Budgets& budgets;
};

struct Changes {
    LoadCall& load_call;
    Apply& apply;
    Rank& rank;
    AwardVouchers& award;
};

}  // namespace buono::programmes
