#include "faults/disk/host.hpp"

#include <charconv>
#include <vector>

namespace buono::faults {
namespace {

using ledger::Action;
using ledger::Transfer;
using registers::Reply;

constexpr auto kCode = static_cast<std::uint16_t>(ledger::Code::Allowance);

Transfer transferOf(const Ask& ask) {
    switch (ask.kind) {
        case Ask::Post: return {Action::Post, kCode, ask.wallet, kGiver, ask.cents, 0, 0};
        case Ask::Hold: return {Action::Hold, kCode, ask.wallet, kGiver, ask.cents, 0, 0};
        case Ask::Capture: return {Action::Capture, kCode, ask.wallet, kGiver, ask.cents, ask.hold, 0};
        case Ask::Release: return {Action::Release, kCode, ask.wallet, kGiver, ask.held_cents, ask.hold, 0};
        case Ask::Found: break;
    }
    return {};
}

registers::Id idOf(std::uint64_t number) {
    registers::Id id;
    for (std::size_t i = 0; i < 8; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
    return id;
}

Status found(ledger::Book& book) {
    book.open(ledger::AccountKind::AllowanceGiven, ledger::Limit::None);
    std::vector<Transfer> group;
    for (std::uint64_t i = 0; i < kWallets; ++i) {
        const auto no = book.open(ledger::AccountKind::Allowance, ledger::Limit::CreditsCoverDebits);
        group.push_back({Action::Post, kCode, kGiver, no, kFundsCents, 0, 0});
    }
    const auto posted = book.post(group);
    return posted ? kOk : Status{posted.error()};
}

registers::Ticket ticketOf(const Ask& ask) {
    registers::Sha256 request{};
    const auto id = idOf(ask.number);
    std::copy(id.bytes.begin(), id.bytes.end(), request.begin());
    return {"client:" + std::to_string(ask.number % 8), ask.key(), request, "faultChange"};
}

}  // namespace

std::string Ask::key() const {
    const auto digits = std::to_string(number);
    return "power-cut-" + std::string(8 - std::min<std::size_t>(digits.size(), 8), '0') + digits;
}

std::uint64_t Ask::numberOf(std::string_view key) {
    std::uint64_t number = UINT64_MAX;
    const auto digits = key.substr(std::min<std::size_t>(key.size(), 10));
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

Result<std::unique_ptr<Host>> Host::start(const std::string& file) {
    auto connection = store::open(file, store::Mode::Writing);
    if (!connection) return connection.error();
    if (auto done = store::migrate(**connection, {1}); !done) return done.error();
    if (auto same = store::keepToKey(**connection, registers::Sha256{1}); !same) return same.error();
    std::unique_ptr<Host> host{new Host{*std::move(connection)}};
    host->projection_.begin(store::restoreBook(*host->connection_, host->book_, host->journal_));
    host->writer_.start();
    return host;
}

Host::Host(std::unique_ptr<store::Connection> connection)
    : connection_{std::move(connection)},
      writer_{{*connection_, book_, journal_, outbox_, projection_, clock_, ids_}, {}} {}

Result<Reply> Host::run(const Ask& ask) {
    if (ask.kind == Ask::Found) {
        if (auto done = found(book_); !done) return done.error();
        return Reply{201, std::to_string(book_.seq())};
    }
    const auto transfer = transferOf(ask);
    const auto posted = book_.post({&transfer, 1});
    if (!posted) return posted.error();
    if (ask.kind == Ask::Hold) outbox_.add("fault", idOf(*posted), {1});
    if (ask.kind == Ask::Capture) outbox_.end("fault", idOf(ask.hold >> 16));
    return Reply{201,
                 std::to_string(*posted) + " " + std::string(ask.body_bytes, static_cast<char>('a' + ask.number % 26))};
}

Result<Reply> Host::make(const Ask& ask, const Early& early) {
    return writer_.once(ticketOf(ask), [&]() -> Result<Reply> {
        auto reply = run(ask);
        if (reply && early) early(*reply);
        return reply;
    });
}

Result<Reply> Host::again(const Ask& ask, bool& ran) {
    return writer_.once(ticketOf(ask), [&]() -> Result<Reply> {
        ran = true;
        return run(ask);
    });
}

}  // namespace buono::faults
