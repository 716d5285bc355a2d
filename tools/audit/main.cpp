// buono-audit: proves a ledger of Buono from its journal, or names what is wrong.
//
// Written from schemas/ledger/journal.md alone; it shares no code with the program whose work it judges, and changes
// nothing. Exit: 0 proven, 1 not proven, 2 usage, 3 cannot be read.
#include <malloc.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>

#include "arguments.hpp"
#include "note.hpp"
#include "progress.hpp"
#include "tables.hpp"
#include "verdict.hpp"

namespace {

using namespace audit;

enum Exit { kProven = 0, kNotProven = 1, kUsageWrong = 2, kCannotRead = 3 };

/// The heads of --head, and those of the notes; a note that proves nothing is a fault, not a wrong use.
std::vector<Head> headsOf(const Arguments& arguments, Report& report) {
    auto heads = arguments.heads;
    for (const auto& file : arguments.notes) {
        std::ifstream in{file, std::ios::binary};
        if (!in) throw CannotRead{file + ": cannot be opened"};
        const std::string note{std::istreambuf_iterator<char>{in}, {}};
        std::string wrong;
        const auto head = readNote(note, arguments.key, wrong);
        if (head)
            heads.push_back(*head);
        else
            report.fail(Check::Heads, file + ": " + wrong);
    }
    return heads;
}

int audited(const Arguments& arguments) {
    const auto database = open(arguments.place);
    Report report;
    Inspector inspector{report, headsOf(arguments, report)};
    Tables tables{*database, inspector, report};
    const auto stored = tables.storedHead();
    Progress progress{stored ? stored->seq : 0};
    const auto see = [&](const JournalRow& row) {
        inspector.see(row);
        progress.step();
    };
    if (stored) tables.readBalances(stored->projected_seq);
    database->journal(0, std::numeric_limits<std::int64_t>::max(), see);
    inspector.finish();
    tables.checkAll(stored);
    const Verdict verdict{report, inspector, arguments.place, progress.seconds()};
    std::fputs((arguments.json ? verdict.json() : verdict.text()).c_str(), stdout);
    return report.proven() ? kProven : kNotProven;
}

}  // namespace

int main(int count, char** words) {
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);  // What a growing list leaves behind goes back to the system.
    std::string wrong;
    const auto arguments = readArguments({words + 1, words + count}, wrong);
    if (!arguments) {
        std::fprintf(stderr, "buono-audit: %s\n%s", wrong.c_str(), kUsage);
        return kUsageWrong;
    }
    if (arguments->help) {
        std::fputs(kUsage, stdout);
        return kProven;
    }
    try {
        return audited(*arguments);
    } catch (const std::exception& failed) {
        std::fprintf(stderr, "buono-audit: %s\n", failed.what());
        return kCannotRead;
    }
}
