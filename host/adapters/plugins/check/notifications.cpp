#include "adapters/plugins/check/batteries.hpp"

namespace buono::plugins::check {
namespace {

std::string hook(const Trial& trial) {
    if (!trial.has(BUONO_OP_WEBHOOK)) return "its manifest does not name webhook";
    return beginning(trial);
}
std::string sample(const Trial& trial) {
    if (auto lack = hook(trial); !lack.empty()) return lack;
    return trial.script().webhook.empty() ? "the simulator has no \"webhook\", a genuine notification" : "";
}
std::string undoneSample(const Trial& trial) {
    if (auto lack = sample(trial); !lack.empty()) return lack;
    return undoing(trial);
}
std::string statements(const Trial& trial) {
    return trial.has(BUONO_OP_SETTLEMENT_IN) ? "" : "its manifest does not name settlement_in";
}

std::string noise(Trial& trial, std::size_t size) {
    std::string bytes(size, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(trial.chance(256));
    return bytes;
}

bool isUntouched(const Rig::Values& before, const Rig::Values& after) {
    return std::equal(before.begin(), before.end(), after.begin(), after.end(), [](const auto& a, const auto& b) {
        return a.first == b.first && a.second.version == b.second.version;
    });
}

/// Refused, without a hint, and nothing is changed by it.
void refuses(Trial& trial, const std::string& bytes, const std::string& what) {
    const auto before = trial.rig().values();
    const auto heard = trial.ask(trial.webhook(bytes));
    trial.answers(heard, {BUONO_INVALID}, what);
    trial.expect(heard.emitted.empty(), what + ": a hint was given all the same");
    trial.expect(isUntouched(before, trial.rig().values()), what + ": it changed what is kept");
}

struct Begun {
    std::string id;
    std::int64_t amount;
};

Begun begun(Trial& trial) {
    Begun made{trial.newId(), trial.amount()};
    trial.ask(trial.begin(made.id, made.amount));
    return made;
}

/// As the host does: it holds the statement first, then tells the plugin.
Heard told(Trial& trial, const Begun& about, std::string_view number = "1") {
    trial.record();
    return trial.ask(trial.webhook(trial.notification(about.id, about.amount, number)));
}

void garbage(Trial& trial) {
    begun(trial);
    for (const std::string& bytes :
         {std::string{}, std::string{"{}"}, std::string{"[]"}, std::string{"null"}, std::string{"{\"op_id\":"},
          std::string(1U << 20, '{'), std::string(300'000, '\0')})
        refuses(trial, bytes, "a notification of " + std::to_string(bytes.size()) + " bytes of nothing");
    for (int i = 0; i < 100; ++i) refuses(trial, noise(trial, trial.chance(400)), "a notification of noise");
}

void genuine(Trial& trial) {
    const auto about = begun(trial);
    const auto heard = told(trial, about);
    trial.answers(heard, {BUONO_APPROVED}, "a genuine notification");
    const std::vector<std::string> hint{"op=" + about.id};
    trial.expect(heard.emitted == hint, "the notification gave no hint \"op=" + about.id + "\", or another one");
    trial.rig().restart();
    const auto asked = trial.ask(trial.question(about.id, about.amount));
    trial.answers(asked, {BUONO_APPROVED}, "asked after the notification");
    trial.expect(!asked.said.ref.empty(), "paid without a reference");
}

void replayed(Trial& trial) {
    const auto about = begun(trial);
    told(trial, about);
    const auto first = trial.ask(trial.question(about.id, about.amount));
    const auto before = trial.rig().values();
    for (int i = 0; i < 3; ++i) {
        told(trial, about);
        trial.rig().restart();
    }
    trial.expect(isUntouched(before, trial.rig().values()), "the same notification again changed what is kept");
    const auto last = trial.ask(trial.question(about.id, about.amount));
    trial.expect(first.outcome() == last.outcome() && first.said.ref == last.said.ref,
                 "the same notification again changed the answer");
}

void early(Trial& trial) {
    const Begun about{trial.newId(), trial.amount()};
    trial.expect(!told(trial, about).isYes(), "a notification of what was never begun was accepted");
    trial.answers(trial.ask(trial.question(about.id, about.amount)), {BUONO_NOT_FOUND},
                  "what only a notification named");
    trial.answers(trial.ask(trial.begin(about.id, about.amount)), {BUONO_PENDING, BUONO_APPROVED},
                  "begun after its early notification");
}

void forged(Trial& trial) {
    const auto about = begun(trial);
    const auto other = begun(trial);
    const auto sample = trial.notification(about.id, about.amount);
    for (const auto amount : {about.amount - 1, about.amount + 1, std::int64_t{0}, -about.amount, about.amount * 100})
        refuses(trial, trial.notification(about.id, amount), "a notification of another amount");
    for (const auto& id :
         {about.id + "0", std::string{}, trial.newId(), std::string(300, 'k'), std::string(60'000, 'k')})
        refuses(trial, trial.notification(id, about.amount), "a notification of another operation");
    for (std::size_t length = 0; length < sample.size(); ++length)
        refuses(trial, sample.substr(0, length), "half a notification");
    refuses(trial, sample + sample, "two notifications in one");
    trial.answers(trial.ask(trial.question(about.id, about.amount)), {BUONO_PENDING},
                  "after forged notifications only");
    trial.answers(trial.ask(trial.question(other.id, other.amount)), {BUONO_PENDING},
                  "after forged notifications of another");
}

void contradicted(Trial& trial) {
    const auto about = begun(trial);
    told(trial, about, "1");
    const auto first = trial.ask(trial.question(about.id, about.amount));
    refuses(trial, trial.notification(about.id, about.amount, "2"), "a second notification that contradicts the first");
    const auto last = trial.ask(trial.question(about.id, about.amount));
    trial.expect(first.said.ref == last.said.ref, "a second notification replaced the first");
}

void reordered(Trial& trial) {
    const auto one = begun(trial);
    const auto two = begun(trial);
    told(trial, two, "2");
    trial.answers(trial.ask(trial.question(one.id, one.amount)), {BUONO_PENDING}, "told about another");
    told(trial, one, "1");
    const auto first = trial.ask(trial.question(one.id, one.amount));
    const auto second = trial.ask(trial.question(two.id, two.amount));
    trial.answers(first, {BUONO_APPROVED}, "told second");
    trial.answers(second, {BUONO_APPROVED}, "told first");
    trial.expect(first.said.ref != second.said.ref, "two notifications, one reference");
}

void afterUndo(Trial& trial) {
    const auto about = begun(trial);
    trial.answers(trial.ask(trial.undo(about.id, about.amount)), {BUONO_APPROVED}, "the undo of what waits");
    trial.expect(!told(trial, about).isYes(), "paid after it was undone");
    trial.answers(trial.ask(trial.question(about.id, about.amount)), {BUONO_DECLINED, BUONO_NOT_FOUND},
                  "told of it after its undo");
}

void paidThenUndone(Trial& trial) {
    const auto about = begun(trial);
    told(trial, about);
    const auto undone = trial.ask(trial.undo(about.id, about.amount));
    const auto asked = trial.ask(trial.question(about.id, about.amount));
    trial.expect(undone.outcome() == BUONO_APPROVED ? !asked.isYes() : asked.outcome() == BUONO_APPROVED,
                 "of what was paid the undo says " + std::string{wordOf(undone.outcome())} + ", and then it is " +
                     std::string{wordOf(asked.outcome())});
    trial.answers(undone, {BUONO_DECLINED, BUONO_APPROVED}, "the undo of what was paid");
}

void tellingKilled(Trial& trial) {
    for (int touch = 1; touch < 32 && trial.wrong().empty(); ++touch) {
        trial.fresh();
        const auto about = begun(trial);
        trial.record();
        trial.rig().killAt(touch);
        const auto notification = trial.webhook(trial.notification(about.id, about.amount));
        const auto heard = trial.askAny(notification);
        trial.answers(trial.ask(notification), {BUONO_APPROVED}, "told again after its process was killed");
        trial.answers(trial.ask(trial.question(about.id, about.amount)), {BUONO_APPROVED}, "told, killed, told again");
        if (heard.how != How::Died) return;
    }
}

void badStatements(Trial& trial) {
    for (int i = 0; i < 100; ++i) {
        auto call = trial.webhook(noise(trial, trial.chance(2000)));
        call.op = BUONO_OP_SETTLEMENT_IN;
        const auto heard = trial.ask(call);
        trial.expect(heard.outcome() != BUONO_APPROVED || heard.emitted.empty(), "lines out of noise");
    }
}

}  // namespace

std::vector<Check> notifications() {
    return {
        {"webhook-garbage", "a notification of noise is invalid and changes nothing", hook, garbage},
        {"webhook-genuine", "a genuine notification gives its hint, and the question then says paid", sample, genuine},
        {"webhook-replayed", "the same notification again has no second effect", sample, replayed},
        {"webhook-early", "a notification of what was never begun has no effect", sample, early},
        {"webhook-forged", "a notification of another amount or operation, or half of one, is invalid", sample, forged},
        {"webhook-contradicted", "a second notification does not replace the first", sample, contradicted},
        {"webhook-reordered", "notifications out of order each reach their own operation", sample, reordered},
        {"webhook-after-undo", "what was undone cannot be paid any more", undoneSample, afterUndo},
        {"webhook-paid-then-undone", "what was paid is either undone or stays paid, and says which", undoneSample,
         paidThenUndone},
        {"webhook-killed", "a notification whose process was killed can be told again", sample, tellingKilled},
        {"settlement-garbage", "a settlement file of noise gives no lines", statements, badStatements}};
}

}  // namespace buono::plugins::check
