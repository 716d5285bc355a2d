#include "adapters/store/balances_rows.hpp"

#include "adapters/store/head_row.hpp"
#include "core/ledger/restore.hpp"

namespace buono::store {
namespace {

/// How many of the last entries a start verifies; buono-audit verifies all.
constexpr std::uint64_t kTail = 1'000;
constexpr std::uint64_t kEntriesAtOnce = 10'000;
constexpr int kAtOnce = 50'000;  // PostgreSQL hands over an answer whole.

ledger::Account accountOf(const Row& row) {
    return {.kind = static_cast<ledger::AccountKind>(row.number(1)),
            .limit = static_cast<ledger::Limit>(row.number(2)),
            .debits_posted_cents = row.number(3),
            .debits_held_cents = row.number(4),
            .credits_posted_cents = row.number(5),
            .credits_held_cents = row.number(6)};
}

void readAccounts(Connection& connection, ledger::Restoring& restoring) {
    for (std::int64_t last = 0, before = -1; last != before;) {
        before = last;
        connection.rows(
            "SELECT no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held, seq "
            "FROM ledger_accounts WHERE no > $1 ORDER BY no LIMIT $2",
            [&](const Row& row) {
                last = row.number(0);
                restoring.account(static_cast<ledger::AccountNo>(last), accountOf(row),
                                  static_cast<std::uint64_t>(row.number(7)));
            },
            before, kAtOnce);
    }
}

void restoreHolds(Connection& connection, ledger::Book& book) {
    connection.rows("SELECT hold, debit, credit, cents FROM ledger_holds", [&](const Row& row) {
        book.restoreHold(static_cast<ledger::HoldNo>(row.number(0)), static_cast<ledger::AccountNo>(row.number(1)),
                         static_cast<ledger::AccountNo>(row.number(2)), row.number(3));
    });
}

/// What an ended hold held, as the entry that made it says.
std::int64_t heldBefore(Connection& connection, ledger::HoldNo hold) {
    std::int64_t cents = 0;
    connection.rows(
        "SELECT body FROM journal WHERE seq = $1",
        [&](const Row& row) {
            const auto entry = decode(row.bytes(0));
            if (entry && (hold & 0xFFFF) < entry->transfers.size()) cents = entry->transfers[hold & 0xFFFF].cents;
        },
        hold >> 16U);
    if (cents == 0) connection.damaged("a hold ended that no entry made");
    return cents;
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

std::uint64_t restoreBook(Connection& connection, ledger::Book& book, JournalRows& journal) {
    connection.begin();
    HeadRow head{connection};
    const auto stands = head.take();
    std::vector<ledger::Entry> behind;
    ledger::Restoring restoring{[&](ledger::HoldNo hold) { return heldBefore(connection, hold); }};
    readAccounts(connection, restoring);

    const auto tail = std::min(stands.projected_seq, stands.seq > kTail ? stands.seq - kTail : 0);
    if (tail > 0) journal.restore(beforeTail(connection, tail));
    while (journal.head().seq < stands.seq) {
        // In parts: what ended holds held is asked for between them.
        behind.clear();
        journal.follow(std::min(stands.seq, journal.head().seq + kEntriesAtOnce),
                       [&](const ledger::Entry& entry) { behind.push_back(entry); });
        for (const auto& entry : behind)
            if (entry.seq > stands.projected_seq) restoring.entry(entry.seq, entry.transfers);
    }
    if (journal.head().hash != stands.hash) connection.damaged("the journal does not end where its head says");
    if (!restoring.into(book)) connection.damaged("ledger_accounts has a gap, or an account is past its limit");
    restoreHolds(connection, book);
    book.restoreSeq(stands.seq);
    connection.rollback();  // On a full disk a start can still read.
    return stands.projected_seq;
}

}  // namespace buono::store
