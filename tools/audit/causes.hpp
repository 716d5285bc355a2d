// Causes: every entry was made by a change with an audit line, and every audit line's entries are there.
//
// Both sides are sets of (cause, last entry), a million long and in no common order. Each goes into a sum of keyed
// hashes under a key of this run, so equal sums mean equal sets and nothing has to be kept; only where they differ are
// they listed and compared, to name what is wrong.
#pragma once

#include <array>
#include <optional>

#include "database.hpp"
#include "entry.hpp"
#include "report.hpp"

namespace audit {

using Cause = std::array<std::uint8_t, 16>;

class Causes {
public:
    Causes();

    /// The journal's side, entry after entry: a change's entries follow one another.
    void see(const Cause& cause, std::int64_t seq) {
        if (changes_ != 0 && cause != cause_) add();
        if (changes_ == 0 || cause != cause_) ++changes_;
        cause_ = cause;
        seq_ = seq;
    }
    /// The audit lines' side, and the verdict. `entries` were seen.
    void compare(Database& database, Report& report, std::int64_t entries);

private:
    struct Sum {
        std::uint64_t hashes = 0;
        std::uint64_t count = 0;
        bool operator==(const Sum&) const = default;
    };

    void add() { addTo(journal_, cause_, seq_); }
    void addTo(Sum& sum, const Cause& cause, std::int64_t seq) const;
    void name(Database& database, Report& report) const;

    std::array<std::uint64_t, 2> key_{};
    Sum journal_;
    std::uint64_t changes_ = 0;
    Cause cause_{};
    std::int64_t seq_ = 0;
};

}  // namespace audit
