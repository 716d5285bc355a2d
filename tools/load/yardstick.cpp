#include "yardstick.hpp"

#include <sqlite3.h>

#include <iostream>

#include "lane.hpp"

namespace load {
namespace {

void must(sqlite3* db, int code, const char* what) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        giveUp(std::string{what} + ": " + sqlite3_errmsg(db));
}

void exec(sqlite3* db, const char* sql) { must(db, sqlite3_exec(db, sql, nullptr, nullptr, nullptr), sql); }

}  // namespace

int sqliteCommits(const std::string& folder, int seconds) {
    sqlite3* db = nullptr;
    must(db, sqlite3_open((folder + "/yardstick.db").c_str(), &db), "open");
    for (const char* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                            "CREATE TABLE IF NOT EXISTS lines(no INTEGER PRIMARY KEY, body BLOB NOT NULL)"})
        exec(db, sql);
    sqlite3_stmt* insert = nullptr;
    must(db, sqlite3_prepare_v2(db, "INSERT INTO lines(body) VALUES(zeroblob(256))", -1, &insert, nullptr), "prepare");
    const auto begin = Clock::now();
    std::int64_t commits = 0;
    for (; Clock::now() - begin < std::chrono::seconds{seconds}; ++commits) {
        exec(db, "BEGIN IMMEDIATE");
        must(db, sqlite3_step(insert), "insert");
        must(db, sqlite3_reset(insert), "reset");
        exec(db, "COMMIT");
    }
    const double spent = std::chrono::duration<double>(Clock::now() - begin).count();
    sqlite3_finalize(insert);
    sqlite3_close(db);
    std::cout << "{\"commits\":" << commits << ",\"seconds\":" << spent << ",\"rate\":" << double(commits) / spent
              << "}\n";
    return 0;
}

}  // namespace load
