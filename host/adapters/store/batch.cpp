#include "adapters/store/batch.hpp"

#include <cstdio>

#include "adapters/store/balances_rows.hpp"
#include "adapters/store/many_rows.hpp"
#include "core/register/codes.hpp"

namespace buono::store {
namespace {

using registers::Reply;
using registers::Sha256;
using registers::Ticket;

std::size_t hashOf(const Ticket& ticket) {
    const std::hash<std::string_view> hash;
    return hash(ticket.key) * 31 + hash(ticket.actor);
}

Result<Reply> again(const Ticket& ticket, const Sha256& digest, Reply reply) {
    if (digest == ticket.request) return reply;
    return Error{codes::kKeyReused, "Idempotency-Key", {}};
}

Bytes bytesOf(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

}  // namespace

void Batch::begin() {
    lines_.clear();
    replies_.clear();
    by_key_.clear();
    rooms_.connection.begin();
    const auto stands = head_.take();
    writes_before_ = rooms_.connection.writes();
    const auto known = rooms_.journal.head().seq;
    if (stands.seq < known) rooms_.connection.damaged("the database has lost entries that this host has written");
    if (stands.seq == known) return;
    rooms_.journal.follow(stands.seq,
                          [&](const ledger::Entry& entry) { rooms_.book.replay(entry.seq, entry.transfers); });
    rooms_.book.takeChanged();  // Whoever wrote these entries wrote the balances too.
}

void Batch::once(const Ticket& ticket, const registers::Work& work, bool full, Answer& answer) {
    if (repeats(ticket, answer)) return;
    if (full) {
        answer = Error{codes::kStoreFull, {}, {}};
        return;
    }
    auto& [connection, book, journal, outbox, clock, ids] = rooms_;
    const auto id = ids.next();
    journal.stamp(clock.now(), id);
    const auto writes = connection.writes();
    const auto seq = book.seq();
    answer = run(work);
    if (!*answer) {
        BUONO_CHECK(connection.writes() == writes);  // A refusal has written nothing,
        BUONO_CHECK(book.seq() == seq);              // and moved nothing.
        return;
    }
    by_key_.emplace(hashOf(ticket), replies_.size());
    replies_.push_back({&ticket, &**answer, book.seq(), journal.stampedAt()});
    lines_.push_back({id, journal.stampedAt(), &ticket, {}, book.seq() == seq ? 0 : book.seq()});
}

bool Batch::repeats(const Ticket& ticket, Answer& answer) const {
    const auto [first, last] = by_key_.equal_range(hashOf(ticket));
    for (auto found = first; found != last; ++found) {
        const auto& kept = replies_[found->second];
        if (kept.ticket->key != ticket.key || kept.ticket->actor != ticket.actor) continue;
        answer = again(ticket, kept.ticket->request, *kept.reply);
        return true;
    }
    rooms_.connection.rows(
        "SELECT digest, status, body FROM replies WHERE actor = $1 AND key = $2",
        [&](const Row& row) {
            const auto body = row.bytes(2);
            answer = again(ticket, row.hash(0), {static_cast<int>(row.number(1)), {body.begin(), body.end()}});
        },
        ticket.actor, ticket.key);
    return answer.has_value();
}

Result<Reply> Batch::run(const registers::Work& work) {
    const auto writes = rooms_.connection.writes();
    const auto seq = rooms_.book.seq();
    try {
        return work();
    } catch (const std::exception& bug) {
        // Nothing of the batch is committed and nobody was answered: with half a change in it, it must not go on.
        std::fprintf(stderr, "buono: a change threw: %s\n", bug.what());
        BUONO_CHECK(rooms_.connection.writes() == writes && rooms_.book.seq() == seq);
        return Error{codes::kInternalError, {}, {}};
    }
}

void Batch::note(const Ticket& ticket, std::string_view purpose) {
    const auto id = rooms_.ids.next();
    rooms_.journal.stamp(rooms_.clock.now(), id);
    lines_.push_back({id, rooms_.journal.stampedAt(), &ticket, purpose, 0});
}

void Batch::end() {
    // A change that wrote no row of its own still leaves its reply and its line.
    if (lines_.empty()) {
        BUONO_CHECK(rooms_.connection.writes() == writes_before_);
        rooms_.connection.rollback();
        return;
    }
    writeReplies();
    writeLines();
    if (rooms_.book.seq() != 0) {
        project(rooms_.connection, rooms_.book, rooms_.journal);
        rooms_.journal.flush();
        head_.move(rooms_.journal.head());
    }
    rooms_.connection.commit();
}

void Batch::writeReplies() {
    static const ManyRows rows{"replies (actor, key, digest, status, body, seq, at_us)", 7};
    rows.insert(rooms_.connection, replies_.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto& kept = replies_[i];
        values.insert(values.end(), {kept.ticket->actor, kept.ticket->key, kept.ticket->request, kept.reply->status,
                                     bytesOf(kept.reply->body), kept.seq, kept.at});
    });
}

void Batch::writeLines() {
    static const ManyRows rows{"audit (id, at_us, actor, operation, purpose, key, seq)", 7};
    rows.insert(rooms_.connection, lines_.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto& line = lines_[i];
        values.insert(values.end(), {line.id, line.at, line.ticket->actor, line.ticket->operation, line.purpose,
                                     line.ticket->key, line.seq});
    });
}

}  // namespace buono::store
