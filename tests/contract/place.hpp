// Place: a throw-away database of one engine, empty and migrated, gone when the test ends.
//
// PostgreSQL runs in a cluster of its own that the first test of the process starts and that ends with the process,
// however it ends; where PostgreSQL is not installed its tests are skipped and say so.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "adapters/store/database.hpp"

namespace buono::test {

class Place {
public:
    /// @param migrated  false leaves the database without a table.
    explicit Place(store::Engine engine, bool migrated = true);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    /// What store::open() takes.
    const std::string& where() const { return where_; }
    std::unique_ptr<store::Connection> open(store::Mode mode) const;

private:
    std::filesystem::path directory_;  ///< SQLite's; empty for PostgreSQL.
    std::string where_;
};

/// An empty database of the cluster; `options` as in CREATE DATABASE. Answers what store::open() takes.
std::string createPostgresDatabase(const std::string& options = {});

/// Rows that are only added may be changed on this connection from here on: for tests that forge. On SQLite on all.
void letFactsBend(store::Connection& connection);

/// False where PostgreSQL is not installed.
bool hasPostgres();

/// One suite, both engines: TEST_P(...) plus ON_BOTH_STORES(Suite).
class StoreTest : public ::testing::TestWithParam<store::Engine> {
protected:
    void SetUp() override {
        if (GetParam() == store::Engine::Postgres && !hasPostgres()) GTEST_SKIP() << "PostgreSQL is not installed";
    }
};

// NOLINTNEXTLINE(cppcoreguidelines-macro-usage)
#define ON_BOTH_STORES(Suite)                                                                 \
    INSTANTIATE_TEST_SUITE_P(Sqlite, Suite, ::testing::Values(buono::store::Engine::Sqlite)); \
    INSTANTIATE_TEST_SUITE_P(Postgres, Suite, ::testing::Values(buono::store::Engine::Postgres))

}  // namespace buono::test
