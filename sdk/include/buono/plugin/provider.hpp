// Provider: where a service is booked and redeemed. Derive from it, override what you do, and name the class in
// BUONO_PLUGIN.
//
// Same operation id and same fields: same answer, however often it is asked. Same id, other fields: invalid.
// A provider that has reserve or redeem has status. redeem cannot be taken back except by cancel.
#pragma once

#include <buono/plugin/entry.hpp>

namespace buono::plugin {

class Provider {
public:
    using Kind = Provider;  ///< Which table BUONO_PLUGIN makes.
    explicit Provider(Host given) : host{given} {}
    virtual ~Provider() = default;

    virtual Answer catalogue(const Call&) { return Answer::unsupported(); }
    virtual Answer quote(const Call&) { return Answer::unsupported(); }
    virtual Answer reserve(const Call&) { return Answer::unsupported(); }
    virtual Answer redeem(const Call&) { return Answer::unsupported(); }
    virtual Answer cancel(const Call&) { return Answer::unsupported(); }
    virtual Answer status(const Call&) { return Answer::unsupported(); }
    virtual Answer attendance(const Call&) { return Answer::unsupported(); }
    virtual Answer gateway(const Call&) { return Answer::unsupported(); }

protected:
    Host host;
};

namespace detail {

template <class T>
struct Table<T, Provider> {
    static constexpr const char* kId = "buono.provider/1";
    static constexpr buono_provider_v1 kFunctions{sizeof(buono_provider_v1),       0,
                                                  thunk<T, &Provider::catalogue>,  thunk<T, &Provider::quote>,
                                                  thunk<T, &Provider::reserve>,    thunk<T, &Provider::redeem>,
                                                  thunk<T, &Provider::cancel>,     thunk<T, &Provider::status>,
                                                  thunk<T, &Provider::attendance>, thunk<T, &Provider::gateway>};
};

}  // namespace detail

}  // namespace buono::plugin
