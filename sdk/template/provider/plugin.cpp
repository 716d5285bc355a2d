// A provider that numbers each redemption in a drawer the host keeps. Replace the bodies; keep the three rules of the
// README.
#include <buono/plugin/provider.hpp>

using namespace buono::plugin;

class MyProvider final : public Provider {
public:
    using Provider::Provider;

    Answer redeem(const Call& call) override {
        if (call.amountMinor() < 1 || call.amountMinor() > kMinorMax || call.currency() != "EUR")
            return Answer::invalid("beyond_limits");
        const auto key = "op/" + std::string{call.opId()};
        const auto fields = std::to_string(call.amountMinor()) + std::string{call.currency()};
        const auto kept = host.kept(key);
        if (kept.value == kCancelled) return Answer::declined("cancelled");
        if (kept.version != 0 && kept.value != fields) return Answer::invalid("other_amount");
        if (kept.version == 0 && !host.keep(key, fields, 0)) return Answer::unknown("not_kept");
        return Answer::approved(call, std::string{call.opId()});
    }

    Answer status(const Call& call) override {
        const auto kept = host.kept("op/" + std::string{call.parentId()});
        if (kept.version == 0) return Answer::notFound();
        return kept.value == kCancelled ? Answer::declined("cancelled")
                                        : Answer::approved(call, std::string{call.parentId()});
    }

    /// Also of what was never seen: it must never be redeemed afterwards.
    Answer cancel(const Call& call) override {
        const auto key = "op/" + std::string{call.parentId()};
        const auto kept = host.kept(key);
        if (kept.value != kCancelled && !host.keep(key, kCancelled, kept.version)) return Answer::unknown("not_kept");
        return Answer::approved(call, std::string{call.parentId()});
    }

private:
    static constexpr std::int64_t kMinorMax = 100'000'000;  // As in plugin.json.
    static constexpr const char* kCancelled = "cancelled";
};

BUONO_PLUGIN(MyProvider);
