#include "corrections.hpp"

#include <algorithm>

namespace audit {
namespace {

bool undoes(const Transfer& t, const Transfer& old) {
    return t.action == Action::Post && t.debit == old.credit && t.credit == old.debit && t.cents == old.cents;
}

/// What an entry posted, last first.
std::vector<Transfer> postedBackwards(const Entry& entry) {
    std::vector<Transfer> posted;
    for (const auto& t : entry.transfers)
        if (t.action == Action::Post || t.action == Action::Capture) posted.push_back(t);
    std::ranges::reverse(posted);
    return posted;
}

std::string corrects(std::uint64_t by, std::uint64_t old) {
    return "entry " + std::to_string(by) + " corrects entry " + std::to_string(old);
}

}  // namespace

void Corrections::see(const Entry& entry, Report& report) {
    for (const auto& t : entry.transfers) {
        if (t.corrects == 0) continue;
        auto& known = of_[t.corrects];
        if (known.by != 0 && known.by != entry.seq) {
            report.fail(Check::Corrections, corrects(entry.seq, t.corrects) + ", which entry " +
                                                std::to_string(known.by) + " has corrected already");
            continue;
        }
        known.by = entry.seq;
        known.transfers.push_back(t);
    }
}

void Corrections::finish(Database& database, Report& report) {
    report.looked(Check::Corrections, of_.size());
    if (!database.isWhole()) return;
    Entry entry;
    for (const auto& [seq, correction] : of_) {
        const auto place = static_cast<std::int64_t>(seq);
        bool fits = false;
        database.journal(place - 1, place, [&, &given = correction.transfers](const JournalRow& row) {
            fits = readEntry(row.body, entry).empty() && std::ranges::equal(given, postedBackwards(entry), undoes);
        });
        if (!fits) report.fail(Check::Corrections, corrects(correction.by, seq) + " otherwise than by taking it back");
    }
}

}  // namespace audit
