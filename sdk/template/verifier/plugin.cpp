// A verifier that does not know yet: somebody looks, and the host asks again. Replace the bodies; keep the three rules
// of the README. approved is yes, declined is no; never answer with the fact itself.
#include <buono/plugin/verifier.hpp>

using namespace buono::plugin;

class MyVerifier final : public Verifier {
public:
    using Verifier::Verifier;

    Answer ask(const Call& call) override {
        const auto key = "op/" + std::string{call.opId()};
        const std::string fields{call.data()};
        const auto kept = host.kept(key);
        if (kept.version != 0 && kept.value != fields) return Answer::invalid("other_question");
        if (kept.version == 0 && !host.keep(key, fields, 0)) return Answer::unknown("not_kept");
        return Answer::pending(call, std::string{call.opId()}, "somebody_looks");
    }

    Answer status(const Call& call) override {
        const auto kept = host.kept("op/" + std::string{call.parentId()});
        if (kept.version == 0) return Answer::notFound();
        return Answer::pending(call, std::string{call.parentId()}, "somebody_looks");
    }
};

BUONO_PLUGIN(MyVerifier);
