#include "simulation/ledger_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/ledger/restore.hpp"
#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

constexpr std::size_t kPlantedOneIn = 32;

}  // namespace

std::optional<ledger::AccountNo> DirectoryRows::find(const instruments::Purpose& purpose) const {
    if (plant_ == Plant::WrongPayable && purpose.kind == ledger::AccountKind::Payable)
        for (const auto& [other, account] : accounts.rows())
            if (other.kind == purpose.kind && other.debtor == purpose.debtor) return account;
    return accounts.copy(purpose);
}

Tape::Tape(LedgerRows& rows, Random& random, Plant plant) : rows_{rows}, random_{random}, plant_{plant} {}

void Tape::stamp(Instant at, const Id& cause) {
    const auto& journal = rows_.journal.rows();
    const bool may_go_back = plant_ == Plant::TimeGoesBack || journal.empty();
    at_ = may_go_back ? at : std::max(at, journal.back().at);
    cause_ = cause;
}

void Tape::append(std::uint64_t seq, std::span<const ledger::Transfer> group) {
    rows_.journal.add({seq, at_, cause_, {group.begin(), group.end()}});
    if (plant_ == Plant::EntryLost && random_.oneIn(kPlantedOneIn)) rows_.journal.forgetLast();
    for (std::size_t i = 0; i < group.size(); ++i) {
        const auto& t = group[i];
        if (t.action == ledger::Action::Hold) rows_.holds.put(ledger::holdNo(seq, i), {t.debit, t.credit, t.cents});
        const bool forgotten = plant_ == Plant::HoldEndForgotten && random_.oneIn(kPlantedOneIn);
        if (t.hold != 0 && !forgotten) rows_.holds.erase(t.hold);
    }
}

std::vector<ledger::KeptEntry> EntriesView::from(std::uint64_t seq, std::size_t limit, std::size_t) const {
    std::vector<ledger::KeptEntry> found;
    const auto& entries = rows_.journal.rows();
    for (auto at = std::max<std::uint64_t>(seq, 1); at <= entries.size() && found.size() < limit; ++at)
        found.push_back({entries[at - 1], {}, {}});
    return found;
}

ledger::Head EntriesView::head() const {
    const auto& entries = rows_.journal.rows();
    return entries.empty() ? ledger::Head{} : ledger::Head{entries.back().seq, entries.back().at, {}};
}

std::vector<ledger::AccountNo> Sweep::note(ledger::Book& book) {
    auto changed = book.takeChanged();
    waiting_.insert(changed.begin(), changed.end());
    return changed;
}

void Sweep::write(const ledger::Book& book) {
    for (auto next = random_.below(random_.oneIn(16) ? 1'000 : 6); next > 0; --next) {
        const auto at = waiting_.lower_bound(cursor_);
        if (at == waiting_.end()) return finish(book.seq());
        cursor_ = *at + 1;
        write(*at, book);
        waiting_.erase(at);
    }
    if (plant_ == Plant::ProjectedTooFar) rows_.projected.put(0, book.seq());
}

void Sweep::write(ledger::AccountNo no, const ledger::Book& book) {
    if (plant_ == Plant::BalanceForgotten && random_.oneIn(kPlantedOneIn)) return;
    rows_.balances.put(no, {*book.account(no), book.seq()});
}

/// At the end of a sweep every row has what the journal had when it began. A process's first begins amid the accounts.
void Sweep::finish(std::uint64_t seq) {
    if (std::exchange(is_begun_, true)) rows_.projected.put(0, sweep_seq_);
    cursor_ = 1;
    sweep_seq_ = seq;
}

namespace {

void restoreBalances(const LedgerRows& rows, ledger::Book& book) {
    const auto& entries = rows.journal.rows();
    ledger::Restoring restoring{
        [&](ledger::HoldNo hold) { return entries.at((hold >> 16U) - 1).transfers.at(hold & 0xFFFF).cents; }};
    for (const auto& [no, kept] : rows.balances.rows()) restoring.account(no, kept.account, kept.as_of);
    for (auto seq = rows.projected.copy(0).value_or(0) + 1; seq <= entries.size(); ++seq)
        restoring.entry(seq, entries[seq - 1].transfers);
    if (!restoring.into(book)) fail("I3 a start finds every balance");
    for (const auto& [hold, held] : rows.holds.rows()) book.restoreHold(hold, held.debit, held.credit, held.cents);
    book.restoreSeq(entries.size());
}

}  // namespace

void restoreBook(const LedgerRows& rows, ledger::Book& book, bool from_journal) {
    if (!from_journal) return restoreBalances(rows, book);
    for (const auto& entry : rows.journal.rows()) book.replay(entry.seq, entry.transfers);
}

}  // namespace buono::simulation
