#include "simulation/ledger_judge.hpp"

#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

using ledger::AccountNo;
using ledger::Action;
using ledger::Transfer;

constexpr std::int64_t kMostCents = 100'000'000'000'000;  // 10^14, as the journal's format says.

std::string named(AccountNo no) { return "account " + std::to_string(no); }

bool isSame(const LedgerJudge::Sums& sums, const ledger::Account& row) {
    return sums.kind == static_cast<std::uint16_t>(row.kind) && sums.limit == static_cast<std::uint64_t>(row.limit) &&
           sums.debits_posted == row.debits_posted_cents && sums.debits_held == row.debits_held_cents &&
           sums.credits_posted == row.credits_posted_cents && sums.credits_held == row.credits_held_cents;
}

std::string text(const ledger::Account& row) {
    return std::to_string(row.debits_posted_cents) + "/" + std::to_string(row.debits_held_cents) + " " +
           std::to_string(row.credits_posted_cents) + "/" + std::to_string(row.credits_held_cents);
}

/// Mixes everything an entry says into a digest of those before it.
std::uint64_t mixed(std::uint64_t digest, const ledger::Entry& entry) {
    const auto mix = [&](std::uint64_t word) { digest = Random{digest ^ word}.next(); };
    mix(entry.seq), mix(static_cast<std::uint64_t>(entry.at.us)), mix(registers::IdHash{}(entry.cause));
    for (const auto& t : entry.transfers) {
        mix(static_cast<std::uint64_t>(t.action) << 16 | t.code), mix(t.debit), mix(t.credit);
        mix(static_cast<std::uint64_t>(t.cents)), mix(t.hold), mix(t.corrects);
    }
    return digest;
}

}  // namespace

void LedgerJudge::see(const LedgerRows& rows) {
    const auto& entries = rows.journal.rows();
    if (entries.size() < seq_) fail("I5 no entry vanishes");
    for (auto place = seq_; place < entries.size(); ++place) enter(entries[place]);
    for (const auto& change : rows.balances.changes()) {
        if (!change.after) fail("I3 a balance's row stays", named(change.key));
        if (change.after->as_of == seq_) compare(change.key, change.after->account);
    }
}

void LedgerJudge::enter(const ledger::Entry& entry) {
    if (entry.seq != seq_ + 1) fail("I6 gapless", "entry " + std::to_string(entry.seq));
    if (entry.at < at_) fail("I33 ledger time never decreases", "entry " + std::to_string(entry.seq));
    require(!entry.cause.isNil(), "I8 every entry has a cause");
    require(!entry.transfers.empty(), "I1 an entry moves something");
    seq_ = entry.seq;
    at_ = entry.at;
    digest_ = mixed(digest_, entry);
    touched_.clear();
    for (std::size_t i = 0; i < entry.transfers.size(); ++i) apply(entry.transfers[i], i);
    for (const auto no : touched_) checkLimit(no);
}

void LedgerJudge::apply(const Transfer& t, std::size_t index) {
    if (t.action == Action::Open) return open(t);
    if (t.cents <= 0 || t.cents > kMostCents) fail("I1 every amount is positive", std::to_string(t.cents));
    if (t.debit == t.credit) fail("I1 two accounts", named(t.debit));
    auto& debit = touch(t.debit);
    auto& credit = touch(t.credit);
    switch (t.action) {
        case Action::Open: return;
        case Action::Post: debit.debits_posted += t.cents, credit.credits_posted += t.cents; return;
        case Action::Hold:
            debit.debits_held += t.cents, credit.credits_held += t.cents;
            holds_[ledger::holdNo(seq_, index)] = {t.debit, t.credit, t.cents};
            return;
        case Action::Capture:
        case Action::Release: return end(t);
    }
    fail("I1 a known kind of transfer");
}

void LedgerJudge::open(const Transfer& t) {
    if (t.debit != accounts_.size() + 1) fail("I6 accounts are opened in order", named(t.debit));
    accounts_.push_back({t.code, t.credit, 0, 0, 0, 0, seq_});
}

void LedgerJudge::end(const Transfer& t) {
    const auto found = holds_.find(t.hold);
    const auto name = "hold " + std::to_string(t.hold) + " in entry " + std::to_string(seq_);
    if (found == holds_.end()) fail(ended_.contains(t.hold) ? "I11 a hold ends once" : "I11 a hold exists", name);
    const auto held = found->second;
    if (held.debit != t.debit || held.credit != t.credit) fail("I11 a hold keeps its accounts", name);
    if (t.cents > held.cents) fail("I11 captured <= held", name);
    auto& debit = touch(held.debit);
    auto& credit = touch(held.credit);
    debit.debits_held -= held.cents, credit.credits_held -= held.cents;
    if (t.action == Action::Capture) debit.debits_posted += t.cents, credit.credits_posted += t.cents;
    holds_.erase(found);
    ended_.insert(t.hold);
}

void LedgerJudge::checkLimit(AccountNo no) const {
    const auto& a = accounts_[no - 1];
    const bool negative = a.debits_posted < 0 || a.debits_held < 0 || a.credits_posted < 0 || a.credits_held < 0;
    const bool under = a.limit == 1 && a.debits_posted + a.debits_held > a.credits_posted;
    const bool over = a.limit == 2 && a.credits_posted + a.credits_held > a.debits_posted;
    if (negative || under || over)
        fail("I4 no account below its floor", named(no) + " in entry " + std::to_string(seq_));
}

LedgerJudge::Sums& LedgerJudge::touch(AccountNo no) {
    if (no == 0 || no > accounts_.size()) fail("I1 an account exists", named(no));
    touched_.push_back(no);
    accounts_[no - 1].seq = seq_;
    return accounts_[no - 1];
}

const LedgerJudge::Sums& LedgerJudge::account(AccountNo no) const {
    if (no == 0 || no > accounts_.size()) fail("I9 an account that rows name exists", named(no));
    return accounts_[no - 1];
}

std::int64_t LedgerJudge::heldCents(ledger::HoldNo hold) const {
    const auto found = holds_.find(hold);
    return found == holds_.end() ? 0 : found->second.cents;
}

void LedgerJudge::compare(AccountNo no, const ledger::Account& row) const {
    if (!isSame(account(no), row)) fail("I3 a balance is the sum of its postings", named(no) + " " + text(row));
}

void LedgerJudge::compareAll(const LedgerRows& rows) const {
    compareRows(rows);
    std::int64_t posted = 0, held = 0;
    for (const auto& one : accounts_) {
        posted += one.credits_posted - one.debits_posted;
        held += one.credits_held - one.debits_held;
    }
    if (posted != 0 || held != 0) fail("I2 everything comes to nothing");
    if (rows.holds.rows().size() != holds_.size()) fail("I11 every open hold has its row, and no other");
    for (const auto& [no, row] : rows.holds.rows())
        if (heldCents(no) != row.cents) fail("I11 a hold's row is what was held", std::to_string(no));
}

/// A row that nothing has changed since is the balance; and no row is older than it is said to be.
void LedgerJudge::compareRows(const LedgerRows& rows) const {
    const auto projected = rows.projected.copy(0).value_or(0);
    if (projected > seq_) fail("I3 no balance knows entries that are not there");
    for (AccountNo no = 1; no <= accounts_.size(); ++no) {
        const auto& sums = accounts_[no - 1];
        const auto* row = rows.balances.find(no);
        const bool is_current = row != nullptr && row->as_of >= sums.seq;
        if (is_current) compare(no, row->account);
        if (!is_current && sums.seq <= projected) fail("I3 a balance is as new as it is said to be", named(no));
    }
}

void LedgerJudge::compareHistory(const LedgerRows& rows) const {
    std::uint64_t digest = 0;
    for (const auto& entry : rows.journal.rows()) digest = mixed(digest, entry);
    if (digest != digest_) fail("I5 entries never change");
}

void LedgerJudge::compare(const ledger::Book& book) const {
    if (book.seq() != seq_ || book.nextAccount() != accounts_.size() + 1) fail("I3 the Book is as far as the journal");
    for (AccountNo no = 1; no < book.nextAccount(); ++no) compare(no, *book.account(no));
    if (book.holds().size() != holds_.size()) fail("I11 the Book has the open holds, and no other");
    for (const auto& [no, held] : book.holds())
        if (heldCents(no) != held.cents) fail("I11 the Book has what is held", std::to_string(no));
}

}  // namespace buono::simulation
