#include "faults/disk/figures.hpp"

#include <openssl/evp.h>
#include <sqlite3.h>

#include <deque>
#include <functional>
#include <stdexcept>

namespace buono::faults {
namespace {

constexpr const char* kTables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
constexpr const char* kWhole = "PRAGMA integrity_check";
using Each = std::function<void(std::string)>;
using Ask = std::function<void(const std::string& sql, const Each& each)>;

class Digest {
public:
    Digest() : context_{EVP_MD_CTX_new()} { EVP_DigestInit_ex(context_, EVP_sha256(), nullptr); }
    ~Digest() { EVP_MD_CTX_free(context_); }
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    void add(const std::string& line) { EVP_DigestUpdate(context_, line.data(), line.size()); }
    std::string bytes() {
        std::string out(32, '\0');
        EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(out.data()), nullptr);
        return out;
    }

private:
    EVP_MD_CTX* context_;
};

Figures figures(const Ask& ask) {
    std::vector<std::string> tables;
    ask(kTables, [&](std::string name) { tables.push_back(std::move(name)); });
    Figures all;
    for (const auto& table : tables) {
        std::string row;
        ask("SELECT name FROM pragma_table_info('" + table + "')",
            [&](const std::string& column) { row += (row.empty() ? "quote(" : " || ',' || quote(") + column + ")"; });
        Digest digest;
        ask("SELECT " + row + " FROM " + table + " NOT INDEXED ORDER BY rowid",
            [&](const std::string& line) { digest.add(line + "\n"); });
        all[table] = digest.bytes();
    }
    ask(kWhole, [&](const std::string& line) { all[""] += line; });
    return all;
}

}  // namespace

Figures figuresOf(store::Connection& reader) {
    static std::deque<std::string> texts;  // Statements are told apart by where their text stands.
    return figures([&](const std::string& sql, const Each& each) {
        reader.rows(texts.emplace_back(sql).c_str(), [&](const store::Row& row) { each(std::string{row.text(0)}); });
    });
}

Figures plainFiguresOf(const std::string& file) {
    sqlite3* database = nullptr;
    Figures all;
    try {
        if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) throw std::runtime_error{"open"};
        all = figures([&](const std::string& sql, const Each& each) {
            const auto call = [](void* to, int, char** values, char**) {
                (*static_cast<const Each*>(to))(values[0] == nullptr ? "" : values[0]);
                return 0;
            };
            if (sqlite3_exec(database, sql.c_str(), call, const_cast<Each*>(&each), nullptr) != SQLITE_OK)
                throw std::runtime_error{sql};
        });
    } catch (const std::runtime_error&) {
        all.clear();
    }
    sqlite3_close(database);
    return all;
}

std::string difference(const Figures& a, const Figures& b) {
    std::string names;
    const auto add = [&](const std::string& name) {
        names += (names.empty() ? "" : " ") + (name.empty() ? "indexes" : name);
    };
    for (const auto& [name, digest] : a)
        if (!b.contains(name) || b.at(name) != digest) add(name);
    for (const auto& [name, digest] : b)
        if (!a.contains(name)) add(name);
    return names;
}

}  // namespace buono::faults
