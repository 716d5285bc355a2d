#include "stored_balances.hpp"

#include <algorithm>

namespace audit {
namespace {

std::string nameOf(std::uint64_t no) { return "account " + std::to_string(no); }

constexpr const char* kColumns =
    "SELECT no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held, seq FROM ledger_accounts ";

}  // namespace

void StoredBalances::read(Database& database, std::int64_t least) {
    database_ = &database;
    least_ = least;
    database.rows(std::string{kColumns} + "ORDER BY no", [&](const Cells& row) {
        constexpr std::uint64_t kGapMax = 10'000'000;  // A number gone wild is told, not waited for.
        const auto no = static_cast<std::uint64_t>(row.number(0));
        if (row.number(0) < 1 || no > rows_.size() + kGapMax)
            return report_.fail(Check::Balances, nameOf(no) + " is stored but was never opened");
        Balance balance;
        for (int i = 0; i < 6; ++i) balance[static_cast<std::size_t>(i)] = row.number(1 + i);
        take(no, row.number(7), balance);
    });
}

void StoredBalances::take(std::uint64_t no, std::int64_t as_of, const Balance& balance) {
    if (no > rows_.size()) rows_.resize(no);
    posted_ += balance[4] - balance[2];
    held_ += balance[5] - balance[3];
    rows_[no - 1] = {std::max<std::int64_t>(as_of, 0), hashOf(balance)};
}

void StoredBalances::before(const Entry& entry) {
    if (opened_ == UINT64_MAX && entry.seq > static_cast<std::uint64_t>(least_)) opened_ = book_.size();
    if (rows_.empty()) return;
    for (const auto& t : entry.transfers) {
        if (t.action == Action::Open) continue;
        touch(t.debit, static_cast<std::int64_t>(entry.seq));
        touch(t.credit, static_cast<std::int64_t>(entry.seq));
    }
}

void StoredBalances::touch(std::uint64_t no, std::int64_t seq) {
    if (no < 1 || no > rows_.size()) return;
    auto& row = rows_[no - 1];
    if (row.as_of < 0 || row.as_of >= seq) return;
    if (seq <= least_)  // A start would not count it: what nothing touched since may be as old as it likes.
        report_.fail(Check::Balances, nameOf(no) + " is stored as of entry " + std::to_string(row.as_of) +
                                          ", and entry " + std::to_string(seq) + " should be in it");
    if (book_.has(no)) compare(no, row);  // One opened in this very entry is not there: it has no row as old.
    row.as_of = kCompared;
    of_the_end_ = false;
}

void StoredBalances::finish(std::int64_t last) {
    if (database_ == nullptr) return;
    opened_ = std::min(opened_, book_.size());
    for (std::uint64_t no = 1; no <= std::max<std::uint64_t>(rows_.size(), book_.size()); ++no)
        judge(no, no <= rows_.size() ? rows_[no - 1] : Row{}, last);
    if (of_the_end_) checkSums();
    if (!differing_.empty()) nameDifferences();
    report_.looked(Check::Balances, book_.size());
}

void StoredBalances::judge(std::uint64_t no, const Row& row, std::int64_t last) {
    if (row.as_of == kCompared) return;
    if (row.as_of == kNone) {
        if (no <= opened_)
            report_.fail(Check::Balances, nameOf(no) + " has no stored balance");
        else
            of_the_end_ = false;  // Its row is to come, and what stands against it may have one.
        return;
    }
    if (!book_.has(no)) return report_.fail(Check::Balances, nameOf(no) + " is stored but was never opened");
    if (row.as_of > last)
        return report_.fail(Check::Balances,
                            nameOf(no) + " is stored as of entry " + std::to_string(row.as_of) + ", which is to come");
    compare(no, row);
}

void StoredBalances::compare(std::uint64_t no, const Row& row) {
    const auto balance = balanceOf(no);
    if (hashOf(balance) == row.hash) return;
    if (differing_.size() < Report::kKept)
        differing_[no] = balance;
    else
        report_.fail(Check::Balances, nameOf(no) + " is stored otherwise than the journal has it");
}

void StoredBalances::checkSums() {
    if (posted_ != 0) report_.fail(Check::Zero, "stored credits posted exceed stored debits by " + euros(posted_));
    if (held_ != 0) report_.fail(Check::Zero, "stored credits held exceed stored debits by " + euros(held_));
}

void StoredBalances::nameDifferences() {
    static constexpr const char* kTotals[] = {"debits posted", "debits held", "credits posted", "credits held"};
    for (const auto& [no, ours] : differing_) {
        database_->rows(kColumns + ("WHERE no = " + std::to_string(no)), [&, &number = no,
                                                                          &is = ours](const Cells& row) {
            if (row.number(1) != is[0] || row.number(2) != is[1])
                report_.fail(Check::Balances,
                             nameOf(number) + " is stored with another kind or limit than it was opened with");
            for (std::size_t i = 0; i < std::size(kTotals); ++i) {
                const auto stored = row.number(static_cast<int>(3 + i));
                if (stored != is[2 + i])
                    report_.fail(Check::Balances, nameOf(number) + " (" + kindName(static_cast<std::uint16_t>(is[0])) +
                                                      "): stored " + kTotals[i] + " " + euros(stored) +
                                                      ", the journal's " + euros(is[2 + i]));
            }
        });
    }
}

StoredBalances::Balance StoredBalances::balanceOf(std::uint64_t no) const {
    const auto& a = book_.account(no);
    const auto& held = book_.held(a);
    return {a.kind, a.limit, a.debits_posted, held.debits, a.credits_posted, held.credits};
}

std::uint64_t StoredBalances::hashOf(const Balance& balance) const {
    return key_.hash({{reinterpret_cast<const std::uint8_t*>(balance.data()), sizeof balance}});
}

}  // namespace audit
