#include <array>

#include "adapters/plugins/check/batteries.hpp"

namespace buono::plugins::check {
namespace {

struct Named {
    Fault fault;
    const char* word;
};
/// After these nobody knows what the other side did.
constexpr std::array kNoAnswer{Named{Fault::LostBefore, "lost before it arrived"},
                               Named{Fault::LostAfter, "lost on the way back"},
                               Named{Fault::Error500, "500"},
                               Named{Fault::Html502, "502 from a gateway"},
                               Named{Fault::Html200, "200 with a login page"},
                               Named{Fault::Empty200, "200 without a word"},
                               Named{Fault::Truncated, "half an answer"},
                               Named{Fault::Html404, "404 with a page"}};
constexpr std::array kRefusals{Named{Fault::Busy429, "429"}, Named{Fault::Key401, "401"}};
constexpr std::array kWrong{Named{Fault::OtherThing, "an answer about another operation"},
                            Named{Fault::OtherAmount, "an answer about another amount"}};

std::string networked(const Trial& trial) {
    return trial.manifest().http.empty() ? "its manifest asks for no network" : beginning(trial);
}
std::string networkedUndo(const Trial& trial) {
    return trial.manifest().http.empty() ? "its manifest asks for no network" : undoing(trial);
}
std::string counted(const Trial& trial) {
    if (auto lack = networked(trial); !lack.empty()) return lack;
    return trial.script().effect_states.empty() ? "the simulator does not say what an \"effect\" is" : "";
}

/// Asked again when the fault is over: it happened once, and both ways of asking say so.
void heals(Trial& trial, const std::string& id, std::int64_t amount, const std::string& what) {
    trial.rig().simulator().fault(Fault::None);
    auto retry = trial.begin(id, amount);
    retry.attempt = 2;
    trial.answers(trial.ask(retry), {BUONO_APPROVED, BUONO_PENDING}, what + ", then asked again");
    const auto effects = trial.rig().simulator().effects();
    if (trial.script().effect_states.empty()) return;
    trial.expect(effects.first == 1 && effects.second == amount,
                 what + ", then asked again: " + std::to_string(effects.first) + " effects of " +
                     std::to_string(effects.second));
}

void noAnswer(Trial& trial) {
    for (const auto& [fault, word] : kNoAnswer) {
        trial.fresh();
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.rig().simulator().fault(fault);
        trial.answers(trial.ask(trial.begin(id, amount)), {BUONO_UNKNOWN}, word);
        heals(trial, id, amount, word);
    }
}

void wrongAnswer(Trial& trial) {
    for (const auto& [fault, word] : kWrong) {
        trial.fresh();
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.rig().simulator().fault(fault);
        trial.answers(trial.ask(trial.begin(id, amount)), {BUONO_UNKNOWN}, word);
        trial.answers(trial.ask(trial.question(id, amount)), {BUONO_UNKNOWN}, std::string{word} + ", to a question");
        heals(trial, id, amount, word);
    }
}

void refusedByThem(Trial& trial) {
    for (const auto& [fault, word] : kRefusals) {
        trial.fresh();
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.rig().simulator().fault(fault);
        trial.answers(trial.ask(trial.begin(id, amount)), {BUONO_UNKNOWN}, word);
        trial.answers(trial.ask(trial.question(id, amount)), {BUONO_UNKNOWN}, std::string{word} + " to a question");
        heals(trial, id, amount, word);
    }
}

void neverConnected(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    trial.rig().simulator().fault(Fault::Refused);
    trial.answers(trial.ask(trial.begin(id, amount)), {BUONO_NOT_SENT}, "never connected");
    trial.answers(trial.ask(trial.question(id, amount)), {BUONO_UNKNOWN, BUONO_NOT_SENT}, "a question that never left");
    heals(trial, id, amount, "never connected");
}

void questionNoAnswer(Trial& trial) {
    for (const auto& [fault, word] : kNoAnswer) {
        trial.fresh();
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.ask(trial.begin(id, amount));
        trial.rig().simulator().fault(fault);
        for (const auto& about : {id, trial.newId()})
            trial.answers(trial.ask(trial.question(about, amount)), {BUONO_UNKNOWN},
                          "a question, " + std::string{word});
    }
}

void undoNoAnswer(Trial& trial) {
    for (const auto& [fault, word] : kNoAnswer) {
        trial.fresh();
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.ask(trial.begin(id, amount));
        trial.rig().simulator().fault(fault);
        trial.answers(trial.ask(trial.undo(id, amount)), {BUONO_UNKNOWN}, "an undo, " + std::string{word});
        trial.rig().simulator().fault(Fault::None);
        trial.answers(trial.ask(trial.undo(id, amount)), {BUONO_APPROVED}, "the undo again");
        trial.expect(trial.rig().simulator().effects().first == 0, "undone twice, and yet it stands on the other side");
    }
}

/// Retries belong to the host, which knows when they are safe.
void oneRequest(Trial& trial) {
    for (const auto fault : {Fault::None, Fault::Refused, Fault::LostBefore, Fault::LostAfter, Fault::Error500,
                             Fault::Html502, Fault::Busy429}) {
        trial.fresh();
        trial.rig().simulator().fault(fault);
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.ask(trial.begin(id, amount));
        const auto sent = trial.rig().simulator().changing();
        trial.expect(sent <= 1, std::to_string(sent) + " requests that change something, in one operation");
        trial.ask(trial.question(id, amount));
        trial.expect(trial.rig().simulator().changing() == sent, "a question sent a request that changes something");
    }
}

void deliveredTwice(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    trial.rig().simulator().fault(Fault::Twice);
    trial.answers(trial.ask(trial.begin(id, amount)), {BUONO_APPROVED, BUONO_PENDING}, "delivered twice");
    heals(trial, id, amount, "delivered twice");
}

void withinItsTime(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    for (const auto& call : {trial.begin(id, amount), trial.question(id, amount)}) trial.ask(call);
    for (const auto& each : trial.rig().simulator().requests())
        trial.expect(each.timeout_ms > 0 && each.timeout_ms < trial.deadlineMs(),
                     "a request waits up to " + std::to_string(each.timeout_ms) + " ms, and the call has " +
                         std::to_string(trial.deadlineMs()));
}

void toTheCent(Trial& trial) {
    for (int i = 0; i < 40; ++i) {
        trial.fresh();
        const auto amount = i == 0 ? trial.manifest().max_minor : trial.amount();
        trial.ask(trial.begin(trial.newId(), amount));
        const auto effects = trial.rig().simulator().effects();
        trial.expect(effects.first == 1 && effects.second == amount,
                     "asked for " + std::to_string(amount) + ", the other side did " + std::to_string(effects.second));
    }
}

}  // namespace

std::vector<Check> network() {
    return {{"no-answer", "no answer, or none that can be read, is unknown; asked again it happens once", networked,
             noAnswer},
            {"wrong-answer", "an answer about another operation or amount is unknown", networked, wrongAnswer},
            {"refused-by-them", "too busy or a wrong key is no word about the payment", networked, refusedByThem},
            {"never-connected", "what never left is not_sent", networked, neverConnected},
            {"question-no-answer", "a question without an answer is unknown, above all not not_found", networked,
             questionNoAnswer},
            {"undo-no-answer", "an undo without an answer is unknown", networkedUndo, undoNoAnswer},
            {"one-request", "one operation sends at most one request that changes something", networked, oneRequest},
            {"delivered-twice", "a request that arrives twice happens once", networked, deliveredTwice},
            {"within-its-time", "no request waits longer than the call may", networked, withinItsTime},
            {"to-the-cent", "what happens on the other side is what was asked for", counted, toTheCent}};
}

}  // namespace buono::plugins::check
