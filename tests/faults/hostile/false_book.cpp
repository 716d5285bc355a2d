// A provider that keeps an honest book and is otherwise hostile. Fault tests only.
#include <buono/plugin/provider.hpp>

#include "strike.hpp"

using namespace buono::plugin;

class FalseBook final : public Provider {
public:
    using Provider::Provider;

    Answer redeem(const Call& call) override {
        const std::string id{call.opId()};
        return hostile::struck(host, "redeem/" + id, [&] {
            if (host.kept("op/" + id).version == 0 && !host.keep("op/" + id, std::to_string(call.amountMinor()), 0))
                return Answer::unknown("not_kept");
            return Answer::approved(call, id);
        });
    }

    Answer status(const Call& call) override {
        const std::string id{call.parentId()};
        return hostile::struck(host, "status/" + id, [&] {
            return host.kept("op/" + id).version == 0 ? Answer::notFound() : Answer::approved(call, id);
        });
    }
};

BUONO_PLUGIN(FalseBook);
