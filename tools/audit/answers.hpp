// Answers: every change left one audit line and one reply under its key, and nobody has two.
//
// Audit lines of reads (they have a purpose) have no reply. A million of each, in no common order: compared by their
// sums, and only where those differ listed.
#pragma once

#include "database.hpp"
#include "keyed_sum.hpp"
#include "report.hpp"

namespace audit {

class Answers {
public:
    /// @param key  of the causes' sum; see causes.hpp.
    Answers(Database& database, Report& report, const SumKey& key) : database_{database}, report_{report}, key_{key} {}

    /// What audit lines and replies say; needs nothing of the journal.
    void readLines();
    void readReplies();

    /// Lines that name an entry: (id, entry).
    const KeyedSum& causes() const { return causes_; }

    /// With the journal's end: names every fault.
    void judge(Database& database, Report& report, std::int64_t last) const;

private:
    void nameBeyond(Database& database, Report& report, std::int64_t last) const;
    void nameDifferences(Database& database, Report& report) const;

    Database& database_;
    Report& report_;
    const SumKey& key_;
    KeyedSum causes_;
    KeyedSum lines_;
    KeyedSum replies_;
    std::int64_t lowest_ = 0;  ///< Entry that a reply names.
    std::int64_t highest_ = 0;
};

}  // namespace audit
