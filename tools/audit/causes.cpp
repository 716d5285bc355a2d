#include "causes.hpp"

#include <cstring>
#include <map>
#include <optional>

namespace audit {
namespace {

std::optional<Cause> causeOf(Bytes bytes) {
    Cause cause;
    if (bytes.size() != cause.size()) return std::nullopt;
    std::memcpy(cause.data(), bytes.data(), cause.size());
    return cause;
}

}  // namespace

std::uint64_t causeHash(const SumKey& key, Bytes cause, std::int64_t seq) {
    return key.hash({cause, {reinterpret_cast<const std::uint8_t*>(&seq), sizeof seq}});
}

void Causes::add() { journal_.add(causeHash(key_, cause_, seq_)); }

void Causes::compare(Database& database, Report& report, const KeyedSum& lines) {
    if (changes_ != 0) add();
    report.looked(Check::Causes, entries_);
    if (lines != journal_) name(database, report);
}

// Only after a failure, so it may keep everything.
void Causes::name(Database& database, Report& report) const {
    std::map<Cause, std::int64_t> last;
    database.journal(0, INT64_MAX, [&](const JournalRow& row) {
        if (row.body.size() < kHeadBytes) return;
        if (const auto cause = causeOf(row.body.subspan(19, 16))) last[*cause] = row.seq;
    });
    database.rows("SELECT id, seq FROM audit WHERE seq <> 0", [&](const Cells& row) {
        const auto line =
            "audit line " + hex(row.bytes(0)) + " says its last entry is " + std::to_string(row.number(1));
        const auto cause = causeOf(row.bytes(0));
        const auto found = cause ? last.find(*cause) : last.end();
        if (found == last.end())
            report.fail(Check::Causes, line + ", and no entry names it as its cause");
        else if (found->second != row.number(1))
            report.fail(Check::Causes, line + ", the journal says " + std::to_string(found->second));
        if (found != last.end()) last.erase(found);
    });
    for (const auto& [cause, seq] : last)
        report.fail(Check::Causes, "entry " + std::to_string(seq) + " has no audit line: its cause is " + hex(cause));
    if (report[Check::Causes].failed == 0)
        report.fail(Check::Causes, "audit lines and the entries that can be read do not name the same changes");
}

}  // namespace audit
