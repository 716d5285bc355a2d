// A payment method that waits for somebody outside. Replace the bodies; keep the three rules of the README.
#include <buono/plugin/payment.hpp>

using namespace buono::plugin;

class MyPay final : public PaymentMethod {
public:
    using PaymentMethod::PaymentMethod;

    Answer authorize(const Call& call) override {
        if (call.amountMinor() < 1 || call.amountMinor() > kMinorMax || call.currency() != "EUR")
            return Answer::invalid("beyond_limits");
        const auto key = "op/" + std::string{call.opId()};
        const auto fields = std::to_string(call.amountMinor()) + std::string{call.currency()};
        const auto kept = host.kept(key);
        if (kept.value == kWithdrawn) return Answer::declined("withdrawn");
        if (kept.version == 0 && !host.keep(key, fields, 0)) return Answer::unknown("not_kept");
        if (kept.version != 0 && kept.value != fields) return Answer::invalid("other_amount");
        return Answer::pending(call, "", "waiting");
    }

    Answer query(const Call& call) override {
        const auto kept = host.kept("op/" + std::string{call.parentId()});
        if (kept.value == kWithdrawn) return Answer::declined("withdrawn");
        return kept.version == 0 ? Answer::notFound() : Answer::pending(call, "", "waiting");
    }

    /// Also of what was never seen: it must never be paid afterwards.
    Answer void_(const Call& call) override {
        const auto key = "op/" + std::string{call.parentId()};
        const auto kept = host.kept(key);
        if (kept.value != kWithdrawn && !host.keep(key, kWithdrawn, kept.version)) return Answer::unknown("not_kept");
        return Answer::approved(call, "");
    }

private:
    static constexpr std::int64_t kMinorMax = 100'000'000;  // As in plugin.json.
    static constexpr const char* kWithdrawn = "withdrawn";
};

BUONO_PLUGIN(MyPay);
