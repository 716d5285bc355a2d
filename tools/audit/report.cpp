#include "report.hpp"

#include <algorithm>

namespace audit {
namespace {

struct Text {
    const char* name;
    const char* about;
};

constexpr Text kTexts[] = {
    {"sequence", "entries: numbered from 1 without a gap, time never back"},
    {"chain", "hashes: each is SHA-256 of the one before and the entry's bytes"},
    {"form", "entries: canonical bytes, known kinds and reasons, amounts of at least a cent"},
    {"entries", "transfers: each takes from one account what it gives to another, and both exist"},
    {"holds", "holds: each ends at most once, with at most what was held"},
    {"limits", "accounts: none past its limit after any entry"},
    {"zero", "accounts: all that was debited was credited, posted and held"},
    {"sources", "accounts: every euro traced to one funding source or one employer, on paths that exist"},
    {"vouchers", "vouchers: issued = spent + held + available, each out of one source"},
    {"allowances", "entries: what is paid with spending codes, their allowances allow"},
    {"corrections", "corrections: each takes back, whole and once, an entry before it"},
    {"heads", "heads: the journal ends, and once ended, where it was said to"},
    {"balances", "balances and holds: stored ones equal the journal's"},
    {"causes", "entries: each has the audit line that says who asked, and each line its entries"},
    {"replies", "replies: each change has one under its key, none names an entry that is not there"},
    {"rows", "rows: purposes, sources and vouchers say what the journal says"},
    {"purchases", "purchases: shares make the price, vouchers pay for their child in time, holds are as states say"},
    {"dues", "accounts: what redemptions made due is what the journal says is owed and paid"},
    {"payouts", "payouts: each posting has its payout, each due is in one payout at most"},
};
static_assert(std::size(kTexts) == Report::kChecks);

}  // namespace

const char* Report::name(Check check) { return kTexts[static_cast<std::size_t>(check)].name; }
const char* Report::about(Check check) { return kTexts[static_cast<std::size_t>(check)].about; }

void Report::fail(Check check, std::string what) {
    auto& finding = at(check);
    finding.looked = true;
    ++finding.failed;
    if (finding.failures.size() < kKept) finding.failures.push_back(std::move(what));
}

void Report::add(const Report& other) {
    for (std::size_t i = 0; i < kChecks; ++i) {
        auto& mine = findings_[i];
        const auto& found = other.findings_[i];
        mine.looked |= found.looked;
        mine.count += found.count;
        mine.failed += found.failed;
        if (!found.absent.empty()) mine.absent = found.absent;
        for (const auto& what : found.failures)
            if (mine.failures.size() < kKept) mine.failures.push_back(what);
    }
}

bool Report::proven() const {
    return std::ranges::all_of(findings_, [](const auto& one) { return one.failed == 0; });
}

}  // namespace audit
