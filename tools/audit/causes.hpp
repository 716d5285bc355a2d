// Causes: every entry was made by a change with an audit line, and every audit line's entries are there.
//
// Both sides are sets of (cause, last entry), a million long and in no common order: they are compared by their sums,
// and only where those differ listed, to name what is wrong.
#pragma once

#include <array>

#include "database.hpp"
#include "entry.hpp"
#include "keyed_sum.hpp"
#include "report.hpp"

namespace audit {

using Cause = std::array<std::uint8_t, 16>;

/// One element of either side.
std::uint64_t causeHash(const SumKey& key, Bytes cause, std::int64_t seq);

class Causes {
public:
    /// The journal's side, entry after entry: a change's entries follow one another.
    void see(const Cause& cause, std::int64_t seq) {
        if (changes_ != 0 && cause != cause_) add();
        if (changes_ == 0 || cause != cause_) ++changes_;
        ++entries_;
        cause_ = cause;
        seq_ = seq;
    }
    /// Under which `lines` are summed.
    const SumKey& key() const { return key_; }
    /// The verdict, after all entries. @param lines  the audit lines' side: causeHash() of those that name an entry.
    void compare(Database& database, Report& report, const KeyedSum& lines);

private:
    void add();
    void name(Database& database, Report& report) const;

    SumKey key_;
    KeyedSum journal_;
    std::uint64_t changes_ = 0;
    std::uint64_t entries_ = 0;
    Cause cause_{};
    std::int64_t seq_ = 0;
};

}  // namespace audit
