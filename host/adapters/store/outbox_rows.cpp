#include "adapters/store/outbox_rows.hpp"

#include "adapters/store/many.hpp"

namespace buono::store {

// The index by subject has only rows that are ended or moved by it: the others come by thousands and end by number.
#define FEW "kind <> 'tell_payment'"

void OutboxRows::add(std::string_view kind, registers::Id subject, registers::Instant due) {
    static const auto rows = Many::rows("outbox (number, kind, subject, due_us, tries)", 5);
    if (next_ == end_) takeNumbers();
    connection_.later(rows, "outbox", {next_++, kind, subject, due, 0});
    touch(due);
}

/// A block of numbers at once, for this host alone: what a stop leaves of it is never given.
void OutboxRows::takeNumbers() {
    connection_.rows(
        "UPDATE outbox_head SET number = number + $1 WHERE id = 1 RETURNING number",
        [&](const Row& row) { end_ = row.number(0) + 1; }, kNumbersAtOnce);
    next_ = end_ - kNumbersAtOnce;
}

void OutboxRows::touch(registers::Instant due) {
    if (!first_due_ || due < *first_due_) first_due_ = due;
}

void OutboxRows::end(std::string_view kind, registers::Id subject) {
    connection_.run("DELETE FROM outbox WHERE subject = $1 AND kind = $2 AND " FEW, subject, kind);
}

std::vector<std::int64_t> OutboxRows::endAll(std::span<const std::int64_t> numbers) {
    static const Many rows{{"DELETE FROM outbox WHERE number IN (", "$", ", ", ") RETURNING number"}};
    std::vector<std::int64_t> ended;
    rows.query(
        connection_, numbers.size(),
        [&](std::size_t i, std::vector<Value>& values) { values.emplace_back(numbers[i]); },
        [&](const Row& row) { ended.push_back(row.number(0)); });
    return ended;
}

void OutboxRows::postpone(std::string_view kind, registers::Id subject, registers::Instant due) {
    connection_.run("UPDATE outbox SET due_us = $3, tries = tries + 1 WHERE subject = $1 AND kind = $2 AND " FEW,
                    subject, kind, due);
    touch(due);
}

std::vector<registers::Errand> QueueRows::due(registers::Instant now, std::size_t limit) const {
    std::vector<registers::Errand> errands;
    connection_.rows(
        "SELECT number, kind, subject, due_us, tries FROM outbox WHERE due_us <= $1 ORDER BY due_us, number LIMIT $2",
        [&](const Row& row) {
            errands.push_back(
                {row.number(0), std::string{row.text(1)}, row.id(2), row.instant(3), static_cast<int>(row.number(4))});
        },
        now, limit);
    return errands;
}

std::optional<registers::Instant> QueueRows::nextAfter(registers::Instant now) const {
    std::optional<registers::Instant> next;
    connection_.rows(
        "SELECT due_us FROM outbox WHERE due_us > $1 ORDER BY due_us LIMIT 1",
        [&](const Row& row) { next = row.instant(0); }, now);
    return next;
}

}  // namespace buono::store
