// City: a small city's ledger in memory, as data that a test may bend before it is written as a database.
//
// Written from schemas/ledger/journal.md and schemas/sql, with nothing of the host or of the auditor: a third author,
// so that neither's mistake goes unseen. write() makes the chain, the balances and the head fit whatever the entries
// say: a bent entry then breaks only the rule it was bent against.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

struct sqlite3;

namespace city {

using Bytes = std::string;
using Hash = std::array<unsigned char, 32>;

struct Transfer {
    int kind = 0;  ///< 1 open, 2 post, 3 hold, 4 capture, 5 release
    int code = 0;
    std::uint64_t debit = 0;
    std::uint64_t credit = 0;
    std::int64_t cents = 0;
    std::uint64_t hold = 0;
    std::uint64_t corrects = 0;
};

struct Entry {
    std::uint64_t seq = 0;
    std::int64_t time_us = 0;
    Bytes cause;
    std::vector<Transfer> transfers;
};

/// A row: table, then column and value; the other columns get 0, '' or an empty blob.
struct Value {
    std::int64_t number = 0;
    Bytes bytes;
    enum { Number, Blob, Text } type = Number;
};
Value number(std::int64_t value);
Value blob(Bytes bytes);
Value text(std::string words);
using Row = std::map<std::string, Value>;

Bytes encode(const Entry& entry);
Hash link(const Hash& before, const Bytes& body);
std::string hex(const Hash& hash);
/// 16 bytes that name something.
Bytes id(const std::string& name);

class City {
public:
    /// Two sources, three vouchers, an employer's credit, a till; bought, redeemed, one released, one paid out.
    static City small();
    /// The small one, and then purchases of one cent, each held and redeemed, until it has so many entries.
    static City large(std::uint64_t entries);
    /// The small one, so many vouchers more, each with a spending code, and so many payments of one cent with those
    /// codes, `at_once` of them an entry.
    static City crowd(std::uint64_t vouchers, std::uint64_t payments, std::uint64_t at_once);

    std::vector<Entry> entries;
    std::vector<std::pair<std::string, Row>> rows;
    std::uint64_t projected_seq = UINT64_MAX;  ///< The head's, where nothing else is said.

    /// The last row of a table with this value.
    Row& row(const std::string& table, const std::string& column, const Value& value);
    /// The transfer of a small city that does this.
    Transfer& transfer(int kind, std::uint64_t debit, std::uint64_t credit);

    /// The audit line and the reply of the change of this name, whose entry is `seq`.
    void tell(std::uint64_t seq, const std::string& name);

    void write(const std::filesystem::path& file) const;
    Hash hashAt(std::uint64_t seq) const;

    std::uint64_t source_a = 0, source_b = 0, voucher_1 = 0, voucher_2 = 0, voucher_3 = 0, pledge = 0, promise = 0,
                  credit = 0, payable_a = 0, payable_b = 0, payable_employer = 0, paid_a = 0, clearing = 0,
                  received = 0;

private:
    std::uint64_t open(int kind, int limit);
    std::uint64_t change(const std::string& name, std::vector<Transfer> transfers);
    void fund();
    void buy();
    void pay();
    struct Share {
        int line;
        std::string instrument;
        int kind;
        std::int64_t cents;
        std::uint64_t hold;
    };
    void purchase(const std::string& name, int state, const std::vector<Share>& shares);

    std::uint64_t next_account_ = 1;
    void raise(std::int64_t cents);
    void writeMany(sqlite3* database) const;

    std::uint64_t many_from_ = UINT64_MAX;  ///< From this entry on, its rows are made in write(): a million.
    std::vector<Transfer> openings_;
};

/// What keeps facts from being changed is gone: for those who forge.
void dropTriggers(sqlite3* database);

/// Every row of a written city, table by table in the order of the migrations, as the statement that inserts it.
void eachRow(const std::filesystem::path& file,
             const std::function<void(const std::string& table, const std::string& insert,
                                      const std::vector<Value>& values)>& each);

}  // namespace city
