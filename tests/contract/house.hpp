// House: what one host has on its writing connection: Book, journal, outbox, writer; with a clock and ids that a test
// can foresee.
#pragma once

#include <atomic>

#include "adapters/store/balances_rows.hpp"
#include "adapters/store/writer.hpp"
#include "contract/place.hpp"
#include "core/register/codes.hpp"

namespace buono::test {

/// A second passes at every look.
class TickingClock final : public registers::Clock {
public:
    explicit TickingClock(std::int64_t at_us = 1'000'000'000) : at_us_{at_us} {}
    registers::Instant now() override { return {at_us_ += 1'000'000}; }

private:
    std::int64_t at_us_;
};

/// 1, 2, 3, ... behind a number of their own: no two ports of a process give the same.
class CountingIds final : public registers::Ids {
public:
    registers::Id next() override {
        ++count_;
        registers::Id id;
        id.bytes[0] = host_;
        for (std::size_t i = 0; i < 8; ++i) id.bytes[8 + i] = static_cast<std::uint8_t>(count_ >> (56 - 8 * i));
        return id;
    }

private:
    static inline std::uint8_t ports = 0;
    std::uint8_t host_ = ++ports;
    std::uint64_t count_ = 0;
};

inline registers::Id idOf(std::uint8_t number) {
    registers::Id id;
    id.bytes[15] = number;
    return id;
}

struct House {
    explicit House(const Place& place, store::Writer::Options options = {}, std::int64_t at_us = 1'000'000'000)
        : connection{place.open(store::Mode::Writing)},
          clock{at_us},
          writer{{*connection, book, journal, outbox, projection, clock, ids}, std::move(options)} {
        projection.begin(store::restoreBook(*connection, book, journal));
        writer.start();
    }

    /// Changes something under a key; the request is what a client would send again.
    Result<registers::Reply> change(const std::string& key, const registers::Work& work, std::uint8_t request = 0) {
        return writer.once(ticket(key, request), work);
    }
    static registers::Ticket ticket(const std::string& key, std::uint8_t request = 0) {
        return {"person:1", key, {request}, "testChange"};
    }
    /// Opens a wallet with money in it; its number, as the reply says it.
    ledger::AccountNo wallet(const std::string& key, std::int64_t cents) {
        const auto reply = change(key, [&]() -> Result<registers::Reply> {
            const auto from = book.open(ledger::AccountKind::Budget, ledger::Limit::None);
            const auto to = book.open(ledger::AccountKind::Voucher, ledger::Limit::CreditsCoverDebits);
            const ledger::Transfer t{
                .action = ledger::Action::Post, .code = 2, .debit = from, .credit = to, .cents = cents};
            if (auto posted = book.post({&t, 1}); !posted) return posted.error();
            return registers::Reply{201, std::to_string(to)};
        });
        return std::stoull(reply->body);
    }

    std::unique_ptr<store::Connection> connection;
    store::JournalRows journal{*connection};
    ledger::Book book{journal};
    store::OutboxRows outbox{*connection};
    store::LiveBalances live;
    store::Projection projection{*connection, book, journal, live};
    TickingClock clock;
    CountingIds ids;
    store::Writer writer;
};

/// Rows of a table, counted by a reading connection.
inline std::int64_t count(store::Connection& connection, const char* select_count) {
    std::int64_t rows = -1;
    connection.rows(select_count, [&](const store::Row& row) { rows = row.number(0); });
    return rows;
}

}  // namespace buono::test
