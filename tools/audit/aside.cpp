#include "aside.hpp"

namespace audit {

Aside::Aside(Database& database, const SumKey& key)
    : twin_{database.twin()}, database_{twin_ ? *twin_ : database}, answers_{database_, report_, key} {
    // Without a twin it is read when it is asked for.
    reading_ = std::async(twin_ ? std::launch::async : std::launch::deferred, [this] { read(); });
}

Aside::~Aside() {
    if (twin_ && reading_.valid()) reading_.wait();
}

void Aside::finish(Report& report) {
    reading_.get();
    report.add(report_);
}

void Aside::read() {
    has_lines_ = lookFor(database_, report_, Check::Causes, "audit", "id, seq, actor, operation, key, purpose");
    if (has_lines_) answers_.readLines();
    has_replies_ = lookFor(database_, report_, Check::Replies, "replies", "actor, key, seq");
    if (has_replies_) answers_.readReplies();
    has_dues_ = lookFor(database_, report_, Check::Dues, "redemption_dues", "redemption, payable, cents") &&
                lookFor(database_, report_, Check::Dues, "redemptions", "id, state");
    if (has_dues_) readDues();
}

// Summed here: a GROUP BY would read the index by payable, and each row out of its order.
void Aside::readDues() {
    constexpr std::int64_t kDone = 2;  // redemptions.state
    database_.rows(
        "SELECT d.payable, d.cents, r.state FROM redemption_dues d JOIN redemptions r ON r.id = d.redemption "
        "WHERE d.payable <> 0",
        [&](const Cells& row) {
            if (row.number(2) == kDone) dues_[static_cast<std::uint64_t>(row.number(0))] += row.number(1);
        });
}

}  // namespace audit
