// PaymentMethod: how a family pays directly. Derive from it, override what you do, and name the class in BUONO_PLUGIN.
//
// Same operation id and same fields: same answer, however often it is asked. Same id, other fields: invalid.
// A method that has authorize has query: whatever was lost on the way is asked, never guessed.
// void_ must accept an operation it has never seen, and refuse it from then on: it is the fence.
#pragma once

#include <buono/plugin/entry.hpp>

namespace buono::plugin {

class PaymentMethod {
public:
    using Kind = PaymentMethod;  ///< Which table BUONO_PLUGIN makes.
    explicit PaymentMethod(Host given) : host{given} {}
    virtual ~PaymentMethod() = default;

    virtual Answer authorize(const Call&) { return Answer::unsupported(); }
    virtual Answer capture(const Call&) { return Answer::unsupported(); }
    virtual Answer void_(const Call&) { return Answer::unsupported(); }
    virtual Answer refund(const Call&) { return Answer::unsupported(); }
    virtual Answer query(const Call&) { return Answer::unsupported(); }
    virtual Answer webhook(const Call&) { return Answer::unsupported(); }
    virtual Answer settlementIn(const Call&) { return Answer::unsupported(); }
    virtual Answer payoutOut(const Call&) { return Answer::unsupported(); }

protected:
    Host host;
};

namespace detail {

template <class T>
struct Table<T, PaymentMethod> {
    static constexpr const char* kId = "buono.payment/1";
    static constexpr buono_payment_v1 kFunctions{sizeof(buono_payment_v1),
                                                 0,
                                                 thunk<T, &PaymentMethod::authorize>,
                                                 thunk<T, &PaymentMethod::capture>,
                                                 thunk<T, &PaymentMethod::void_>,
                                                 thunk<T, &PaymentMethod::refund>,
                                                 thunk<T, &PaymentMethod::query>,
                                                 thunk<T, &PaymentMethod::webhook>,
                                                 thunk<T, &PaymentMethod::settlementIn>,
                                                 thunk<T, &PaymentMethod::payoutOut>};
};

}  // namespace detail

}  // namespace buono::plugin
