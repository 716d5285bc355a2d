// Corrections: an entry that corrects names an older one, takes back what that one posted, whole, and is the only one
// that does.
//
// Corrections are few: they are kept, and the entries they name are read once more at the end.
#pragma once

#include <map>
#include <vector>

#include "database.hpp"
#include "entry.hpp"
#include "report.hpp"

namespace audit {

class Corrections {
public:
    /// Every entry with a transfer that corrects.
    void see(const Entry& entry, Report& report);
    /// At the end: each is the opposite of the entry it names. An export cannot be read twice.
    void finish(Database& database, Report& report);

private:
    struct Correction {
        std::uint64_t by = 0;
        std::vector<Transfer> transfers;
    };
    std::map<std::uint64_t, Correction> of_;
};

}  // namespace audit
