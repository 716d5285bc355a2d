// Host: one start of the real store on a database file, as serve starts it, and the changes that clients ask of it.
//
// Its money is sixteen allowances, given by one account: kinds that need no rows of other rooms, so that buono-audit
// proves the whole. The store ends the process on damage: start it in a child where damage is looked for.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/store/balances_rows.hpp"
#include "adapters/store/database.hpp"
#include "adapters/store/writer.hpp"
#include "adapters/system/ids.hpp"

namespace buono::faults {

constexpr std::uint64_t kWallets = 16;
constexpr ledger::AccountNo kGiver = 1;  ///< The wallets are 2 to 17.
constexpr std::int64_t kFundsCents = 100'000'000;

/// What a client asks for. All of it is here, so that asked again it is the same request under the same key.
struct Ask {
    enum Kind : std::uint8_t { Found, Post, Hold, Capture, Release };
    std::uint64_t number = 0;
    Kind kind = Found;
    ledger::AccountNo wallet = 0;
    std::int64_t cents = 0;
    ledger::HoldNo hold = 0;      ///< Capture and Release: what they end,
    std::int64_t held_cents = 0;  ///< and of how much.
    std::size_t body_bytes = 0;   ///< Of the answer: some need pages of their own.

    std::string key() const;
    static std::uint64_t numberOf(std::string_view key);
};

/// A millisecond passes at every look; the journal sees to it that time never goes back, also after a restart.
class TickingClock final : public registers::Clock {
public:
    registers::Instant now() override { return {at_us_ += 1'000}; }

private:
    std::int64_t at_us_ = 1'800'000'000'000'000;
};

class Host {
public:
    /// Called in the change, before anything is durable: what a host that answers too early would do.
    using Early = std::function<void(const registers::Reply&)>;

    static Result<std::unique_ptr<Host>> start(const std::string& file);
    ~Host() { writer_.stop(); }

    Result<registers::Reply> make(const Ask& ask, const Early& early = nullptr);
    /// Whether it was made before now: its answer; `ran` where it was not.
    Result<registers::Reply> again(const Ask& ask, bool& ran);
    const ledger::Book& book() const { return book_; }
    store::Connection& connection() { return *connection_; }
    void stop() { writer_.stop(); }

private:
    explicit Host(std::unique_ptr<store::Connection> connection);
    Result<registers::Reply> run(const Ask& ask);

    std::unique_ptr<store::Connection> connection_;
    store::JournalRows journal_{*connection_};
    ledger::Book book_{journal_};
    store::LiveBalances live_;
    store::Projection projection_{*connection_, book_, journal_, live_};
    store::OutboxRows outbox_{*connection_};
    TickingClock clock_;
    system::UuidIds ids_{clock_};
    store::Writer writer_;
};

}  // namespace buono::faults
