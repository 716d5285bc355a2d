// Verifier: who answers yes or no about a fact. Derive from it, override what you do, and name the class in
// BUONO_PLUGIN.
//
// Same operation id and same fields: same answer, however often it is asked. Same id, other fields: invalid.
// approved is yes, declined is no; the receipt is `ref`, its end `valid_until_ms`. Never ask for the fact itself.
#pragma once

#include <buono/plugin/entry.hpp>

namespace buono::plugin {

class Verifier {
public:
    using Kind = Verifier;  ///< Which table BUONO_PLUGIN makes.
    explicit Verifier(Host given) : host{given} {}
    virtual ~Verifier() = default;

    virtual Answer ask(const Call&) { return Answer::unsupported(); }
    virtual Answer status(const Call&) { return Answer::unsupported(); }

protected:
    Host host;
};

namespace detail {

template <class T>
struct Table<T, Verifier> {
    static constexpr const char* kId = "buono.verifier/1";
    static constexpr buono_verifier_v1 kFunctions{sizeof(buono_verifier_v1), 0, thunk<T, &Verifier::ask>,
                                                  thunk<T, &Verifier::status>};
};

}  // namespace detail

}  // namespace buono::plugin
