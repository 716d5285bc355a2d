#include "adapters/plugins/check/batteries.hpp"

namespace buono::plugins::check {
namespace {

constexpr int kRuns = 12;
constexpr auto kRefused = {BUONO_DECLINED, BUONO_INVALID};

bool isSame(const Heard& one, const Heard& other) {
    return one.outcome() == other.outcome() && one.said.ref == other.said.ref &&
           one.said.amount_minor == other.said.amount_minor && one.said.currency == other.said.currency;
}

std::string both(const Heard& one, const Heard& other) {
    return std::string{wordOf(one.outcome())} + " \"" + one.said.ref + "\", then " +
           std::string{wordOf(other.outcome())} + " \"" + other.said.ref + "\"";
}

bool isAboutMoney(const Trial& trial) { return trial.manifest().kind != Kind::Verifier; }

void plain(Trial& trial) {
    const auto call = trial.begin(trial.newId(), trial.amount());
    const auto heard = trial.ask(call);
    if (isAboutMoney(trial)) {
        trial.answers(heard, {BUONO_APPROVED, BUONO_PENDING}, "the plain case");
        trial.expect(heard.said.amount_minor == call.amount_minor && heard.said.currency == call.currency,
                     "the answer names another amount or currency");
    } else {
        trial.answers(heard, {BUONO_APPROVED, BUONO_DECLINED, BUONO_PENDING, BUONO_UNKNOWN}, "the plain question");
    }
    if (heard.outcome() == BUONO_APPROVED) trial.expect(!heard.said.ref.empty(), "approved without a reference");
}

void again(Trial& trial) {
    for (int i = 0; i < kRuns; ++i) {
        auto call = trial.begin(trial.newId(), trial.amount());
        const auto first = trial.ask(call);
        ++call.attempt;
        const auto second = trial.ask(call);
        trial.expect(isSame(first, second), "the same call twice: " + both(first, second));
    }
}

void againInANewProcess(Trial& trial) {
    for (int i = 0; i < kRuns; ++i) {
        auto call = trial.begin(trial.newId(), trial.amount());
        const auto first = trial.ask(call);
        trial.rig().restart();
        ++call.attempt;
        const auto second = trial.ask(call);
        trial.expect(isSame(first, second), "the same call in a new process: " + both(first, second));
    }
}

void otherFields(Trial& trial) {
    const auto id = trial.newId();
    const auto low = std::max<std::int64_t>(trial.manifest().min_minor, 1);
    const auto first = trial.ask(trial.begin(id, low + 4));
    for (const auto other : {low + 5, low}) {
        trial.answers(trial.ask(trial.begin(id, other)), kRefused, "the same id with other fields");
        trial.rig().restart();
    }
    for (const char* currency : {"USD", "eur", ""}) {
        auto call = trial.begin(id, low + 4);
        call.currency = currency;
        if (isAboutMoney(trial)) trial.answers(trial.ask(call), kRefused, "the same id in another currency");
    }
    const auto last = trial.ask(trial.begin(id, low + 4));
    trial.expect(isSame(first, last), "the first fields again: " + both(first, last));
}

void bounds(Trial& trial) {
    if (!isAboutMoney(trial)) return;
    const auto& limits = trial.manifest();
    for (const auto amount : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX, limits.min_minor - 1,
                              limits.max_minor + 1, -limits.max_minor}) {
        const auto heard = trial.ask(trial.begin(trial.newId(), amount));
        trial.expect(!heard.isYes(), "an amount of " + std::to_string(amount) + " was accepted");
    }
    for (const char* currency : {"XTS", "USD", "eur", "E", ""}) {
        if (limits.currencies.contains(currency)) continue;
        auto call = trial.begin(trial.newId(), limits.max_minor);
        call.currency = currency;
        trial.expect(!trial.ask(call).isYes(), "the currency \"" + std::string{currency} + "\" was accepted");
    }
}

void exactAmounts(Trial& trial) {
    const auto low = std::max<std::int64_t>(trial.manifest().min_minor, 1);
    const auto high = trial.manifest().max_minor;
    for (std::int64_t i = 0; i < 60; ++i) {
        const auto amount = i == 0 ? low : i <= 20 ? high - i + 1 : trial.amount();
        const auto id = trial.newId();
        for (const auto& call : {trial.begin(id, amount), trial.question(id, amount)}) {
            const auto heard = trial.ask(call);
            const bool exact = !isAboutMoney(trial) || !heard.isYes() || heard.said.amount_minor == amount;
            trial.expect(exact && (!isAboutMoney(trial) || heard.isYes()),
                         "of " + std::to_string(amount) + " it said " + std::string{wordOf(heard.outcome())} + " " +
                             std::to_string(heard.said.amount_minor));
        }
    }
}

void questions(Trial& trial) {
    const auto known = trial.newId();
    const auto amount = trial.amount();
    const auto begun = trial.ask(trial.begin(known, amount));
    trial.rig().restart();
    const auto heard = trial.ask(trial.question(known, amount));
    trial.expect(heard.outcome() == begun.outcome() || heard.outcome() == BUONO_PENDING,
                 "asked about what was " + std::string{wordOf(begun.outcome())} + " it says " +
                     std::string{wordOf(heard.outcome())});
    if (begun.outcome() == BUONO_APPROVED && heard.outcome() == BUONO_APPROVED)
        trial.expect(begun.said.ref == heard.said.ref, "the question gets another reference: " + both(begun, heard));
    for (const auto& never : {trial.newId(), known + "0", known.substr(0, known.size() - 1), "0" + known})
        trial.answers(trial.ask(trial.question(never, amount)), {BUONO_NOT_FOUND}, "what was never asked for");
}

void questionsChangeNothing(Trial& trial) {
    const auto amount = trial.amount();
    const auto known = trial.newId();
    const auto never = trial.newId();
    trial.ask(trial.begin(known, amount));
    const auto before = trial.rig().values();
    const auto sent = trial.rig().simulator().changing();
    trial.ask(trial.question(known, amount));
    trial.ask(trial.question(never, amount));
    const auto same = [](const auto& a, const auto& b) {
        return a.first == b.first && a.second.version == b.second.version;
    };
    trial.expect(
        std::equal(before.begin(), before.end(), trial.rig().values().begin(), trial.rig().values().end(), same),
        "a question changed what is kept");
    trial.expect(trial.rig().simulator().changing() == sent, "a question sent a request that changes something");
    if (isAboutMoney(trial))
        trial.answers(trial.ask(trial.begin(never, amount)), {BUONO_APPROVED, BUONO_PENDING},
                      "begun after it was asked about");
}

void eachItsOwn(Trial& trial) {
    std::map<std::string, std::string> refs;
    const auto amount = trial.amount();
    const std::string stem(100, 'x');
    for (const auto& id : {trial.newId(), trial.newId(), trial.newId(), stem + "1", stem + "2"}) {
        const auto heard = trial.ask(trial.begin(id, amount));
        if (heard.outcome() != BUONO_APPROVED) continue;
        const auto [other, is_new] = refs.emplace(heard.said.ref, id);
        trial.expect(is_new, "two operations have the reference \"" + heard.said.ref + "\"");
    }
    if (!isAboutMoney(trial) || !trial.has(trial.verbs().undo)) return;
    trial.ask(trial.undo(stem + "1", amount));
    trial.expect(trial.ask(trial.question(stem + "2", amount)).isYes(), "undoing one operation undid another");
}

// ---- the fence

/// After an undo that was accepted nothing of it may happen any more, in any process.
void staysOut(Trial& trial, const std::string& id, std::int64_t amount, const std::string& what) {
    for (int i = 0; i < 2; ++i) {
        trial.answers(trial.ask(trial.begin(id, amount)), kRefused, what);
        trial.answers(trial.ask(trial.question(id, amount)), {BUONO_DECLINED, BUONO_NOT_FOUND},
                      what + ", then asked about");
        trial.rig().restart();
    }
    trial.expect(trial.rig().simulator().effects().first == 0, what + ": it happened on the other side");
}

void fence(Trial& trial) {
    for (int i = 0; i < 3; ++i) {
        trial.fresh();
        const auto id = trial.newId();
        const auto amount = trial.amount();
        trial.answers(trial.ask(trial.undo(id, amount)), {BUONO_APPROVED, BUONO_PENDING},
                      "the undo of what was never seen");
        if (i == 1) trial.rig().restart();
        staysOut(trial, id, amount, "begun after its undo");
    }
}

void undone(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    trial.ask(trial.begin(id, amount));
    trial.rig().restart();
    const auto first = trial.ask(trial.undo(id, amount));
    const auto second = trial.ask(trial.undo(id, amount));
    trial.expect(first.outcome() == second.outcome(), "undone twice: " + both(first, second));
    if (first.outcome() == BUONO_APPROVED)
        staysOut(trial, id, amount, "begun again after its undo");
    else
        trial.expect(trial.ask(trial.question(id, amount)).isYes(), "not undone, and yet gone");
}

void undoneByAmount(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    auto undo = trial.undo(id, amount);
    undo.amount_minor = 0;  // The host may have lost the amount; the fence must hold all the same.
    trial.answers(trial.ask(undo), {BUONO_APPROVED, BUONO_PENDING}, "an undo that names no amount");
    staysOut(trial, id, amount, "begun after an undo that named no amount");
}

}  // namespace

std::vector<Check> everyKind() {
    return {{"plain", "the plain case works, for the amount asked", beginning, plain},
            {"again", "the same operation twice gets the same answer", beginning, again},
            {"again-restarted", "... also from a new process", beginning, againInANewProcess},
            {"other-fields", "the same operation with other fields is refused, and the first stands", beginning,
             otherFields},
            {"bounds", "no amount or currency beyond the manifest's limits is accepted", beginning, bounds},
            {"exact-amounts", "amounts up to the limit arrive and come back to the cent", beginning, exactAmounts},
            {"questions", "a question finds what happened, and says not_found of what did not", beginning, questions},
            {"questions-change-nothing", "a question is only a question", beginning, questionsChangeNothing},
            {"each-its-own", "two operations are two, however alike their names", beginning, eachItsOwn},
            {"fence", "what was undone before it was seen is refused for good", undoing, fence},
            {"undone", "what was undone stays undone; undone twice is undone once", undoing, undone},
            {"undone-by-name", "an undo needs no more than the name of what it undoes", undoing, undoneByAmount}};
}

}  // namespace buono::plugins::check
