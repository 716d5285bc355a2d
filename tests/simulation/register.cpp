#include "simulation/register.hpp"

#include "core/register/codes.hpp"
#include "simulation/violation.hpp"

namespace buono::simulation {

using registers::Reply;
using registers::Ticket;

void BatchRegister::serve(std::size_t most) {
    take(most);
    if (batch_.empty()) return;
    follow();
    for (auto& one : batch_) one.reply = run(one.waiting);
    if (desk_.plant == Plant::AckBeforeCommit) answer();
    const auto changed = desk_.sweep.note(desk_.book);
    desk_.sweep.write(desk_.book);
    if (desk_.weather.strikes(Misfortune::CrashBeforeCommit)) throw ProcessDied{};
    commit();
    desk_.judge.compare(desk_.book, changed);
    if (desk_.plant != Plant::AckBeforeCommit) answer();
    batch_.clear();
}

void BatchRegister::follow() {
    const auto& entries = desk_.store.ledger.journal.rows();
    if (desk_.book.seq() == entries.size()) return;
    if (desk_.plant == Plant::TurnNotFollowed && desk_.random.oneIn(8)) return;
    while (desk_.book.seq() < entries.size()) {
        const auto& entry = entries[desk_.book.seq()];
        desk_.book.replay(entry.seq, entry.transfers);
    }
    desk_.sweep.note(desk_.book);
    if (desk_.random.oneIn(64)) desk_.judge.compare(desk_.book);
}

void BatchRegister::hangUp() {
    for (const auto& one : batch_)
        if (!one.is_answered && one.waiting.lost) one.waiting.lost();
    for (const auto& one : queue_)
        if (one.lost) one.lost();
}

void BatchRegister::take(std::size_t most) {
    batch_.clear();
    while (!queue_.empty() && batch_.size() < most) {
        std::swap(queue_.front(), desk_.random.anyOf(queue_));
        batch_.push_back({std::move(queue_.front()), Error{codes::kInternalError, {}, {}}, false});
        queue_.pop_front();
    }
}

Result<Reply> BatchRegister::run(const Waiting& waiting) {
    ++desk_.served;
    const auto& ticket = waiting.ticket;
    if (!waiting.work) {
        if (desk_.is_full) return Error{codes::kStoreFull, {}, {}};
        desk_.store.ledger.audit.add(
            {desk_.ids.next(), desk_.clock.now(), ticket.actor, ticket.key, ticket.operation, waiting.purpose, 0});
        return Reply{200, {}};
    }
    if (const auto* kept = desk_.store.ledger.replies.find({ticket.actor, ticket.key})) {
        const bool is_same = kept->request == ticket.request || desk_.plant == Plant::AnyRequestUnderKey;
        if (!is_same) return Error{codes::kKeyReused, "Idempotency-Key", {}};
        return kept->reply;
    }
    if (desk_.is_full) return Error{codes::kStoreFull, {}, {}};
    return change(waiting);
}

Result<Reply> BatchRegister::change(const Waiting& waiting) {
    const auto cause = desk_.ids.next();
    desk_.tape.stamp(desk_.clock.now(), cause);
    const auto writes = desk_.store.disk.writes();
    const auto seq = desk_.book.seq();
    auto reply = waiting.work();
    if (reply) {
        keep(waiting.ticket, *reply, cause, seq);
    } else {
        if (desk_.store.disk.writes() != writes) fail("I18 a refusal has written nothing", waiting.ticket.operation);
        if (desk_.book.seq() != seq) fail("I18 a refusal has moved nothing", waiting.ticket.operation);
        if (desk_.plant == Plant::RefusalKeepsKey)
            desk_.store.ledger.replies.add({waiting.ticket.actor, waiting.ticket.key},
                                           {waiting.ticket.request, {409, "refused"}, 0});
    }
    return reply;
}

void BatchRegister::keep(const Ticket& ticket, const Reply& reply, const Id& cause, std::uint64_t before) {
    const auto seq = desk_.book.seq();
    desk_.store.ledger.replies.add({ticket.actor, ticket.key}, {ticket.request, reply, seq});
    desk_.store.ledger.audit.add(
        {cause, desk_.tape.time(), ticket.actor, ticket.key, ticket.operation, {}, seq == before ? 0 : seq});
}

void BatchRegister::commit() {
    auto& store = desk_.store;
    if (desk_.plant == Plant::KeyInSecondCommit) commitInTwo([&] { store.ledger.replies.lose(); });
    if (desk_.plant == Plant::ErrandInSecondCommit) commitInTwo([&] { store.outbox.lose(); });
    desk_.judge.committed();
    store.disk.commit();
}

/// A fault: some rows become durable only after the rest, and the process may die between the two.
void BatchRegister::commitInTwo(const std::function<void()>& lose_late) {
    if (!desk_.weather.strikes(Misfortune::CrashAfterCommit)) return;
    lose_late();
    desk_.judge.committed();
    desk_.store.disk.commit();
    throw ProcessDied{};
}

void BatchRegister::answer() {
    for (auto& one : batch_) {
        if (desk_.plant != Plant::AckBeforeCommit && desk_.weather.strikes(Misfortune::CrashAfterCommit))
            throw ProcessDied{};
        one.is_answered = true;
        one.waiting.answer(one.reply);
    }
}

Result<Reply> BatchRegister::once(const Ticket& ticket, const registers::Work& work) {
    std::optional<Result<Reply>> mine;
    queue_.push_front({ticket, work, {}, [&](const Result<Reply>& reply) { mine = reply; }, nullptr});
    // Whoever else waits may be before or behind it in the same batch.
    while (!mine) serve(1 + desk_.random.below(4));
    return *mine;
}

void BatchRegister::note(const Ticket& ticket, std::string_view purpose) {
    bool is_noted = false;
    queue_.push_back({ticket, {}, std::string{purpose}, [&](const Result<Reply>&) { is_noted = true; }, nullptr});
    while (!is_noted) serve(queue_.size());
}

}  // namespace buono::simulation
