// Batch: the changes of one transaction, one after the other, and what each leaves: reply, audit line, journal rows.
//
// Everything a change hands over stays where it is until end(): tickets and replies belong to callers that wait.
// The writer's thread only.
#pragma once

#include "adapters/store/head_row.hpp"
#include "adapters/store/reply_rows.hpp"
#include "adapters/store/writer.hpp"

namespace buono::store {

class Batch {
public:
    using Answer = std::optional<Result<registers::Reply>>;

    explicit Batch(const Writer::Rooms& rooms) : rooms_{rooms}, head_{rooms.connection}, replies_{rooms.connection} {}

    /// Opens the transaction, takes the turn, follows what other hosts did since ours, and looks which of these changes
    /// were made before.
    void begin(std::span<const registers::Ticket* const> tickets);
    /// Puts the answer of one change into `answer`, which stays there until end(). @param full refuse what is new.
    void once(const registers::Ticket& ticket, const registers::Work& work, bool full, Answer& answer);
    void note(const registers::Ticket& ticket, std::string_view purpose);
    /// Commits; where nothing was written there is nothing to commit.
    void end();

    /// Outside of a transaction: reads what other hosts committed since. Their entries are there in their order.
    void catchUp();
    /// The last transaction of this host: writes every balance down, so that the next start counts nothing.
    void finish();

private:
    struct Line {  // One row of audit.
        registers::Id id;
        registers::Instant at;
        const registers::Ticket* ticket = nullptr;
        std::string_view purpose;
        std::uint64_t seq = 0;
    };
    void takeTurn();
    bool behind() const;  ///< So far that to follow is not for a turn.
    void follow(std::uint64_t seq);
    Result<registers::Reply> run(const registers::Work& work);
    void writeLines();

    Writer::Rooms rooms_;
    HeadRow head_;
    HeadRow::Stand stands_;            ///< What the last turn found.
    std::uint64_t writes_before_ = 0;  ///< The connection's count when the turn began.
    std::vector<Line> lines_;
    ReplyRows replies_;
};

}  // namespace buono::store
