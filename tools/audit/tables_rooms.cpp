// What the rooms' own rows say of accounts: purposes, funding sources, vouchers, plans and credits.
#include <cstring>

#include "tables.hpp"

namespace audit {
namespace {

constexpr std::int64_t kCity = 1, kEmployer = 2;  // debtor_kind.

std::string accountName(std::int64_t no) { return "account " + std::to_string(no); }

}  // namespace

Tables::IdBytes Tables::idOf(Bytes bytes) {
    IdBytes id{};
    if (bytes.size() == id.size()) std::memcpy(id.data(), bytes.data(), id.size());
    return id;
}

std::string Tables::Who::text() const {
    return std::string{is} + (code.empty() ? " of " + accountName(account) : " " + code);
}

const Account* Tables::account(const Who& who, std::int64_t no, std::uint16_t kind) {
    auto& book = inspector_.book();
    if (no < 1 || !book.has(static_cast<std::uint64_t>(no))) {
        report_.fail(Check::Rows, who.text() + " names " + accountName(no) + ", never opened");
        return nullptr;
    }
    auto& a = book.account(static_cast<std::uint64_t>(no));
    if (a.kind != kind) {
        report_.fail(Check::Rows, who.text() + " names " + accountName(no) + " as " + kindName(kind) + ", it is " +
                                      kindName(a.kind));
        return nullptr;
    }
    if (a.named) report_.fail(Check::Rows, who.text() + " names " + accountName(no) + ", which another row names too");
    a.named = true;
    return &a;
}

void Tables::checkRows() {
    checkSources();
    checkPurposes();
    checkVouchers();
    checkWelfare();
    checkNamed();
}

void Tables::checkIssued(const Who& who, const Account& account, std::int64_t cents, const char* says) {
    const auto issued = inspector_.book().sums(account).issued;
    if (issued != cents)
        report_.fail(Check::Rows,
                     who.text() + " is of " + euros(cents) + ", the journal " + says + " " + euros(issued));
}

void Tables::checkSources() {
    if (!has(Check::Rows, "funding_sources", "id, code, cents, account")) return;
    kinds_read_.insert(kSource);
    std::uint64_t count = 0;
    database_.rows("SELECT id, code, cents, account FROM funding_sources", [&](const Cells& row) {
        ++count;
        const Who who{"funding source", 0, row.text(1)};
        const auto* a = account(who, row.number(3), kSource);
        if (!a) return;
        sources_[idOf(row.bytes(0))] = static_cast<std::uint64_t>(row.number(3));
        checkIssued(who, *a, row.number(2), "opened it with");
    });
    report_.looked(Check::Rows, count);
}

void Tables::checkPurposes() {
    if (!has(Check::Rows, "account_purposes", "account, kind, ente, debtor_kind, debtor, method")) return;
    for (const auto kind : {kPayable, kPaid, kPledge, kClearing, kReceived, kRefundDue, kAllowanceGiven})
        kinds_read_.insert(kind);
    std::uint64_t count = 0;
    database_.rows("SELECT account, kind, debtor_kind, debtor FROM account_purposes", [&](const Cells& row) {
        ++count;
        checkPurpose(row);
    });
    report_.looked(Check::Rows, count);
}

void Tables::checkPurpose(const Cells& row) {
    const auto kind = row.number(1);
    const Who who{"purpose", row.number(0)};
    if (kind < 1 || kind > kKindMax) return report_.fail(Check::Rows, who.text() + " is of no known kind");
    const auto* a = account(who, row.number(0), static_cast<std::uint16_t>(kind));
    if (a && a->root != 0) checkDebtor(who, a->root, row.number(2), row.bytes(3));
}

void Tables::checkDebtor(const Who& who, std::uint64_t root, std::int64_t kind, Bytes debtor) {
    const auto& from = inspector_.book().account(root);
    const auto fail = [&](const std::string& what) {
        report_.fail(Check::Rows, who.text() + " says debtor " + hex(debtor) + ", but " + what);
    };
    if ((from.kind == kSource) != (kind == kCity) || (from.kind == kPledge) != (kind == kEmployer))
        return fail("its money comes from " + kindName(from.kind) + " " + accountName(static_cast<std::int64_t>(root)));
    const auto id = idOf(debtor);
    if (kind == kCity && !sources_.empty()) {
        const auto source = sources_.find(id);
        if (source == sources_.end()) return fail("no funding source has this id");
        if (source->second != root) fail("its money comes from source " + accountName(static_cast<std::int64_t>(root)));
    }
    if (kind != kEmployer) return;
    const auto [known, fresh] = employers_.try_emplace(root, id);
    if (!fresh && known->second != id) fail("the same pledge is employer " + hex(known->second) + "'s elsewhere");
}

void Tables::checkVouchers() {
    if (!has(Check::Rows, "vouchers", "account, source, cents")) return;
    kinds_read_.insert(kVoucher);
    std::uint64_t count = 0;
    database_.rows("SELECT account, source, cents FROM vouchers", [&](const Cells& row) {
        ++count;
        const Who who{"voucher", row.number(0)};
        const auto* a = account(who, row.number(0), kVoucher);
        if (!a) return;
        checkIssued(who, *a, row.number(2), "issued");
        if (a->root != 0) checkDebtor(who, a->root, kCity, row.bytes(1));
    });
    report_.looked(Check::Rows, count);
}

void Tables::checkWelfare() {
    if (!has(Check::Rows, "welfare_plans", "id, employer, cents, account")) return;
    if (!has(Check::Rows, "welfare_credits", "plan, account, cents")) return;
    kinds_read_.insert(kPromise);
    kinds_read_.insert(kCredit);
    std::uint64_t count = 0;
    std::map<IdBytes, IdBytes> employer_of;
    database_.rows("SELECT id, employer, cents, account FROM welfare_plans", [&](const Cells& row) {
        ++count;
        employer_of[idOf(row.bytes(0))] = idOf(row.bytes(1));
        const Who who{"plan", row.number(3)};
        const auto* a = account(who, row.number(3), kPromise);
        if (!a) return;
        checkIssued(who, *a, row.number(2), "opened it with");
        if (a->root != 0) checkDebtor(who, a->root, kEmployer, row.bytes(1));
    });
    database_.rows("SELECT account, plan, cents FROM welfare_credits", [&](const Cells& row) {
        ++count;
        const Who who{"credit", row.number(0)};
        const auto* a = account(who, row.number(0), kCredit);
        if (a) checkIssued(who, *a, row.number(2), "credited");
        const auto employer = employer_of.find(idOf(row.bytes(1)));
        if (employer == employer_of.end())
            return report_.fail(Check::Rows, who.text() + " is of a plan that is not there");
        if (a && a->root != 0) checkDebtor(who, a->root, kEmployer, employer->second);
    });
    report_.looked(Check::Rows, count);
}

// The other way round: an account of which no row says what it is for.
void Tables::checkNamed() {
    const auto& book = inspector_.book();
    for (std::uint64_t no = 1; no <= book.size(); ++no) {
        const auto& a = book.account(no);
        if (!a.named && kinds_read_.contains(a.kind))
            report_.fail(Check::Rows, "no row says what " + kindName(a.kind) + " " +
                                          accountName(static_cast<std::int64_t>(no)) + " is for");
    }
}

}  // namespace audit
