#include "adapters/store/batch.hpp"

#include <algorithm>
#include <cstdio>

#include "adapters/store/many.hpp"
#include "core/register/codes.hpp"

namespace buono::store {
namespace {

using registers::Reply;
using registers::Ticket;

/// So many entries of others are read at once, or within a turn: some tens of milliseconds.
constexpr std::uint64_t kFollowAtOnce = 5'000;

}  // namespace

void Batch::begin(std::span<const Ticket* const> tickets) {
    lines_.clear();
    for (takeTurn(); behind(); takeTurn()) {
        rooms_.connection.rollback();  // Away for long, it reads for long: the others need not wait for that.
        follow(stands_.seq);
    }
    if (stands_.seq != rooms_.journal.head().seq) follow(stands_.seq);
    writes_before_ = rooms_.connection.writes();
    replies_.look(tickets);
}

void Batch::takeTurn() {
    rooms_.connection.begin();
    stands_ = head_.take();
    const auto& known = rooms_.journal.head();
    const bool other = stands_.seq == known.seq && stands_.hash != known.hash;
    if (stands_.seq < known.seq || other)
        rooms_.connection.damaged("the database has lost entries that this host has written or read");
}

bool Batch::behind() const { return stands_.seq > rooms_.journal.head().seq + kFollowAtOnce; }

void Batch::follow(std::uint64_t seq) {
    const auto replay = [&](const ledger::Entry& entry) { rooms_.book.replay(entry.seq, entry.transfers); };
    while (rooms_.journal.head().seq < seq) {
        rooms_.journal.follow(std::min(seq, rooms_.journal.head().seq + kFollowAtOnce), replay);
        rooms_.projection.note();
        rooms_.projection.publish();  // Committed long ago.
    }
}

void Batch::once(const Ticket& ticket, const registers::Work& work, bool full, Answer& answer) {
    if ((answer = replies_.find(ticket))) return;
    if (full) {
        answer = Error{codes::kStoreFull, {}, {}};
        return;
    }
    auto& [connection, book, journal, outbox, projection, clock, ids] = rooms_;
    (void)outbox, (void)projection;
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
    replies_.keep({&ticket, &**answer, book.seq(), journal.stampedAt()});
    lines_.push_back({id, journal.stampedAt(), &ticket, {}, book.seq() == seq ? 0 : book.seq()});
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
        // What another host, or this one before it ended, has left can be read before it is safe on the disk and the
        // standbys. A commit of our own comes behind it: then its answer may be given again.
        if (replies_.anyOld()) return rooms_.connection.commit();
        rooms_.connection.rollback();
        return;
    }
    replies_.write();
    writeLines();
    if (rooms_.book.seq() != 0) {
        rooms_.projection.note();
        const auto projected_seq = rooms_.projection.write();
        rooms_.journal.flush();
        head_.move(rooms_.journal.head(), projected_seq);
    }
    rooms_.connection.commit();
    rooms_.projection.publish();
}

void Batch::catchUp() {
    std::uint64_t seq = 0;
    rooms_.connection.rows("SELECT seq FROM ledger_head",
                           [&](const Row& row) { seq = static_cast<std::uint64_t>(row.number(0)); });
    if (seq > rooms_.journal.head().seq) follow(seq);
}

void Batch::finish() {
    if (rooms_.book.seq() == 0) return;
    begin({});
    rooms_.projection.note();
    head_.move(rooms_.journal.head(), rooms_.projection.writeAll());
    rooms_.connection.commit();
}

void Batch::writeLines() {
    static const auto rows = Many::rows("audit (id, at_us, actor, operation, purpose, key, seq)", 7);
    rows.write(rooms_.connection, lines_.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto& line = lines_[i];
        values.insert(values.end(), {line.id, line.at, line.ticket->actor, line.ticket->operation, line.purpose,
                                     line.ticket->key, line.seq});
    });
}

}  // namespace buono::store
