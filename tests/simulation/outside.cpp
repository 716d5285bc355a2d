#include "simulation/outside.hpp"

#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

using purchases::Answer;
using purchases::Order;
using purchases::Outcome;

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kHourUs = 3'600 * kSecondUs;

bool isSame(const Order& a, const Order& b) {
    return a.plugin == b.plugin && a.amount == b.amount && a.ente == b.ente && a.subject == b.subject;
}

}  // namespace

Answer Outside::authorize(const Order& order) {
    auto answer = ask(order, &Outside::takeUp, false);
    const auto& matter = matters_.at(order.operation);
    const bool is_honest = answer.outcome == Outcome::Approved || answer.outcome == Outcome::Pending;
    // The same call may have had another answer before: it is a repeat after a crash.
    if (is_honest && (matter.is_denied || weather_.strikes(Misfortune::SaysNo)))
        return given({Outcome::Declined, {}, {}, 0});
    return given(std::move(answer));
}

Answer Outside::query(const Order& order) { return given(ask(order, &Outside::look, true)); }
Answer Outside::cancel(const Order& order) {
    auto answer = ask(order, &Outside::annul, false);
    if (answer.outcome == Outcome::NotSent || answer.outcome == Outcome::Unknown) return given(std::move(answer));
    // A withdrawal is approved once nothing can happen any more.
    const bool is_over = matters_.at(order.operation).truth == Truth::Annulled;
    return given({is_over ? Outcome::Approved : Outcome::Declined, {}, {}, 0});
}

void Outside::tell(const Order& order, std::string_view receipt) {
    auto& matter = matterOf(order);
    if (!reaches()) return;
    matter.receipt = receipt;
    heedTill(matter);
}

Answer Outside::redeem(const Order& order) { return given(ask(order, &Outside::takeUp, false)); }
Answer Outside::status(const Order& order) { return given(ask(order, &Outside::look, true)); }

Answer Outside::ask(const Order& order, Step step, bool is_question) {
    matterOf(order);
    answerLate();
    if (weather_.strikes(Misfortune::CrashInCall)) throw ProcessDied{};
    if (!reaches()) {
        const bool is_on_its_way = random_.oneIn(2);
        if (is_on_its_way) late_.emplace_back(order.operation, step);
        return {!is_on_its_way && random_.oneIn(3) ? Outcome::NotSent : Outcome::Unknown, {}, {}, 0};
    }
    auto& matter = matters_.at(order.operation);
    (this->*step)(matter);
    if (weather_.strikes(Misfortune::CrashInCall)) throw ProcessDied{};
    if (weather_.strikes(Misfortune::AnswerLost)) return {};
    if (is_question && weather_.strikes(Misfortune::Forgetful)) return {Outcome::NotFound, {}, {}, 0};
    return honest(matter, is_question);
}

Outside::Matter& Outside::matterOf(const Order& order) {
    auto& matter =
        matters_.try_emplace(order.operation, Matter{order, Truth::Unheard, 0, false, false, Outcome::Declined, {}})
            .first->second;
    if (!isSame(matter.order, order))
        fail("I22 every call about an operation carries the same fields", order.operation);
    return matter;
}

bool Outside::reaches() { return !weather_.strikes(Misfortune::RequestLost); }

/// A desk believes a receipt unless the payment was annulled or refused before.
void Outside::heedTill(Matter& matter) {
    if (matter.truth == Truth::Unheard || matter.truth == Truth::Waiting) matter.truth = Truth::Done;
}

void Outside::takeUp(Matter& matter) {
    if (matter.truth != Truth::Unheard) return look(matter);
    matter.is_denied = weather_.strikes(Misfortune::SaysNo);
    if (random_.oneIn(8)) matter.refusal = random_.oneIn(2) ? Outcome::Invalid : Outcome::Unsupported;
    switch (random_.below(8)) {
        case 0: matter.truth = Truth::Refused; return;
        case 1:
        case 2:
        case 3: matter.truth = Truth::Done; return;
        default: matter.truth = Truth::Waiting;
    }
    matter.will_be_done = !random_.oneIn(4);
    matter.decides_us = time_.us + random_.between(kSecondUs, random_.oneIn(4) ? 90 * kHourUs : kHourUs);
}

void Outside::look(Matter& matter) {
    if (matter.truth != Truth::Waiting || time_.us < matter.decides_us) return;
    matter.truth = matter.will_be_done ? Truth::Done : Truth::Refused;
}

void Outside::annul(Matter& matter) {
    look(matter);
    if (matter.truth != Truth::Done) matter.truth = Truth::Annulled;
}

/// A request may arrive long after its asker has asked again, or has given up.
void Outside::arriveLate() {
    if (late_.empty() || (!weather_.isCalm() && !random_.oneIn(4))) return;
    std::swap(random_.anyOf(late_), late_.back());
    const auto [operation, step] = late_.back();
    late_.pop_back();
    (this->*step)(matters_.at(operation));
}

void Outside::answerLate() {
    arriveLate();
    time_.pass(random_.between(1, 2 * kSecondUs));
    if (!weather_.strikes(Misfortune::SlowAnswer)) return;
    if (meanwhile) meanwhile();
    time_.pass(random_.between(kSecondUs, random_.oneIn(4) ? 60 * kHourUs : 60 * kSecondUs));
    if (meanwhile) meanwhile();
}

Answer Outside::honest(const Matter& matter, bool is_question) {
    const auto ref = "ref-" + matter.order.operation.text().substr(19);
    switch (matter.truth) {
        case Truth::Unheard: return {Outcome::NotFound, {}, {}, 0};
        case Truth::Waiting:
            return {Outcome::Pending, ref, random_.oneIn(2) ? "pay_at_till" : "redirect",
                    random_.oneIn(2) ? 0 : random_.between(500, 7'200'000)};
        case Truth::Done: return {Outcome::Approved, ref, {}, 0};
        case Truth::Refused: return {is_question ? Outcome::Declined : matter.refusal, {}, {}, 0};
        case Truth::Annulled: return {Outcome::Declined, {}, {}, 0};
    }
    fail("a truth of the list");
}

Answer Outside::given(Answer answer) {
    ++answers[answer.outcome];
    return answer;
}

const Outside::Matter* Outside::find(const Id& operation) const {
    const auto at = matters_.find(operation);
    return at == matters_.end() ? nullptr : &at->second;
}

Outside::Truth Outside::truthOf(const Id& operation) const {
    const auto* matter = find(operation);
    return matter ? matter->truth : Truth::Unheard;
}

/// I21: nothing is attempted again while it is not known what became of it.
void Interpreter::checkAttempt(const Order& order) const {
    const auto outcome = operations_.find(order.operation)->outcome;
    const bool may = outcome == Outcome::NotSent || outcome == Outcome::NotFound;
    require(may, "I21 no new attempt while one is open", order.operation);
}

Answer Interpreter::redeem(const Order& order) {
    checkAttempt(order);
    return heard(outside_.redeem(order));
}

Answer Interpreter::authorize(const Order& order) {
    checkAttempt(order);
    auto answer = heard(outside_.authorize(order));
    if (answer.outcome == Outcome::Declined) said_no_[order.operation] = true;
    return answer;
}

Answer Interpreter::query(const Order& order) {
    if (plant_ == Plant::NoIsBelievedAtOnce && said_no_.contains(order.operation))
        return {Outcome::Declined, {}, {}, 0};
    return heard(outside_.query(order));
}

Answer Interpreter::cancel(const Order& order) {
    if (plant_ == Plant::WithdrawnWithoutAsking) return {Outcome::Approved, {}, {}, 0};
    return outside_.cancel(order);
}

Answer Interpreter::heard(Answer answer) {
    last_ = answer.outcome;
    if (plant_ == Plant::SilenceIsNo && last_ == Outcome::Unknown) answer.outcome = Outcome::Declined;
    return answer;
}

}  // namespace buono::simulation
