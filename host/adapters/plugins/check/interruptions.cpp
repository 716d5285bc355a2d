#include "adapters/plugins/check/batteries.hpp"

namespace buono::plugins::check {
namespace {

constexpr int kTouchesMax = 64;

/// What must hold once a call was begun, lost and asked again: a yes that both ways of asking give.
void agrees(Trial& trial, const std::string& id, std::int64_t amount, const std::string& what) {
    auto retry = trial.begin(id, amount);
    retry.attempt = 2;
    const auto again = trial.ask(retry);
    const auto asked = trial.ask(trial.question(id, amount));
    if (trial.manifest().kind != Kind::Verifier)
        trial.answers(again, {BUONO_APPROVED, BUONO_PENDING}, what + ", asked again");
    trial.expect(asked.outcome() == again.outcome() || asked.outcome() == BUONO_PENDING,
                 what + ": again it is " + std::string{wordOf(again.outcome())} + ", asked about " +
                     std::string{wordOf(asked.outcome())});
    if (asked.outcome() == BUONO_APPROVED) trial.expect(asked.said.ref == again.said.ref, what + ": two references");
    if (!trial.script().effect_states.empty())
        trial.expect(
            trial.rig().simulator().effects().first == (again.isYes() ? 1 : 0),
            what + ": " + std::to_string(trial.rig().simulator().effects().first) + " effects on the other side");
}

/// Runs `step` for every touch of the host that the call makes.
template <class Step>
void atEachTouch(Trial& trial, const Step& step) {
    for (int touch = 1; touch <= kTouchesMax && trial.wrong().empty(); ++touch) {
        trial.fresh();
        if (!step(touch)) return;
    }
}

void killedWithin(Trial& trial) {
    atEachTouch(trial, [&](int touch) {
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.rig().killAt(touch);
        const auto heard = trial.askAny(trial.begin(id, amount));
        agrees(trial, id, amount, "killed after touch " + std::to_string(touch) + " of the host");
        return heard.how == How::Died;
    });
}

void undoKilledWithin(Trial& trial) {
    atEachTouch(trial, [&](int touch) {
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.ask(trial.begin(id, amount));
        trial.rig().killAt(touch);
        const auto heard = trial.askAny(trial.undo(id, amount));
        const auto undone = trial.ask(trial.undo(id, amount));
        if (undone.outcome() == BUONO_APPROVED)
            trial.expect(!trial.ask(trial.begin(id, amount)).isYes(),
                         "an undo that was killed and repeated does not hold");
        return heard.how == How::Died;
    });
}

void killedBetween(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    const auto first = trial.ask(trial.begin(id, amount));
    for (int i = 0; i < 3; ++i) {
        trial.rig().restart();
        const auto asked = trial.ask(trial.question(id, amount));  // Before it is begun again, which would hide a loss.
        trial.expect(asked.outcome() == first.outcome() || asked.outcome() == BUONO_PENDING,
                     "killed between two calls: what was " + std::string{wordOf(first.outcome())} + " is " +
                         std::string{wordOf(asked.outcome())});
        agrees(trial, id, amount, "killed between two calls");
    }
    const auto other = trial.newId();
    trial.rig().restart();
    const auto second = trial.ask(trial.begin(other, amount));
    if (first.outcome() == BUONO_APPROVED && second.outcome() == BUONO_APPROVED)
        trial.expect(first.said.ref != second.said.ref,
                     "a new process gives out the reference \"" + first.said.ref + "\" again");
}

// ---- overtaken by another process of its own

void sameTogether(Trial& trial) {
    atEachTouch(trial, [&](int touch) {
        const auto call = trial.begin(trial.newId(), trial.amount());
        bool happened = false;
        Heard other;
        trial.rig().between(touch, [&] { happened = true, other = trial.ask(call); });
        const auto heard = trial.ask(call);
        if (heard.outcome() == BUONO_APPROVED && other.outcome() == BUONO_APPROVED)
            trial.expect(heard.said.ref == other.said.ref,
                         "one operation in two processes: \"" + heard.said.ref + "\" and \"" + other.said.ref + "\"");
        agrees(trial, call.op_id, trial.manifest().kind == Kind::Verifier ? 0 : call.amount_minor,
               "overtaken by itself");
        return happened;
    });
}

void othersTogether(Trial& trial) {
    atEachTouch(trial, [&](int touch) {
        const auto one = trial.newId();
        const auto two = trial.newId();
        const auto amount = trial.amount();
        bool happened = false;
        trial.rig().between(touch, [&] { happened = true, trial.ask(trial.begin(two, amount)); });
        trial.ask(trial.begin(one, amount));
        const auto first = trial.ask(trial.begin(one, amount));
        const auto second = trial.ask(trial.begin(two, amount));
        if (first.outcome() == BUONO_APPROVED && second.outcome() == BUONO_APPROVED && happened)
            trial.expect(first.said.ref != second.said.ref, "two operations at once share \"" + first.said.ref + "\"");
        return happened;
    });
}

void otherFieldsTogether(Trial& trial) {
    atEachTouch(trial, [&](int touch) {
        const auto id = trial.newId();
        const auto low = std::max<std::int64_t>(trial.manifest().min_minor, 1);
        bool happened = false;
        Heard other;
        trial.rig().between(touch, [&] { happened = true, other = trial.ask(trial.begin(id, low + 1)); });
        const auto heard = trial.ask(trial.begin(id, low));
        trial.expect(!(heard.isYes() && other.isYes()), "one id with two amounts at once: yes to both");
        return happened;
    });
}

void undoneMeanwhile(Trial& trial) {
    atEachTouch(trial, [&](int touch) {
        const auto id = trial.newId();
        const auto amount = trial.amount();
        bool happened = false;
        Heard undone;
        trial.rig().between(touch, [&] { happened = true, undone = trial.ask(trial.undo(id, amount)); });
        trial.ask(trial.begin(id, amount));
        if (undone.outcome() == BUONO_APPROVED) {
            trial.expect(!trial.ask(trial.question(id, amount)).isYes(), "undone while it began, and yet it stands");
            trial.expect(!trial.ask(trial.begin(id, amount)).isYes(), "undone while it began, and then begun");
        }
        return happened;
    });
}

// ---- the host does not keep what it should

void keepRefused(Trial& trial) {
    for (int put = 1; put <= 3; ++put) {
        trial.fresh();
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.rig().refusePut(put);
        const auto heard = trial.ask(trial.begin(id, amount));
        trial.rig().refusePut(0);
        if (heard.isYes())
            trial.expect(trial.ask(trial.question(id, amount)).outcome() != BUONO_NOT_FOUND,
                         "said " + std::string{wordOf(heard.outcome())} + " of what it could not keep");
        agrees(trial, id, amount, "a write was refused");
    }
}

void noSpace(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    trial.rig().refusePut(-1);
    const auto heard = trial.ask(trial.begin(id, amount));
    trial.expect(!heard.isYes() || trial.rig().simulator().changing() > 0,
                 "said " + std::string{wordOf(heard.outcome())} + " and could keep nothing");
    trial.rig().refusePut(0);
    agrees(trial, id, amount, "out of space");
}

void undoNotKept(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    trial.rig().refusePut(-1);
    const auto heard = trial.ask(trial.undo(id, amount));
    trial.rig().refusePut(0);
    if (heard.outcome() == BUONO_APPROVED)
        trial.expect(!trial.ask(trial.begin(id, amount)).isYes(), "said it is undone and could not keep that");
}

}  // namespace

std::vector<Check> interruptions() {
    return {
        {"killed-within", "killed at any use of the host: asked again it gives one answer", beginning, killedWithin},
        {"killed-between", "what it knows is kept by the host, not in its process", beginning, killedBetween},
        {"undo-killed-within", "an undo that was killed and repeated holds", undoing, undoKilledWithin},
        {"same-together", "one operation in two processes at once is one", beginning, sameTogether},
        {"others-together", "two operations at once are two", beginning, othersTogether},
        {"other-fields-together", "one id with two amounts at once gets at most one yes", beginning,
         otherFieldsTogether},
        {"undone-meanwhile", "undone while it begins, it does not stand", undoing, undoneMeanwhile},
        {"keep-refused", "a write that was refused is not taken for done", beginning, keepRefused},
        {"no-space", "with no space left it promises nothing", beginning, noSpace},
        {"undo-not-kept", "an undo that could not be kept is not confirmed", undoing, undoNotKept}};
}

}  // namespace buono::plugins::check
