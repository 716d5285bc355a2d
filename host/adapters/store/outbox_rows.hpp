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

    /// The earliest instant of the rows added or moved since the last call, if there are any: the courier must be told
    /// after the commit.
    std::optional<registers::Instant> takeFirstDue() { return std::exchange(first_due_, std::nullopt); }

private:
    static constexpr std::int64_t kNumbersAtOnce = 1'000;

    void takeNumbers();
    void touch(registers::Instant due);

    Connection& connection_;
    std::int64_t next_ = 0, end_ = 0;  ///< Numbers taken and not yet given.
    std::optional<registers::Instant> first_due_;
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
