// The smallest plugin: says yes, asks the host nothing. tools/bench plugins measures the line to it.
#include <buono/plugin/payment.hpp>

using namespace buono::plugin;

class Yes final : public PaymentMethod {
public:
    using PaymentMethod::PaymentMethod;

    Answer authorize(const Call& call) override { return Answer::approved(call, "yes"); }
    Answer query(const Call& call) override { return Answer::approved(call, "yes"); }
};

BUONO_PLUGIN(Yes);
