// The outbox as rows: what changes leave for the courier (the writer's connection), and what the courier sees of it
// (a reading connection of its own).
#pragma once

#include "adapters/store/connection.hpp"
#include "core/register/queue.hpp"

namespace buono::store {

class OutboxRows final : public registers::Outbox {
public:
    explicit OutboxRows(Connection& connection) : connection_{connection} {}

    void add(std::string_view kind, registers::Id subject, registers::Instant due) override;
    void end(std::string_view kind, registers::Id subject) override;
    std::vector<std::int64_t> endAll(std::span<const std::int64_t> numbers) override;
    void postpone(std::string_view kind, registers::Id subject, registers::Instant due) override;

    /// Whether a row was added or moved since the last call: the courier must be told after the commit.
    bool takeTouched() { return std::exchange(touched_, false); }

private:
    Connection& connection_;
    bool touched_ = false;
};

class QueueRows final : public registers::Queue {
public:
    explicit QueueRows(Connection& connection) : connection_{connection} {}

    std::vector<registers::Errand> due(registers::Instant now, std::size_t limit) const override;
    std::optional<registers::Instant> nextAfter(registers::Instant now) const override;

private:
    Connection& connection_;
};

}  // namespace buono::store
