#include "stored_balances.hpp"

namespace audit {
namespace {

std::string nameOf(std::uint64_t no) { return "account " + std::to_string(no); }

}  // namespace

void StoredBalances::read(Database& database, std::int64_t least) {
    is_there_ = true;
    least_ = least;
    database.rows(
        "SELECT no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held, seq "
        "FROM ledger_accounts ORDER BY no",
        [&](const Cells& row) {
            const auto no = static_cast<std::uint64_t>(row.number(0));
            constexpr std::uint64_t kGapMax = 10'000'000;  // A number gone wild is told, not waited for.
            if (row.number(0) < 1 || no > rows_.size() + kGapMax)
                return report_.fail(Check::Balances, nameOf(no) + " is stored but was never opened");
            if (no > rows_.size()) rows_.resize(no);
            auto& stored = rows_[no - 1];
            stored = {
                row.number(7), static_cast<std::uint16_t>(row.number(1)), static_cast<std::uint8_t>(row.number(2)), {}};
            for (int i = 0; i < 4; ++i) stored.totals[i] = row.number(3 + i);
            if (stored.as_of < 0) stored.as_of = 0;
        });
}

void StoredBalances::before(const Entry& entry) {
    if (rows_.empty()) return;
    for (const auto& t : entry.transfers) {
        if (t.action == Action::Open) continue;
        touch(t.debit, static_cast<std::int64_t>(entry.seq));
        touch(t.credit, static_cast<std::int64_t>(entry.seq));
    }
}

void StoredBalances::touch(std::uint64_t no, std::int64_t seq) {
    if (no < 1 || no > rows_.size()) return;
    auto& stored = rows_[no - 1];
    if (stored.as_of < 0 || stored.as_of >= seq) return;
    if (seq <= least_)  // A start would not count it: what nothing touched since may be as old as it likes.
        report_.fail(Check::Balances, nameOf(no) + " is stored as of entry " + std::to_string(stored.as_of) +
                                          ", and entry " + std::to_string(seq) + " should be in it");
    if (book_.has(no)) compare(no, stored);  // One opened in this very entry is not there: it has no row as old.
    stored.as_of = kCompared;
}

void StoredBalances::finish(std::int64_t last) {
    if (!is_there_) return;
    for (std::uint64_t no = 1; no <= std::max<std::uint64_t>(rows_.size(), book_.size()); ++no) {
        const Stored none;
        const auto& stored = no <= rows_.size() ? rows_[no - 1] : none;
        if (stored.as_of == kCompared) continue;
        if (!book_.has(no)) {
            if (stored.as_of != kNone) report_.fail(Check::Balances, nameOf(no) + " is stored but was never opened");
        } else if (stored.as_of > last) {
            report_.fail(Check::Balances,
                         nameOf(no) + " is stored as of entry " + std::to_string(stored.as_of) + ", which is to come");
        } else if (stored.as_of != kNone) {
            compare(no, stored);
        } else if (book_.account(no).opened_at <= static_cast<std::uint64_t>(least_)) {
            report_.fail(Check::Balances, nameOf(no) + " has no stored balance");
        }
    }
    report_.looked(Check::Balances, book_.size());
}

void StoredBalances::compare(std::uint64_t no, const Stored& stored) {
    const auto& a = book_.account(no);
    if (stored.kind != a.kind || stored.limit != a.limit)
        report_.fail(Check::Balances, nameOf(no) + " is stored with another kind or limit than it was opened with");
    const std::pair<const char*, std::int64_t> totals[] = {{"debits posted", a.debits_posted},
                                                           {"debits held", a.debits_held},
                                                           {"credits posted", a.credits_posted},
                                                           {"credits held", a.credits_held}};
    for (int i = 0; i < 4; ++i) {
        if (stored.totals[i] != totals[i].second)
            report_.fail(Check::Balances, nameOf(no) + " (" + kindName(a.kind) + "): stored " + totals[i].first + " " +
                                              euros(stored.totals[i]) + ", the journal's " + euros(totals[i].second));
    }
}

}  // namespace audit
