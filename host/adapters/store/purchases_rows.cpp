#include "adapters/store/purchases_rows.hpp"

#include <algorithm>

#include "adapters/store/many.hpp"

namespace buono::store {
namespace {

using namespace purchases;

/// "Everything before this id": lists are newest first, and ids grow.
registers::Id before(const Page& page) {
    if (!page.before.isNil()) return page.before;
    registers::Id last;
    last.bytes.fill(0xff);
    return last;
}

Money money(const Row& row, int column) { return *Money::ofCents(row.number(column)); }

instruments::Debtor debtor(const Row& row, int column) {
    return {static_cast<instruments::DebtorKind>(row.number(column)), row.id(column + 1)};
}

#define PURCHASE_COLUMNS                                                                              \
    "id, payer, ente, state, method, total_cents, direct_cents, at_us, code_issue, direct_received, " \
    "direct_owed_back, seq"

Purchase purchaseOf(const Row& row) {
    Purchase purchase;
    purchase.id = row.id(0);
    purchase.payer = row.id(1);
    purchase.ente = row.id(2);
    purchase.state = static_cast<State>(row.number(3));
    purchase.method = row.text(4);
    purchase.total = money(row, 5);
    purchase.direct = money(row, 6);
    purchase.at = row.instant(7);
    purchase.code_issue = row.number(8);
    purchase.direct_received = row.number(9) != 0;
    purchase.direct_owed_back = row.number(10) != 0;
    purchase.seq = static_cast<std::uint64_t>(row.number(11));
    return purchase;
}

#define OPERATION_COLUMNS \
    "id, purpose, subject, ente, plugin, cents, outcome, ended, ref, waits_for, receipt, at_us, pay_by_us, looks"

Operation operationOf(const Row& row) {
    Operation operation;
    operation.id = row.id(0);
    operation.purpose = static_cast<Purpose>(row.number(1));
    operation.subject = row.id(2);
    operation.ente = row.id(3);
    operation.plugin = row.text(4);
    operation.amount = money(row, 5);
    operation.outcome = static_cast<Outcome>(row.number(6));
    operation.ended = row.number(7) != 0;
    operation.ref = row.text(8);
    operation.waits_for = row.text(9);
    operation.receipt = row.text(10);
    operation.at = row.instant(11);
    operation.pay_by = row.instant(12);
    operation.looks = row.number(13);
    return operation;
}

/// "0,1,2"
std::string linesText(const std::vector<int>& lines) {
    std::string text;
    for (const int line : lines) text += (text.empty() ? "" : ",") + std::to_string(line);
    return text;
}

std::vector<int> linesOf(std::string_view text) {
    std::vector<int> lines;
    int line = 0;
    for (const char c : text) {
        if (c == ',') {
            lines.push_back(line);
            line = 0;
        } else {
            line = line * 10 + (c - '0');
        }
    }
    if (!text.empty()) lines.push_back(line);
    return lines;
}

#define REDEMPTION_COLUMNS \
    "id, ente, purchase, spending_code, state, lines, total_cents, provider_ref, seq, at_us, items"

Redemption redemptionOf(const Row& row) {
    Redemption redemption;
    redemption.id = row.id(0);
    redemption.ente = row.id(1);
    redemption.purchase = row.id(2);
    redemption.spending_code = row.id(3);
    redemption.state = static_cast<RedemptionState>(row.number(4));
    redemption.lines = linesOf(row.text(5));
    redemption.total = money(row, 6);
    redemption.provider_ref = row.text(7);
    redemption.seq = static_cast<std::uint64_t>(row.number(8));
    redemption.at = row.instant(9);
    redemption.items = static_cast<int>(row.number(10));
    return redemption;
}

#define SPENDING_COLUMNS                                                                                        \
    "id, holder, beneficiary, instrument, account, debtor_kind, debtor, cents, ente, area, expires_us, issue, " \
    "allowance"

SpendingCode spendingOf(const Row& row) {
    SpendingCode code;
    code.id = row.id(0);
    code.holder = row.id(1);
    code.beneficiary = row.id(2);
    code.instrument = row.id(3);
    code.account = static_cast<ledger::AccountNo>(row.number(4));
    code.debtor = debtor(row, 5);
    code.amount = money(row, 7);
    code.ente = row.id(8);
    code.area = row.text(9);
    code.expires = row.instant(10);
    code.issue = row.number(11);
    code.allowance = static_cast<ledger::AccountNo>(row.number(12));
    return code;
}

}  // namespace

std::optional<Purchase> PurchasesRows::find(const registers::Id& id) const {
    std::optional<Purchase> purchase;
    connection_.rows(
        "SELECT " PURCHASE_COLUMNS " FROM purchases WHERE id = $1", [&](const Row& row) { purchase = purchaseOf(row); },
        id);
    if (purchase) fill(*purchase);
    return purchase;
}

std::vector<Purchase> PurchasesRows::ofPayer(const registers::Id& payer, Page page) const {
    std::vector<Purchase> all;
    connection_.rows(
        "SELECT " PURCHASE_COLUMNS " FROM purchases WHERE payer = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        [&](const Row& row) { all.push_back(purchaseOf(row)); }, payer, before(page), page.limit);
    for (auto& purchase : all) fill(purchase);
    return all;
}

std::vector<Purchase> PurchasesRows::owedBack(const registers::Id& ente, int limit) const {
    std::vector<Purchase> all;
    connection_.rows(
        "SELECT " PURCHASE_COLUMNS " FROM purchases WHERE ente = $1 AND direct_owed_back = 1 ORDER BY id LIMIT $2",
        [&](const Row& row) { all.push_back(purchaseOf(row)); }, ente, limit);
    for (auto& purchase : all) fill(purchase);
    return all;
}

void PurchasesRows::fill(Purchase& purchase) const {
    connection_.rows(
        "SELECT service, beneficiary, title, price_cents, redeemed FROM purchase_lines WHERE purchase = $1 "
        "ORDER BY line",
        [&](const Row& row) {
            purchase.lines.push_back(
                {row.id(0), row.id(1), std::string{row.text(2)}, money(row, 3), row.number(4) != 0});
        },
        purchase.id);
    connection_.rows(
        "SELECT line, instrument, kind, debtor_kind, debtor, cents, hold FROM purchase_shares "
        "WHERE purchase = $1 ORDER BY share",
        [&](const Row& row) {
            purchase.shares.push_back({static_cast<int>(row.number(0)), row.id(1),
                                       static_cast<instruments::Kind>(row.number(2)), debtor(row, 3), money(row, 5),
                                       static_cast<ledger::HoldNo>(row.number(6))});
        },
        purchase.id);
}

void PurchasesRows::add(const Purchase& purchase) {
    connection_.run("INSERT INTO purchases (" PURCHASE_COLUMNS
                    ") "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                    purchase.id, purchase.payer, purchase.ente, static_cast<int>(purchase.state), purchase.method,
                    purchase.total.cents(), purchase.direct.cents(), purchase.at, purchase.code_issue,
                    purchase.direct_received, purchase.direct_owed_back, purchase.seq);
    for (std::size_t i = 0; i < purchase.lines.size(); ++i) {
        const auto& line = purchase.lines[i];
        connection_.run(
            "INSERT INTO purchase_lines (purchase, line, service, beneficiary, title, price_cents, redeemed) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)",
            purchase.id, i, line.service, line.beneficiary, line.title, line.price.cents(), line.redeemed);
    }
    for (std::size_t i = 0; i < purchase.shares.size(); ++i) {
        const auto& share = purchase.shares[i];
        connection_.run(
            "INSERT INTO purchase_shares (purchase, share, line, instrument, kind, debtor_kind, debtor, cents, "
            "hold) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            purchase.id, i, share.line, share.instrument, static_cast<int>(share.kind),
            static_cast<int>(share.debtor.kind), share.debtor.id, share.amount.cents(), share.hold);
    }
}

void PurchasesRows::keep(const Purchase& purchase) {
    connection_.run(
        "UPDATE purchases SET state = $1, code_issue = $2, direct_received = $3, direct_owed_back = $4, "
        "seq = $5 WHERE id = $6",
        static_cast<int>(purchase.state), purchase.code_issue, purchase.direct_received, purchase.direct_owed_back,
        purchase.seq, purchase.id);
}

void PurchasesRows::markRedeemed(const registers::Id& purchase, int line) {
    connection_.run("UPDATE purchase_lines SET redeemed = 1 WHERE purchase = $1 AND line = $2", purchase, line);
}

std::optional<Operation> OperationsRows::find(const registers::Id& id) const {
    std::optional<Operation> operation;
    connection_.rows(
        "SELECT " OPERATION_COLUMNS " FROM operations WHERE id = $1",
        [&](const Row& row) { operation = operationOf(row); }, id);
    return operation;
}

std::optional<Operation> OperationsRows::ofSubject(const registers::Id& subject) const {
    std::optional<Operation> operation;
    connection_.rows(
        "SELECT " OPERATION_COLUMNS " FROM operations WHERE subject = $1",
        [&](const Row& row) { operation = operationOf(row); }, subject);
    return operation;
}

std::vector<Operation> OperationsRows::atTill(const registers::Id& ente, int limit) const {
    std::vector<Operation> all;
    connection_.rows(
        "SELECT " OPERATION_COLUMNS
        " FROM operations WHERE ente = $1 AND ended = 0 AND purpose = $2 "
        "ORDER BY id LIMIT $3",
        [&](const Row& row) { all.push_back(operationOf(row)); }, ente, static_cast<int>(Purpose::Pay), limit);
    return all;
}

void OperationsRows::add(const Operation& operation) {
    connection_.run("INSERT INTO operations (" OPERATION_COLUMNS
                    ") "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                    operation.id, static_cast<int>(operation.purpose), operation.subject, operation.ente,
                    operation.plugin, operation.amount.cents(), static_cast<int>(operation.outcome), operation.ended,
                    operation.ref, operation.waits_for, operation.receipt, operation.at, operation.pay_by,
                    operation.looks);
}

void OperationsRows::keep(const Operation& operation) {
    connection_.run(
        "UPDATE operations SET outcome = $1, ended = $2, ref = $3, waits_for = $4, receipt = $5, "
        "pay_by_us = $6, looks = $7 WHERE id = $8",
        static_cast<int>(operation.outcome), operation.ended, operation.ref, operation.waits_for, operation.receipt,
        operation.pay_by, operation.looks, operation.id);
}

std::int64_t OperationsRows::doubtUnsent() {
    return connection_.run("UPDATE operations SET outcome = $1 WHERE ended = 0 AND (outcome = $2 OR outcome = $3)",
                           static_cast<int>(Outcome::Unknown), static_cast<int>(Outcome::NotSent),
                           static_cast<int>(Outcome::NotFound));
}

std::optional<Redemption> RedemptionsRows::find(const registers::Id& id) const {
    std::optional<Redemption> redemption;
    connection_.rows(
        "SELECT " REDEMPTION_COLUMNS " FROM redemptions WHERE id = $1",
        [&](const Row& row) { redemption = redemptionOf(row); }, id);
    if (redemption) fill(*redemption);
    return redemption;
}

std::vector<Redemption> RedemptionsRows::ofEnte(const registers::Id& ente, Page page) const {
    std::vector<Redemption> all;
    connection_.rows(
        "SELECT " REDEMPTION_COLUMNS " FROM redemptions WHERE ente = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        [&](const Row& row) { all.push_back(redemptionOf(row)); }, ente, before(page), page.limit);
    for (auto& redemption : all) fill(redemption);
    return all;
}

void RedemptionsRows::fill(Redemption& redemption) const {
    connection_.rows(
        "SELECT debtor_kind, debtor, payable, cents FROM redemption_dues WHERE redemption = $1 ORDER BY due",
        [&](const Row& row) {
            redemption.dues.push_back({debtor(row, 0), static_cast<ledger::AccountNo>(row.number(2)), money(row, 3)});
        },
        redemption.id);
}

void RedemptionsRows::add(const Redemption& redemption) {
    static const auto rows = Many::rows("redemptions (" REDEMPTION_COLUMNS ")", 11);
    static const auto dues = Many::rows("redemption_dues (redemption, due, debtor_kind, debtor, payable, cents)", 6);
    connection_.later(rows, "redemptions",
                      {redemption.id, redemption.ente, redemption.purchase, redemption.spending_code,
                       static_cast<int>(redemption.state), linesText(redemption.lines), redemption.total.cents(),
                       redemption.provider_ref, redemption.seq, redemption.at, redemption.items});
    for (std::size_t i = 0; i < redemption.dues.size(); ++i) {
        const auto& due = redemption.dues[i];
        connection_.later(
            dues, "redemption_dues",
            {redemption.id, i, static_cast<int>(due.debtor.kind), due.debtor.id, due.payable, due.amount.cents()});
    }
}

void RedemptionsRows::keep(const Redemption& redemption) {
    connection_.run("UPDATE redemptions SET state = $1, provider_ref = $2, seq = $3 WHERE id = $4",
                    static_cast<int>(redemption.state), redemption.provider_ref, redemption.seq, redemption.id);
}

std::vector<purchases::Redemptions::Paid> RedemptionsRows::paid(std::span<const registers::Id> redemptions) const {
    static const Many rows{
        {"SELECT r.id, r.items, r.seq, c.id, c.holder FROM redemptions r LEFT JOIN spending_codes c "
         "ON c.id = r.spending_code WHERE r.id IN (",
         "$", ", ", ")"}};
    std::vector<Paid> all;
    rows.query(
        connection_, redemptions.size(),
        [&](std::size_t i, std::vector<Value>& values) { values.emplace_back(redemptions[i]); },
        [&](const Row& row) {
            const bool many = row.number(1) > 1;
            if (!many && row.bytes(3).empty()) return;
            all.push_back({row.id(0), many ? registers::Id{} : row.id(3), many ? registers::Id{} : row.id(4),
                           static_cast<std::uint64_t>(row.number(2))});
        });
    return all;
}

bool RedemptionsRows::isAsking(const registers::Id& purchase) const {
    bool asking = false;
    connection_.rows(
        "SELECT id FROM redemptions WHERE purchase = $1 AND state = 1 LIMIT 1", [&](const Row&) { asking = true; },
        purchase);  // As a number in the text: so its index, of the few that ask, is found.
    return asking;
}

std::shared_ptr<const KnownCode> KnownCodes::find(const registers::Sha256& hash) const {
    const auto& shelf = shelfOf(hash);
    const std::lock_guard lock{shelf.turn};
    const auto found = shelf.codes.find(hash);
    return found == shelf.codes.end() ? nullptr : found->second;
}

void KnownCodes::keep(std::shared_ptr<const KnownCode> code) {
    auto& shelf = shelfOf(code->row.hash);
    const std::lock_guard lock{shelf.turn};
    if (shelf.codes.size() >= kOfShelfMax) shelf.codes.clear();
    shelf.codes.insert_or_assign(code->row.hash, std::move(code));
}

std::shared_ptr<const KnownCode> CodesRows::known(const registers::Sha256& hash) const {
    if (auto found = known_.find(hash)) return found;
    auto code = std::make_shared<KnownCode>();
    connection_.rows(
        "SELECT kind, subject, issue FROM codes WHERE hash = $1",
        [&](const Row& row) {
            code->row = {hash, static_cast<CodeKind>(row.number(0)), row.id(1), row.number(2)};
        },
        hash);
    if (code->row.subject.isNil()) return nullptr;
    if (code->row.kind == CodeKind::Spending) code->permit = spendingCode(code->row.subject);
    // Renewed between the two looks: what the new code may take is not for the old.
    if (code->permit && code->permit->issue != code->row.issue) return nullptr;
    known_.keep(code);
    return code;
}

std::optional<CodeRow> CodesRows::find(const registers::Sha256& hash) const {
    const auto code = known(hash);
    return code ? std::optional{code->row} : std::nullopt;
}

std::shared_ptr<const SpendingCode> CodesRows::permit(const CodeRow& row) const {
    const auto code = known(row.hash);
    if (!code || !code->permit) return nullptr;
    return {code, &*code->permit};
}

bool CodesRows::isCurrent(const CodeRow& code) const {
    bool current = false;
    connection_.rows(
        "SELECT issue FROM codes WHERE hash = $1", [&](const Row& row) { current = row.number(0) == code.issue; },
        code.hash);
    return current;
}

void CodesRows::add(const CodeRow& code) {
    connection_.run("INSERT INTO codes (hash, kind, subject, issue) VALUES ($1, $2, $3, $4)", code.hash,
                    static_cast<int>(code.kind), code.subject, code.issue);
}

void CodesRows::remove(CodeKind kind, const registers::Id& subject) {
    connection_.run("DELETE FROM codes WHERE subject = $1 AND kind = $2", subject, static_cast<int>(kind));
}

std::optional<SpendingCode> CodesRows::spendingCode(const registers::Id& id) const {
    std::optional<SpendingCode> code;
    connection_.rows(
        "SELECT " SPENDING_COLUMNS " FROM spending_codes WHERE id = $1",
        [&](const Row& row) { code = spendingOf(row); }, id);
    return code;
}

std::vector<SpendingCode> CodesRows::ofAllowances(std::span<const ledger::AccountNo> allowances) const {
    static const Many rows{
        {"SELECT " SPENDING_COLUMNS
         " FROM spending_codes WHERE id IN (SELECT code FROM spending_allowances WHERE allowance IN (",
         "$", ", ", "))"}};
    std::vector<SpendingCode> all;
    rows.query(
        connection_, allowances.size(),
        [&](std::size_t i, std::vector<Value>& values) { values.emplace_back(allowances[i]); },
        [&](const Row& row) { all.push_back(spendingOf(row)); });
    // Several statements may each have found one of a code's allowances.
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    all.erase(std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id == b.id; }),
              all.end());
    return all;
}

std::vector<SpendingCode> CodesRows::ofHolder(const registers::Id& holder, Page page) const {
    std::vector<SpendingCode> all;
    connection_.rows(
        "SELECT " SPENDING_COLUMNS
        " FROM spending_codes WHERE holder = $1 AND id < $2 "
        "ORDER BY id DESC LIMIT $3",
        [&](const Row& row) { all.push_back(spendingOf(row)); }, holder, before(page), page.limit);
    return all;
}

void CodesRows::addSpending(const SpendingCode& code) {
    connection_.run("INSERT INTO spending_codes (" SPENDING_COLUMNS
                    ", spent_cents) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0)",
                    code.id, code.holder, code.beneficiary, code.instrument, code.account,
                    static_cast<int>(code.debtor.kind), code.debtor.id, code.amount.cents(), code.ente, code.area,
                    code.expires, code.issue, code.allowance);
    addAllowance(code);
}

void CodesRows::addAllowance(const SpendingCode& code) {
    connection_.run("INSERT INTO spending_allowances (allowance, code) VALUES ($1, $2)", code.allowance, code.id);
}

void CodesRows::keepSpending(const SpendingCode& code) {
    connection_.run("UPDATE spending_codes SET issue = $1, allowance = $2 WHERE id = $3", code.issue, code.allowance,
                    code.id);
    addAllowance(code);
}

}  // namespace buono::store
