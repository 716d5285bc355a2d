// What settlement lets others reach: reads anywhere, changes on the writer's thread only.
#pragma once

namespace buono::settlement {

class Settlements;
class Dues;
class PaymentFiles;
class Propose;
class Approve;
class Cancel;

struct Views {
    const Settlements& settlements;
    const Dues& dues;
    const PaymentFiles& payment_files;
};

struct Changes {
    Propose& propose;
    Approve& approve;
    Cancel& cancel;
};

}  // namespace buono::settlement
