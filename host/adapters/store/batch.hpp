// Batch: the changes of one transaction, one after the other, and what each leaves: reply, audit line, journal rows.
//
// Everything a change hands over stays where it is until end(): tickets and replies belong to callers that wait.
// The writer's thread only.
#pragma once

#include <unordered_map>

#include "adapters/store/head_row.hpp"
#include "adapters/store/writer.hpp"

namespace buono::store {

class Batch {
public:
    using Answer = std::optional<Result<registers::Reply>>;

    explicit Batch(const Writer::Rooms& rooms) : rooms_{rooms}, head_{rooms.connection} {}

    /// Opens the transaction, takes the turn, and follows what other hosts did since ours.
    void begin();
    /// Puts the answer of one change into `answer`, which stays there until end(). @param full refuse what is new.
    void once(const registers::Ticket& ticket, const registers::Work& work, bool full, Answer& answer);
    void note(const registers::Ticket& ticket, std::string_view purpose);
    /// Commits; where nothing was written there is nothing to commit.
    void end();

private:
    struct Line {  // One row of audit.
        registers::Id id;
        registers::Instant at;
        const registers::Ticket* ticket = nullptr;
        std::string_view purpose;
        std::uint64_t seq = 0;
    };
    struct Kept {  // One row of replies.
        const registers::Ticket* ticket = nullptr;
        const registers::Reply* reply = nullptr;
        std::uint64_t seq = 0;
        registers::Instant at;
    };

    bool repeats(const registers::Ticket& ticket, Answer& answer) const;
    Result<registers::Reply> run(const registers::Work& work);
    void writeReplies();
    void writeLines();

    Writer::Rooms rooms_;
    HeadRow head_;
    std::uint64_t writes_before_ = 0;  ///< The connection's count when the turn began.
    std::vector<Line> lines_;
    std::vector<Kept> replies_;
    std::unordered_multimap<std::size_t, std::size_t> by_key_;  ///< Hash of actor and key -> place in replies_.
};

}  // namespace buono::store
