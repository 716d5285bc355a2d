#include "adapters/plugins/verdict.hpp"

namespace buono::plugins {
namespace {

Verdict believed(std::uint32_t outcome, std::string why = {}) {
    return {static_cast<buono_outcome>(outcome), false, std::move(why), {}, {}};
}
Verdict incident(buono_outcome outcome, std::string why) { return {outcome, true, std::move(why), {}, {}}; }

/// The operations whose "approved" or "pending" is about exactly the money asked for.
bool isAboutMoney(std::uint32_t op) {
    return op == BUONO_OP_AUTHORIZE || op == BUONO_OP_CAPTURE || op == BUONO_OP_REFUND || op == BUONO_OP_QUERY ||
           op == BUONO_OP_REDEEM || op == BUONO_OP_RESERVE || op == BUONO_OP_STATUS;
}
bool asks(std::uint32_t op) { return op == BUONO_OP_QUERY || op == BUONO_OP_STATUS || op == BUONO_OP_ASK_STATUS; }
bool takesMoney(std::uint32_t op) { return op == BUONO_OP_AUTHORIZE || op == BUONO_OP_CAPTURE || op == BUONO_OP_QUERY; }

/// With nothing out, a plugin that works over the network has done nothing. One without may have kept something.
Verdict unfinished(const Witness& witness, const char* why) {
    return incident(witness.wants_network && witness.released == 0 ? BUONO_NOT_SENT : BUONO_UNKNOWN, why);
}

Verdict approved(const Call& call, const Witness& witness, const Said& said) {
    if (isAboutMoney(call.op) && (said.amount_minor != call.amount_minor || said.currency != call.currency))
        return incident(BUONO_UNKNOWN, "approved another amount or currency");
    if (witness.wants_network)
        return witness.completed > 0 ? believed(BUONO_APPROVED)
                                     : incident(BUONO_UNKNOWN, "approved without any answer from outside");
    if (takesMoney(call.op) && !call.recorded)
        return incident(BUONO_UNKNOWN, "approved although the host has no receipt of it");
    if (!call.recorded && !witness.kept) return incident(BUONO_UNKNOWN, "approved without keeping anything");
    return believed(BUONO_APPROVED);
}

Verdict pending(const Call& call, const Witness& witness, const Said& said) {
    if (isAboutMoney(call.op) && (said.amount_minor != call.amount_minor || said.currency != call.currency))
        return incident(BUONO_UNKNOWN, "pending for another amount or currency");
    if (witness.wants_network && !asks(call.op) && witness.released == 0)
        return incident(BUONO_NOT_SENT, "pending although nothing left this machine");
    return believed(BUONO_PENDING);
}

Verdict judged(const Call& call, const Witness& witness, const Said& said) {
    switch (witness.how) {
        case How::NotDelivered: return believed(BUONO_NOT_SENT, "the plugin never got the call");
        case How::Died: return unfinished(witness, "the plugin died");
        case How::Late: return unfinished(witness, "the plugin did not answer in time");
        case How::Garbage: return unfinished(witness, "the plugin broke the protocol");
        case How::Answered: break;
    }
    switch (said.outcome) {
        case BUONO_APPROVED: return approved(call, witness, said);
        case BUONO_PENDING: return pending(call, witness, said);
        case BUONO_DECLINED:
            if (witness.released > witness.completed) return incident(BUONO_UNKNOWN, "declined without an answer");
            return believed(BUONO_DECLINED);
        case BUONO_NOT_SENT:
        case BUONO_UNSUPPORTED:
        case BUONO_INVALID:
            if (witness.released > 0) return incident(BUONO_UNKNOWN, "says nothing was sent, and something was");
            return believed(said.outcome);
        case BUONO_NOT_FOUND:
            if (!asks(call.op)) return incident(BUONO_UNKNOWN, "not found is an answer to a question only");
            if (witness.wants_network && witness.completed == 0)
                return incident(BUONO_UNKNOWN, "not found without any answer from outside");
            return believed(BUONO_NOT_FOUND);
        case BUONO_UNKNOWN: return believed(BUONO_UNKNOWN, "the plugin does not know");
        default: return incident(BUONO_UNKNOWN, "an outcome that does not exist");
    }
}

}  // namespace

Verdict judge(const Call& call, const Witness& witness, Said said) {
    auto verdict = judged(call, witness, said);
    verdict.said = std::move(said);
    return verdict;
}

}  // namespace buono::plugins
