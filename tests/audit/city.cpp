#include "audit/city.hpp"

#include <openssl/sha.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace city {
namespace {

constexpr std::int64_t kFirstUs = 1'772'000'000'000'000;

void put(Bytes& to, std::uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) to += static_cast<char>(value >> (8 * i));
}

void check(bool fine, sqlite3* database, const std::string& what) {
    if (!fine) throw std::runtime_error{what + ": " + sqlite3_errmsg(database)};
}

void run(sqlite3* database, const std::string& sql) {
    check(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, database, sql);
}

class Statement {
public:
    Statement(sqlite3* database, const std::string& sql) : database_{database} {
        check(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement_, nullptr) == SQLITE_OK, database, sql);
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void run(const std::vector<Value>& values) {
        int at = 0;
        for (const auto& value : values) {
            ++at;
            const auto size = static_cast<int>(value.bytes.size());
            if (value.type == Value::Number) sqlite3_bind_int64(statement_, at, value.number);
            if (value.type == Value::Blob)
                sqlite3_bind_blob(statement_, at, value.bytes.data(), size, SQLITE_TRANSIENT);
            if (value.type == Value::Text)
                sqlite3_bind_text(statement_, at, value.bytes.data(), size, SQLITE_TRANSIENT);
        }
        check(sqlite3_step(statement_) == SQLITE_DONE, database_, "step");
        sqlite3_reset(statement_);
    }
    void each(const std::function<void(const std::vector<Value>&)>& take) {
        while (sqlite3_step(statement_) == SQLITE_ROW) {
            std::vector<Value> values;
            for (int i = 0; i < sqlite3_column_count(statement_); ++i) {
                const auto type = sqlite3_column_type(statement_, i);
                if (type == SQLITE_INTEGER) {
                    values.push_back(number(sqlite3_column_int64(statement_, i)));
                    continue;
                }
                const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, i));
                const Bytes all{bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, i))};
                values.push_back(type == SQLITE_TEXT ? text(all) : blob(all));
            }
            take(values);
        }
    }
    std::vector<std::pair<std::string, std::string>> pairs() {
        std::vector<std::pair<std::string, std::string>> all;
        while (sqlite3_step(statement_) == SQLITE_ROW)
            all.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement_, 0)),
                             reinterpret_cast<const char*>(sqlite3_column_text(statement_, 1)));
        return all;
    }

private:
    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
};

/// Without the parts that are for another engine.
std::string forSqlite(std::istream& in) {
    std::string sql;
    bool wanted = true;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("-- engine: ")) wanted = line != "-- engine: postgres";
        constexpr std::string_view kNumber = "BIGINT PRIMARY KEY";
        if (const auto at = line.find(kNumber); at != line.npos)
            line.replace(at, kNumber.size(), "INTEGER PRIMARY KEY");
        if (wanted) sql += line + "\n";
    }
    return sql;
}

/// As a forger leaves it, who may do anything: without the triggers that would refuse what a test bends.
void migrate(sqlite3* database) {
    std::vector<std::filesystem::path> files;
    for (const auto& one : std::filesystem::directory_iterator{std::filesystem::path{BUONO_SOURCE} / "schemas/sql"})
        if (one.path().extension() == ".sql") files.push_back(one.path());
    std::ranges::sort(files);
    for (const auto& file : files) {
        std::ifstream in{file};
        run(database, forSqlite(in));
    }
    for (const auto& [trigger, table] :
         Statement{database, "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"}.pairs())
        run(database, "DROP TRIGGER " + trigger);
}

/// An INSERT of these columns; the others get 0, '' or an empty blob.
std::string insertion(sqlite3* database, const std::string& table, const std::vector<std::string>& columns) {
    std::string names, values;
    for (const auto& [name, type] :
         Statement{database, "SELECT name, type FROM pragma_table_info('" + table + "')"}.pairs()) {
        const auto given = std::ranges::find(columns, name);
        names += (names.empty() ? "" : ", ") + name;
        values += values.empty() ? "" : ", ";
        values += given != columns.end() ? "?" + std::to_string(given - columns.begin() + 1)
                  : type == "BYTEA"      ? "x''"
                  : type == "TEXT"       ? "''"
                                         : "0";
    }
    return "INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")";
}

void insert(sqlite3* database, const std::string& table, const Row& row) {
    std::vector<std::string> columns;
    std::vector<Value> values;
    for (const auto& [name, value] : row) columns.push_back(name), values.push_back(value);
    Statement{database, insertion(database, table, columns)}.run(values);
}

/// Totals and open holds as the entries leave them, right or wrong.
struct Balances {
    struct Account {
        int kind = 0, limit = 0;
        std::int64_t debits_posted = 0, debits_held = 0, credits_posted = 0, credits_held = 0;
    };
    struct Held {
        std::uint64_t debit, credit;
        std::int64_t cents;
    };
    std::map<std::uint64_t, Account> accounts;
    std::map<std::uint64_t, Held> holds;

    void apply(const Entry& entry) {
        for (std::size_t i = 0; i < entry.transfers.size(); ++i) apply(entry.transfers[i], entry.seq << 16 | i);
    }
    void apply(const Transfer& t, std::uint64_t name) {
        if (t.kind == 1) {
            accounts[t.debit].kind = t.code, accounts[t.debit].limit = static_cast<int>(t.credit);
            return;
        }
        if (!accounts.contains(t.debit) || !accounts.contains(t.credit)) return;
        if (t.kind == 2) post(t.debit, t.credit, t.cents);
        if (t.kind == 3) {
            hold(t.debit, t.credit, t.cents);
            holds[name] = {t.debit, t.credit, t.cents};
        }
        const auto found = holds.find(t.hold);
        if (t.kind < 4 || found == holds.end()) return;
        const auto held = found->second;
        hold(held.debit, held.credit, -held.cents);
        if (t.kind == 4) post(held.debit, held.credit, t.cents);
        holds.erase(found);
    }
    void post(std::uint64_t debit, std::uint64_t credit, std::int64_t cents) {
        accounts[debit].debits_posted += cents, accounts[credit].credits_posted += cents;
    }
    void hold(std::uint64_t debit, std::uint64_t credit, std::int64_t cents) {
        accounts[debit].debits_held += cents, accounts[credit].credits_held += cents;
    }
    /// Accounts with odd numbers (`odd`), or with even ones, as of `seq`.
    void writeAccounts(sqlite3* database, bool odd, std::uint64_t seq) const {
        Statement account{database, "INSERT INTO ledger_accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
        for (const auto& [no, a] : accounts) {
            if ((no % 2 == 1) != odd) continue;
            account.run({number(static_cast<std::int64_t>(no)), number(a.kind), number(a.limit),
                         number(a.debits_posted), number(a.debits_held), number(a.credits_posted),
                         number(a.credits_held), number(static_cast<std::int64_t>(seq))});
        }
    }
    void writeHolds(sqlite3* database) const {
        Statement hold_row{database, "INSERT INTO ledger_holds VALUES (?, ?, ?, ?)"};
        for (const auto& [name, h] : holds)
            hold_row.run({number(static_cast<std::int64_t>(name)), number(static_cast<std::int64_t>(h.debit)),
                          number(static_cast<std::int64_t>(h.credit)), number(h.cents)});
    }
};

Bytes asBlob(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

std::int64_t asNumber(std::uint64_t value) { return static_cast<std::int64_t>(value); }

}  // namespace

Value number(std::int64_t value) { return {value, {}, Value::Number}; }
Value blob(Bytes bytes) { return {0, std::move(bytes), Value::Blob}; }
Value text(std::string words) { return {0, std::move(words), Value::Text}; }

Bytes id(const std::string& name) {
    Hash hash;
    SHA256(reinterpret_cast<const unsigned char*>(name.data()), name.size(), hash.data());
    return asBlob(hash).substr(0, 16);
}

Bytes encode(const Entry& entry) {
    Bytes body;
    put(body, 1, 1);
    put(body, entry.transfers.size(), 2);
    put(body, entry.seq, 8);
    put(body, static_cast<std::uint64_t>(entry.time_us), 8);
    body += entry.cause;
    for (const auto& t : entry.transfers) {
        put(body, static_cast<std::uint64_t>(t.kind), 1);
        put(body, static_cast<std::uint64_t>(t.code), 2);
        put(body, t.debit, 8);
        put(body, t.credit, 8);
        put(body, static_cast<std::uint64_t>(t.cents), 8);
        put(body, t.hold, 8);
        put(body, t.corrects, 8);
    }
    return body;
}

Hash link(const Hash& before, const Bytes& body) {
    const auto all = asBlob(before) + body;
    Hash hash;
    SHA256(reinterpret_cast<const unsigned char*>(all.data()), all.size(), hash.data());
    return hash;
}

std::string hex(const Hash& hash) {
    std::string out;
    for (const auto byte : hash) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

std::uint64_t City::open(int kind, int limit) {
    openings_.push_back({.kind = 1, .code = kind, .debit = next_account_, .credit = static_cast<std::uint64_t>(limit)});
    return next_account_++;
}

std::uint64_t City::change(const std::string& name, std::vector<Transfer> transfers) {
    transfers.insert(transfers.begin(), openings_.begin(), openings_.end());
    openings_.clear();
    const auto seq = entries.size() + 1;
    auto cause = id(name);
    if (seq >= many_from_) {  // In the order they are made, as the host's are.
        Bytes ordered;
        put(ordered, seq, 8);
        cause.replace(0, ordered.size(), ordered);
    }
    entries.push_back({seq, kFirstUs + asNumber(seq) * 1000, cause, std::move(transfers)});
    if (seq < many_from_) tell(seq, name);
    return seq;
}

void City::tell(std::uint64_t seq, const std::string& name) {
    rows.push_back({"audit",
                    {{"id", blob(id(name))},
                     {"actor", text("city")},
                     {"operation", text("test")},
                     {"key", text(name)},
                     {"seq", number(asNumber(seq))}}});
    rows.push_back({"replies", {{"actor", text("city")}, {"key", text(name)}, {"seq", number(asNumber(seq))}}});
}

void City::fund() {
    const auto source = [&](const std::string& code, std::int64_t cents) {
        const auto budget = open(1, 0), account = open(2, 1);
        change("load " + code, {{.kind = 2, .code = 1, .debit = budget, .credit = account, .cents = cents}});
        rows.push_back({"funding_sources",
                        {{"id", blob(id(code))},
                         {"code", text(code)},
                         {"place", number(asNumber(account))},
                         {"cents", number(cents)},
                         {"budget", number(asNumber(budget))},
                         {"account", number(asNumber(account))}}});
        return account;
    };
    source_a = source("UIA", 100'000);
    source_b = source("L285", 50'000);
    rows.push_back({"programmes", {{"id", blob(id("wish"))}, {"slug", text("wish")}, {"buy_by", text("2026-12-31")}}});
    const auto voucher = [&](const std::string& name, std::uint64_t from, const std::string& code, std::int64_t cents) {
        const auto account = open(3, 1);
        change("award " + name, {{.kind = 2, .code = 2, .debit = from, .credit = account, .cents = cents}});
        rows.push_back({"vouchers",
                        {{"id", blob(id(name))},
                         {"programme", blob(id("wish"))},
                         {"application", blob(id("of " + name))},
                         {"child", blob(id("child of " + name))},
                         {"source", blob(id(code))},
                         {"account", number(asNumber(account))},
                         {"cents", number(cents)}}});
        return account;
    };
    voucher_1 = voucher("v1", source_a, "UIA", 20'000);
    voucher_2 = voucher("v2", source_a, "UIA", 10'000);
    voucher_3 = voucher("v3", source_b, "L285", 10'000);
    pledge = open(6, 0), promise = open(7, 1);
    change("plan", {{.kind = 2, .code = 1, .debit = pledge, .credit = promise, .cents = 50'000}});
    credit = open(8, 1);
    change("credit", {{.kind = 2, .code = 7, .debit = promise, .credit = credit, .cents = 5'000}});
    rows.push_back({"welfare_employers", {{"id", blob(id("ACME"))}, {"name", text("ACME")}}});
    rows.push_back({"welfare_plans",
                    {{"id", blob(id("plan"))},
                     {"employer", blob(id("ACME"))},
                     {"cents", number(50'000)},
                     {"account", number(asNumber(promise))}}});
    rows.push_back({"welfare_credits",
                    {{"id", blob(id("credit"))},
                     {"plan", blob(id("plan"))},
                     {"cents", number(5'000)},
                     {"account", number(asNumber(credit))}}});
}

void City::buy() {
    payable_a = open(4, 1), payable_employer = open(4, 1);
    const auto bought =
        change("buy 1", {{.kind = 3, .code = 3, .debit = voucher_1, .credit = payable_a, .cents = 20'000},
                         {.kind = 3, .code = 3, .debit = credit, .credit = payable_employer, .cents = 3'000}});
    clearing = open(9, 0), received = open(10, 0);
    change("till", {{.kind = 2, .code = 6, .debit = clearing, .credit = received, .cents = 1'000}});
    payable_b = open(4, 1);
    const auto third =
        change("buy 3", {{.kind = 3, .code = 3, .debit = voucher_3, .credit = payable_b, .cents = 8'000}});
    const auto second =
        change("buy 2", {{.kind = 3, .code = 3, .debit = voucher_2, .credit = payable_a, .cents = 4'000}});
    change("cancel 2",
           {{.kind = 5, .code = 10, .debit = voucher_2, .credit = payable_a, .cents = 4'000, .hold = second << 16}});
    change("redeem 1",
           {{.kind = 4, .code = 4, .debit = voucher_1, .credit = payable_a, .cents = 20'000, .hold = bought << 16 | 2},
            {.kind = 4,
             .code = 4,
             .debit = credit,
             .credit = payable_employer,
             .cents = 3'000,
             .hold = bought << 16 | 3}});
    change("redeem 3",
           {{.kind = 4, .code = 4, .debit = voucher_3, .credit = payable_b, .cents = 6'000, .hold = third << 16 | 1}});
    const auto last = change(
        "hold 2", {{.kind = 3, .code = 3, .debit = voucher_2, .credit = payable_a, .cents = 2'500}});  // Stays open.
    purchase("1", 4,
             {{0, "v1", 1, 20'000, bought << 16 | 2}, {0, "", 0, 1'000, 0}, {1, "credit", 4, 3'000, bought << 16 | 3}});
    purchase("3", 4, {{0, "v3", 1, 8'000, third << 16 | 1}});
    purchase("2", 6, {{0, "v2", 1, 4'000, second << 16}});
    purchase("2 again", 2, {{0, "v2", 1, 2'500, last << 16}});
    const auto due = [&](const std::string& name, int place, std::uint64_t payable, std::int64_t cents) {
        rows.push_back({"redemption_dues",
                        {{"redemption", blob(id(name))},
                         {"due", number(place)},
                         {"payable", number(asNumber(payable))},
                         {"cents", number(cents)}}});
    };
    for (const auto* name : {"r1", "r3"})
        rows.push_back({"redemptions", {{"id", blob(id(name))}, {"state", number(2)}}});
    due("r1", 0, payable_a, 20'000);
    due("r1", 1, payable_employer, 3'000);
    due("r1", 2, 0, 1'000);
    due("r3", 0, payable_b, 6'000);
    const auto purpose = [&](std::uint64_t account, int kind, int debtor_kind, const std::string& debtor,
                             const std::string& ente) {
        rows.push_back({"account_purposes",
                        {{"account", number(asNumber(account))},
                         {"kind", number(kind)},
                         {"ente", blob(ente.empty() ? Bytes(16, '\0') : id(ente))},
                         {"debtor_kind", number(debtor_kind)},
                         {"debtor", blob(debtor.empty() ? Bytes(16, '\0') : id(debtor))}}});
    };
    purpose(payable_a, 4, 1, "UIA", "ente");
    purpose(payable_b, 4, 1, "L285", "ente");
    purpose(payable_employer, 4, 2, "ACME", "ente");
    purpose(pledge, 6, 2, "ACME", "");
    purpose(clearing, 9, 0, "", "");
    purpose(received, 10, 0, "", "ente");
}

/// In this state, 4 of it with every line redeemed; each line is for the child of the voucher that pays of it.
void City::purchase(const std::string& name, int state, const std::vector<Share>& shares) {
    std::map<int, std::int64_t> prices;
    std::map<int, Bytes> children;
    std::int64_t total = 0, direct = 0, place = 0;
    for (const auto& share : shares) {
        prices[share.line] += share.cents;
        if (share.kind == 1) children[share.line] = id("child of " + share.instrument);
        total += share.cents;
        if (share.kind == 0) direct += share.cents;
        rows.push_back({"purchase_shares",
                        {{"purchase", blob(id("purchase " + name))},
                         {"share", number(place++)},
                         {"line", number(share.line)},
                         {"instrument", blob(share.instrument.empty() ? Bytes(16, '\0') : id(share.instrument))},
                         {"kind", number(share.kind)},
                         {"cents", number(share.cents)},
                         {"hold", number(asNumber(share.hold))}}});
    }
    for (const auto& [line, price] : prices)
        rows.push_back({"purchase_lines",
                        {{"purchase", blob(id("purchase " + name))},
                         {"line", number(line)},
                         {"beneficiary", blob(children[line])},
                         {"price_cents", number(price)},
                         {"redeemed", number(state == 4)}}});
    rows.push_back({"purchases",
                    {{"id", blob(id("purchase " + name))},
                     {"state", number(state)},
                     {"total_cents", number(total)},
                     {"direct_cents", number(direct)},
                     {"at_us", number(kFirstUs)}}});
}

void City::pay() {
    paid_a = open(5, 0);
    const auto seq = change("pay", {{.kind = 2, .code = 8, .debit = payable_a, .credit = paid_a, .cents = 20'000}});
    rows.push_back({"account_purposes",
                    {{"account", number(asNumber(paid_a))},
                     {"kind", number(5)},
                     {"ente", blob(Bytes(16, '\0'))},
                     {"debtor_kind", number(1)},
                     {"debtor", blob(id("UIA"))}}});
    rows.push_back({"settlements",
                    {{"id", blob(id("s1"))},
                     {"state", number(2)},
                     {"number", number(1)},
                     {"cents", number(20'000)},
                     {"seq", number(asNumber(seq))}}});
    rows.push_back({"payouts",
                    {{"id", blob(id("p1"))},
                     {"settlement", blob(id("s1"))},
                     {"payable", number(asNumber(payable_a))},
                     {"dues", number(1)},
                     {"cents", number(20'000)}}});
    rows.push_back(
        {"payout_dues",
         {{"redemption", blob(id("r1"))}, {"due", number(0)}, {"payout", blob(id("p1"))}, {"cents", number(20'000)}}});
}

City City::small() {
    City city;
    city.fund();
    city.buy();
    city.pay();
    return city;
}

/// More money for source A: what many purchases are paid with.
void City::raise(std::int64_t cents) {
    auto& load = transfer(2, source_a - 1, source_a);
    load.cents += cents;
    row("funding_sources", "code", text("UIA"))["cents"] = number(load.cents);
    many_from_ = entries.size() + 1;
}

City City::large(std::uint64_t count) {
    auto city = small();
    city.raise(asNumber(count));
    auto& award = city.transfer(2, city.source_a, city.voucher_2);
    award.cents += asNumber(count);
    city.row("vouchers", "account", number(asNumber(city.voucher_2)))["cents"] = number(award.cents);
    for (auto i = city.entries.size(); i < count; i += 2) {
        const auto name = std::to_string(i);
        const auto bought = city.change(
            "buy" + name, {{.kind = 3, .code = 3, .debit = city.voucher_2, .credit = city.payable_a, .cents = 1}});
        city.change("take" + name, {{.kind = 4,
                                     .code = 4,
                                     .debit = city.voucher_2,
                                     .credit = city.payable_a,
                                     .cents = 1,
                                     .hold = bought << 16}});
    }
    return city;
}

City City::crowd(std::uint64_t vouchers, std::uint64_t payments, std::uint64_t at_once) {
    auto city = small();
    const auto each = asNumber(payments / vouchers + 1);
    city.raise(each * asNumber(vouchers));
    const auto given = city.open(13, 0);
    city.rows.push_back({"account_purposes", {{"account", number(asNumber(given))}, {"kind", number(13)}}});
    const auto first = city.next_account_;
    for (std::uint64_t made = 0; made < vouchers;) {
        std::vector<Transfer> awards;
        for (; awards.size() < 4'000 && made < vouchers; ++made) {
            const auto voucher = city.open(3, 1), allowance = city.open(12, 1);
            awards.push_back({.kind = 2, .code = 2, .debit = city.source_a, .credit = voucher, .cents = each});
            awards.push_back({.kind = 2, .code = 13, .debit = given, .credit = allowance, .cents = each});
        }
        city.change("award" + std::to_string(made), std::move(awards));
    }
    for (std::uint64_t paid = 0; paid < payments;) {
        std::vector<Transfer> batch;
        for (std::uint64_t i = 0; i < at_once && paid < payments; ++i, ++paid) {
            const auto voucher = first + 2 * (paid % vouchers);
            batch.push_back({.kind = 2, .code = 5, .debit = voucher, .credit = city.payable_a, .cents = 1});
            batch.push_back({.kind = 2, .code = 13, .debit = voucher + 1, .credit = given, .cents = 1});
        }
        city.change("batch" + std::to_string(paid), std::move(batch));
    }
    return city;
}

Row& City::row(const std::string& table, const std::string& column, const Value& value) {
    for (auto one = rows.rbegin(); one != rows.rend(); ++one) {
        if (one->first != table) continue;
        const auto& found = one->second[column];
        if (found.number == value.number && found.bytes == value.bytes) return one->second;
    }
    throw std::runtime_error{"no such row in " + table};
}

Transfer& City::transfer(int kind, std::uint64_t debit, std::uint64_t to) {
    for (auto& entry : entries)
        for (auto& t : entry.transfers)
            if (t.kind == kind && t.debit == debit && t.credit == to) return t;
    throw std::runtime_error{"no such transfer"};
}

Hash City::hashAt(std::uint64_t seq) const {
    Hash hash{};
    for (std::size_t i = 0; i < seq; ++i) hash = link(hash, encode(entries[i]));
    return hash;
}

void City::write(const std::filesystem::path& file) const {
    sqlite3* database = nullptr;
    check(sqlite3_open(file.c_str(), &database) == SQLITE_OK, database, "open");
    run(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN");
    migrate(database);
    Balances early, last_balances;  // Rows are of different ages.
    Hash hash{};
    {
        Statement journal{database, "INSERT INTO journal VALUES (?, ?, ?)"};
        for (const auto& entry : entries) {
            const auto body = encode(entry);
            hash = link(hash, body);
            journal.run({number(asNumber(entry.seq)), blob(body), blob(asBlob(hash))});
            if (entry.seq <= projected_seq) early.apply(entry);
            last_balances.apply(entry);
        }
    }
    const auto& last = entries.back();
    early.writeAccounts(database, true, std::min(projected_seq, last.seq));
    last_balances.writeAccounts(database, false, last.seq);
    last_balances.writeHolds(database);
    Statement{database, "UPDATE ledger_head SET seq = ?, time_us = ?, hash = ?, projected_seq = ?"}.run(
        {number(asNumber(last.seq)), number(last.time_us), blob(asBlob(hash)),
         number(asNumber(std::min(projected_seq, last.seq)))});
    for (const auto& [table, row] : rows) insert(database, table, row);
    writeMany(database);
    run(database, "COMMIT");
    sqlite3_close(database);
}

void City::writeMany(sqlite3* database) const {
    const auto prepared = [&](const char* table, std::vector<std::string> columns) {
        return Statement{database, insertion(database, table, columns)};
    };
    auto line = prepared("audit", {"id", "actor", "operation", "key", "seq"});
    auto reply = prepared("replies", {"actor", "key", "digest", "status", "body", "seq"});
    auto voucher = prepared("vouchers", {"id", "application", "source", "account", "cents", "state"});
    auto redemption = prepared("redemptions", {"id", "state", "total_cents", "seq"});
    auto due = prepared("redemption_dues", {"redemption", "debtor_kind", "payable", "cents"});
    for (auto seq = many_from_; seq <= entries.size(); ++seq) {
        const auto& entry = entries[seq - 1];
        const auto key = text(std::to_string(seq)), place = number(asNumber(seq));
        line.run({blob(entry.cause), text("city"), text("test"), key, place});
        reply.run({text("city"), key, blob(Bytes(32, 'd')), number(201), blob(Bytes(300, 'r')), place});
        std::int64_t taken = 0;
        for (std::size_t i = 0; i < entry.transfers.size(); ++i) {
            const auto& t = entry.transfers[i];
            if (t.kind != 1 && (t.code == 4 || t.code == 5)) taken += t.cents;
            if (t.kind != 2 || t.code != 2) continue;
            Bytes name;
            put(name, seq, 8), put(name, i, 8);
            voucher.run(
                {blob(name), blob(name), blob(id("UIA")), number(asNumber(t.credit)), number(t.cents), number(1)});
        }
        if (taken == 0) continue;
        redemption.run({blob(entry.cause), number(2), number(taken), place});
        due.run({blob(entry.cause), number(1), number(asNumber(payable_a)), number(taken)});
    }
}

void dropTriggers(sqlite3* database) {
    for (const auto& [name, type] :
         Statement{database, "SELECT name, type FROM sqlite_schema WHERE type = 'trigger'"}.pairs())
        run(database, "DROP TRIGGER " + name);
}

void eachRow(const std::filesystem::path& file,
             const std::function<void(const std::string& table, const std::string& insert,
                                      const std::vector<Value>& values)>& each) {
    sqlite3* database = nullptr;
    check(sqlite3_open(file.c_str(), &database) == SQLITE_OK, database, "open");
    const auto tables =
        Statement{database, "SELECT name, type FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"}.pairs();
    for (const auto& [table, kind] : tables) {
        std::string names, marks;
        int count = 0;
        for (const auto& [name, type] :
             Statement{database, "SELECT name, type FROM pragma_table_info('" + table + "')"}.pairs()) {
            names += (count ? ", " : "") + name;
            marks += (count ? ", $" : "$") + std::to_string(count + 1);
            ++count;
        }
        Statement{database, "SELECT " + names + " FROM " + table}.each([&](const std::vector<Value>& values) {
            each(table, "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")", values);
        });
    }
    sqlite3_close(database);
}

}  // namespace city
