#include "adapters/store/balances_rows.hpp"

#include "adapters/store/head_row.hpp"
#include "adapters/store/many.hpp"

namespace buono::store {
namespace {

/// How many of the last entries a start verifies; buono-audit verifies all.
constexpr std::uint64_t kTail = 1'000;
constexpr int kAtOnce = 50'000;  // PostgreSQL hands over an answer whole.

ledger::Account accountOf(const Row& row, int column) {
    return {.kind = static_cast<ledger::AccountKind>(row.number(column)),
            .limit = static_cast<ledger::Limit>(row.number(column + 1)),
            .debits_posted_cents = row.number(column + 2),
            .debits_held_cents = row.number(column + 3),
            .credits_posted_cents = row.number(column + 4),
            .credits_held_cents = row.number(column + 5)};
}

void restoreAccounts(Connection& connection, ledger::Book& book) {
    for (auto next = book.nextAccount();; next = book.nextAccount()) {
        connection.rows(
            "SELECT no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held "
            "FROM ledger_accounts WHERE no >= $1 ORDER BY no LIMIT $2",
            [&](const Row& row) {
                const auto no = static_cast<ledger::AccountNo>(row.number(0));
                if (no != book.nextAccount()) connection.damaged("ledger_accounts has a gap");
                book.restore(no, accountOf(row, 1));
            },
            next, kAtOnce);
        if (book.nextAccount() == next) return;
    }
}

void restoreHolds(Connection& connection, ledger::Book& book) {
    connection.rows("SELECT hold, debit, credit, cents FROM ledger_holds", [&](const Row& row) {
        book.restoreHold(static_cast<ledger::HoldNo>(row.number(0)), static_cast<ledger::AccountNo>(row.number(1)),
                         static_cast<ledger::AccountNo>(row.number(2)), row.number(3));
    });
}

void projectAccounts(Connection& connection, ledger::Book& book) {
    static const auto accounts = Many::rows(
        "ledger_accounts (no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held)", 7,
        "ON CONFLICT (no) DO UPDATE SET debits_posted = excluded.debits_posted, debits_held = excluded.debits_held, "
        "credits_posted = excluded.credits_posted, credits_held = excluded.credits_held");
    const auto changed = book.takeChanged();
    accounts.write(connection, changed.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto a = *book.account(changed[i]);
        values.insert(values.end(),
                      {changed[i], static_cast<int>(a.kind), static_cast<int>(a.limit), a.debits_posted_cents,
                       a.debits_held_cents, a.credits_posted_cents, a.credits_held_cents});
    });
}

/// A hold that was made and ended since the last time has no row: it is not in the Book, and nothing to delete.
void projectHolds(Connection& connection, const ledger::Book& book, const JournalRows& journal) {
    static const auto rows = Many::rows("ledger_holds (hold, debit, credit, cents)", 4);
    std::vector<ledger::HoldNo> made, ended;
    for (const auto hold : journal.madeHolds())
        if (book.holds().contains(hold)) made.push_back(hold);
    rows.write(connection, made.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto& held = book.holds().at(made[i]);
        values.insert(values.end(), {made[i], held.debit, held.credit, held.cents});
    });

    static const Many deletion{{"DELETE FROM ledger_holds WHERE hold IN (", "$", ", ", ")"}};
    const auto first_made = journal.madeHolds().empty() ? UINT64_MAX : journal.madeHolds().front();
    for (const auto hold : journal.endedHolds())
        if (hold < first_made) ended.push_back(hold);
    deletion.write(connection, ended.size(),
                   [&](std::size_t i, std::vector<Value>& values) { values.emplace_back(ended[i]); });
}

/// The entry after which the verified tail begins.
ledger::Head beforeTail(Connection& connection, std::uint64_t seq) {
    ledger::Head head;
    connection.rows(
        "SELECT body, hash FROM journal WHERE seq = $1",
        [&](const Row& row) {
            if (const auto entry = decode(row.bytes(0))) head = {entry->seq, entry->at, row.hash(1)};
        },
        seq);
    if (head.seq != seq) connection.damaged("entry " + std::to_string(seq) + " of the journal cannot be read");
    return head;
}

}  // namespace

std::optional<ledger::Account> BalancesRows::account(ledger::AccountNo no) const {
    std::optional<ledger::Account> found;
    connection_.rows(
        "SELECT kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held "
        "FROM ledger_accounts WHERE no = $1",
        [&](const Row& row) { found = accountOf(row, 0); }, no);
    return found;
}

void project(Connection& connection, ledger::Book& book, const JournalRows& journal) {
    projectAccounts(connection, book);
    projectHolds(connection, book, journal);
}

void restoreBook(Connection& connection, ledger::Book& book, JournalRows& journal) {
    connection.begin();
    HeadRow head{connection};
    const auto stands = head.take();
    restoreAccounts(connection, book);
    restoreHolds(connection, book);
    book.restoreSeq(stands.projected_seq);

    const auto tail = std::min(stands.projected_seq, stands.seq > kTail ? stands.seq - kTail : 0);
    if (tail > 0) journal.restore(beforeTail(connection, tail));
    journal.follow(stands.seq, [&](const ledger::Entry& entry) {
        if (entry.seq <= stands.projected_seq) return;
        book.replay(entry.seq, entry.transfers);
        journal.collect(entry);
    });
    if (journal.head().hash != stands.hash) connection.damaged("the journal does not end where its head says");
    if (stands.projected_seq == stands.seq) return connection.rollback();  // On a full disk a start can still read.
    project(connection, book, journal);
    journal.flush();
    head.move(journal.head());
    connection.commit();
}

}  // namespace buono::store
