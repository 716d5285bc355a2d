#include "answers.hpp"

#include <algorithm>
#include <map>

#include "causes.hpp"

namespace audit {
namespace {

constexpr const char* kLines = "SELECT id, seq, actor, operation, key, purpose FROM audit";

std::string ofKey(const std::string& actor, const std::string& key) { return "to " + actor + " under key " + key; }

}  // namespace

void Answers::readLines() {
    database_.rows(kLines, [&](const Cells& row) {
        if (row.number(1) != 0) causes_.add(causeHash(key_, row.bytes(0), row.number(1)));
        if (row.bytes(2).empty() || row.bytes(3).empty())
            report_.fail(Check::Causes, "audit line " + hex(row.bytes(0)) + " does not say who asked for what");
        if (row.bytes(5).empty()) lines_.add(key_.hash({row.bytes(2), row.bytes(4)}));
    });
}

void Answers::readReplies() {
    database_.rows("SELECT actor, key, seq FROM replies", [&](const Cells& row) {
        replies_.add(key_.hash({row.bytes(0), row.bytes(1)}));
        lowest_ = std::min(lowest_, row.number(2));
        highest_ = std::max(highest_, row.number(2));
    });
    report_.looked(Check::Replies, replies_.count);
}

void Answers::judge(Database& database, Report& report, std::int64_t last) const {
    if (lowest_ < 0 || highest_ > last) nameBeyond(database, report, last);
    if (lines_ != replies_) nameDifferences(database, report);
}

void Answers::nameBeyond(Database& database, Report& report, std::int64_t last) const {
    const auto end = std::to_string(last);
    database.rows("SELECT actor, key, seq FROM replies WHERE seq < 0 OR seq > " + end, [&](const Cells& row) {
        report.fail(Check::Replies, "the reply " + ofKey(row.text(0), row.text(1)) + " names entry " +
                                        std::to_string(row.number(2)) + ", the journal ends at " + end);
    });
}

// Only after a failure, so it may keep everything.
void Answers::nameDifferences(Database& database, Report& report) const {
    std::map<std::pair<std::string, std::string>, int> lines;
    database.rows(kLines, [&](const Cells& row) {
        if (!row.bytes(5).empty()) return;
        if (++lines[{row.text(2), row.text(4)}] == 2)
            report.fail(Check::Replies, "two changes were answered " + ofKey(row.text(2), row.text(4)));
    });
    database.rows("SELECT actor, key FROM replies", [&](const Cells& row) {
        if (lines.erase({row.text(0), row.text(1)}) == 0)
            report.fail(Check::Replies,
                        "the reply " + ofKey(row.text(0), row.text(1)) + " is of no change that was made");
    });
    for (const auto& [key, count] : lines)
        report.fail(Check::Replies, "the change that was answered " + ofKey(key.first, key.second) + " has no reply");
}

}  // namespace audit
