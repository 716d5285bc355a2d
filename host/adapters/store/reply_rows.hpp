// ReplyRows: what was answered to which request under which key, for ever. The writer's connection only.
#pragma once

#include <unordered_map>

#include "adapters/store/connection.hpp"

namespace buono::store {

/// A change of the batch under way: its ticket and reply belong to a caller that waits.
struct Replied {
    const registers::Ticket* ticket = nullptr;
    const registers::Reply* reply = nullptr;
    std::uint64_t seq = 0;
    registers::Instant at;
};

class ReplyRows {
public:
    explicit ReplyRows(Connection& connection) : connection_{connection} {}

    /// Reads what is already answered to any of these, all at once. Forgets what it knew.
    void look(std::span<const registers::Ticket* const> tickets);
    /// The last look found some.
    bool anyOld() const { return !old_.empty(); }
    /// Remembers a reply of this batch until write().
    void keep(const Replied& replied);
    /// What was answered under this ticket's key, in the rows or in this batch; refused (codes::kKeyReused) when it was
    /// asked something else. None: it is new.
    std::optional<Result<registers::Reply>> find(const registers::Ticket& ticket) const;
    void write();

private:
    struct Old {
        std::string actor, key;
        registers::Sha256 request{};
        registers::Reply reply;
    };

    Connection& connection_;
    std::vector<Old> old_;
    std::vector<Replied> new_;
    std::unordered_multimap<std::size_t, std::size_t> by_key_;  ///< Hash of actor and key -> place in new_.
};

}  // namespace buono::store
