// What purchases lets others reach: reads anywhere, changes on the writer's thread only.
#pragma once

#include <vector>

namespace buono::purchases {

class Quoter;
class Purchases;
class Operations;
class Redemptions;
class Codes;
class CodeMaker;
class Buy;
class Cancel;
class RecordReceipt;
class RecordReturn;
class RecordTransfers;
class ReissueCode;
struct MethodTerms;
class IssueSpendingCode;
class Redeem;
class Spend;

struct Views {
    const Quoter& quoter;
    const Purchases& purchases;
    const Operations& operations;
    const Redemptions& redemptions;
    const Codes& codes;
    const CodeMaker& code_maker;
    const std::vector<MethodTerms>& methods;  ///< What a direct part may be paid with.
};

struct Changes {
    Buy& buy;
    Cancel& cancel;
    RecordReceipt& record_receipt;
    RecordReturn& record_return;
    RecordTransfers& record_transfers;
    ReissueCode& reissue_code;
    IssueSpendingCode& issue_spending_code;
    Redeem& redeem;
    Spend& spend;
};

}  // namespace buono::purchases
