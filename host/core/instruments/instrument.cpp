#include "core/instruments/instrument.hpp"

namespace buono::instruments {

std::string_view word(DebtorKind kind) {
    switch (kind) {
        case DebtorKind::Family: return "family";
        case DebtorKind::City: return "city";
        case DebtorKind::Employer: return "employer";
    }
    BUONO_CHECK(!"a debtor kind of the list");
    return {};
}

std::string_view word(Kind kind) {
    switch (kind) {
        case Kind::Direct: return "direct";
        case Kind::Voucher: return "voucher";
        case Kind::WelfareDocument: return "welfare_document";
        case Kind::WelfareSum: return "welfare_sum";
        case Kind::WelfareCredit3: return "welfare_credit";
    }
    BUONO_CHECK(!"an instrument kind of the list");
    return {};
}

Cover coverOf(Kind kind, bool c3_topup) {
    switch (kind) {
        case Kind::Direct:
        case Kind::Voucher: return Cover::PartOfLine;
        case Kind::WelfareDocument: return Cover::WholeLine;
        case Kind::WelfareSum: return Cover::AfterPayment;
        case Kind::WelfareCredit3: return c3_topup ? Cover::PartOfLine : Cover::WholeLine;
    }
    BUONO_CHECK(!"an instrument kind of the list");
    return Cover::AfterPayment;
}

}  // namespace buono::instruments
