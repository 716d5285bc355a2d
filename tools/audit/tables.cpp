#include "tables.hpp"

namespace audit {

bool lookFor(Database& database, Report& report, Check check, const char* table, const char* columns) {
    if (database.has(table, columns)) return true;
    if (database.isWhole())
        report.fail(check, std::string{"no table "} + table + " with " + columns);
    else
        report.absent(check, "an export shows no tables");
    return false;
}

bool Tables::has(Check check, const char* table, const char* columns) {
    return lookFor(database_, report_, check, table, columns);
}

std::optional<StoredHead> Tables::storedHead() {
    if (!has(Check::Heads, "ledger_head", "seq, time_us, projected_seq, hash")) return std::nullopt;
    std::optional<StoredHead> stored;
    database_.rows("SELECT seq, time_us, projected_seq, hash FROM ledger_head", [&](const Cells& row) {
        stored = StoredHead{row.number(0), row.number(1), row.number(2), row.text(3)};
    });
    if (!stored) report_.fail(Check::Heads, "ledger_head has no row");
    return stored;
}

void Tables::checkStoredHead(const StoredHead& stored) {
    report_.looked(Check::Heads, 1);
    const auto& head = inspector_.head();
    const auto fail = [&](const std::string& what) { report_.fail(Check::Heads, "ledger_head " + what); };
    if (stored.seq != head.seq)
        return fail("says the journal ends at entry " + std::to_string(stored.seq) + ", it ends at " +
                    std::to_string(head.seq));
    if (stored.projected_seq > stored.seq)
        fail("has balances of entry " + std::to_string(stored.projected_seq) + ", which is to come");
    if (head.seq == 0) return;
    if (hex(bytesOf(stored.hash)) != hex(head.hash)) fail("has another hash than the last entry");
    if (stored.time_us != inspector_.timeUs()) fail("has another time than the last entry");
}

void Tables::readBalances(std::int64_t least) {
    if (has(Check::Balances, "ledger_accounts",
            "no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held, seq"))
        inspector_.stored().read(database_, least);
}

void Tables::checkHolds() {
    const auto& holds = inspector_.book().holds();
    std::uint64_t found = 0;
    database_.rows("SELECT hold, debit, credit, cents FROM ledger_holds", [&](const Cells& row) {
        const auto name = static_cast<std::uint64_t>(row.number(0));
        const auto open = holds.find(name);
        if (open == holds.end())
            return report_.fail(Check::Balances, "hold " + holdName(name) + " is stored, but has ended or never was");
        ++found;
        const auto& held = open->second;
        if (held.debit != static_cast<std::uint64_t>(row.number(1)) ||
            held.credit != static_cast<std::uint64_t>(row.number(2)) || held.cents != row.number(3))
            report_.fail(Check::Balances, "hold " + holdName(name) + " is stored otherwise than the journal has it");
    });
    if (found < holds.size())
        report_.fail(Check::Balances, std::to_string(holds.size() - found) + " open holds are not stored");
    report_.looked(Check::Balances, holds.size());
}

void Tables::checkChanges() {
    const auto& answers = aside_.answers();
    if (aside_.hasLines()) inspector_.causes().compare(database_, report_, answers.causes());
    if (aside_.hasAnswers()) answers.judge(database_, report_, inspector_.head().seq);
}

void Tables::failEach(Check check, const std::string& sql, const std::function<std::string(const Cells&)>& what) {
    database_.rows(sql, [&](const Cells& row) { report_.fail(check, what(row)); });
}

void Tables::checkAll(const std::optional<StoredHead>& stored) {
    aside_.finish(report_);
    if (stored) checkStoredHead(*stored);
    if (has(Check::Balances, "ledger_holds", "hold, debit, credit, cents")) checkHolds();
    inspector_.corrections().finish(database_, report_);
    checkChanges();
    checkRows();
    checkPurchases();
    checkDues();
    checkPayouts();
}

}  // namespace audit
