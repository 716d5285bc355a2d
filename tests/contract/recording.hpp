// Recording: a connection that writes down every statement it is sent and everything that was read of its answer, so
// that two engines can be compared word by word. And onBoth(): runs a scenario on each and compares.
#pragma once

#include "contract/house.hpp"

namespace buono::test {

class Recording final : public store::Connection {
public:
    explicit Recording(store::Connection& to) : to_{to} {}

    const std::string& transcript() const { return transcript_; }

    void ask(const char* sql, std::span<const store::Value> values, const Each& each) override {
        transcript_.append("\n").append(sql);
        const auto before = to_.writes();
        to_.query(sql, values, [&](const store::Row& row) {
            transcript_ += "\n ";
            each(Seen{row, transcript_});
        });
        writes_ += to_.writes() - before;
    }
    std::int64_t change(const char* sql, std::span<const store::Value> values) override {
        const auto before = to_.writes();
        const auto changed = to_.write(sql, values);
        writes_ += to_.writes() - before;
        transcript_.append("\n").append(sql).append("\n = ").append(std::to_string(changed));
        return changed;
    }
    void script(const std::string& sql) override { to_.script(sql); }
    void begin() override { to_.begin(); }
    void commitNow() override { to_.commit(); }
    void rollback() override { to_.rollback(); }
    void checkpoint(bool all) override { to_.checkpoint(all); }
    std::int64_t freeBytes() const override { return to_.freeBytes(); }
    store::Engine engine() const override { return to_.engine(); }
    void damaged(const std::string& what) const override { to_.damaged(what); }

private:
    class Seen final : public store::Row {
    public:
        Seen(const store::Row& row, std::string& transcript) : row_{row}, transcript_{transcript} {}
        std::int64_t number(int column) const override {
            transcript_.append(" ").append(std::to_string(row_.number(column)));
            return row_.number(column);
        }
        std::string_view text(int column) const override {
            transcript_.append(" '").append(row_.text(column)).append("'");
            return row_.text(column);
        }
        // Ciphertext is another every time, and longer than any id or hash.
        store::Bytes bytes(int column) const override {
            const auto bytes = row_.bytes(column);
            transcript_.append(" x").append(std::to_string(bytes.size()));
            if (bytes.size() > 32) return bytes;
            for (const auto byte : bytes) transcript_.append(".").append(std::to_string(byte));
            return bytes;
        }

    private:
        const store::Row& row_;
        std::string& transcript_;
    };

    store::Connection& to_;
    std::string transcript_;
};

/// Runs a scenario on an empty, migrated database of each engine; what they were asked and answered must be the same.
inline void onBoth(const std::function<void(store::Connection&)>& scenario) {
    const auto transcriptOn = [&](store::Engine engine) {
        SCOPED_TRACE(engine == store::Engine::Sqlite ? "SQLite" : "PostgreSQL");
        const Place place{engine};
        const auto connection = place.open(store::Mode::Writing);
        Recording recording{*connection};
        scenario(recording);
        return recording.transcript();
    };
    const auto sqlite = transcriptOn(store::Engine::Sqlite);
    if (!hasPostgres()) GTEST_SKIP() << "PostgreSQL is not installed";
    EXPECT_EQ(sqlite, transcriptOn(store::Engine::Postgres));
}

/// What a list says of each of its rows, in order: "1 2 3".
template <class List, class Say>
std::string each(const List& list, const Say& say) {
    std::string all;
    for (const auto& one : list) all.append(all.empty() ? "" : " ").append(say(one));
    return all;
}
inline std::string last(const registers::Id& id) { return std::to_string(id.bytes[15]); }
/// The ids of a list by their last byte.
template <class List>
std::string ids(const List& list) {
    return each(list, [](const auto& one) { return last(one.id); });
}

inline Money euro(std::int64_t cents) { return *Money::ofCents(cents); }
inline registers::Date day(const char* text) { return *registers::parseDate(text); }

}  // namespace buono::test
