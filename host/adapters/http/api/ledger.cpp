// The journal and its accounts, for auditors: pseudonymous by construction, so reading it needs no note.
#include <array>
#include <charconv>

#include "adapters/http/json_writer.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/paging.hpp"
#include "adapters/http/problem.hpp"
#include "core/ledger/notary.hpp"
#include "core/ledger/statement.hpp"
#include "core/ledger/words.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using ledger::StatementMark;
using ledger::Transfer;

constexpr std::size_t kLimit = 1'000, kLimitMax = 10'000;
constexpr std::size_t kBytesMax = 1 << 20;  ///< Of bodies in one answer; written out, each byte becomes about six.

std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

template <class Number>
std::optional<Number> wholeNumber(std::string_view text) {
    Number number{};
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = wrong == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional{number} : std::nullopt;
}

/// A number of the query from `least` to `most`; `otherwise` where it is not sent.
Result<std::uint64_t> argument(const Request& request, std::string_view name, std::uint64_t otherwise,
                               std::uint64_t least, std::uint64_t most) {
    if (!request.query.has(name)) return otherwise;
    const auto number = wholeNumber<std::uint64_t>(request.argument(name));
    if (number && *number >= least && *number <= most) return *number;
    return Error{ErrorCode::InvalidValue, std::string{name},
                 "a whole number from " + std::to_string(least) + " to " + std::to_string(most)};
}

void writeTransfer(json::Writer& out, const Transfer& t) {
    out.beginObject().member("kind", ledger::word(t.action));
    if (t.action == ledger::Action::Open) {
        out.member("account", t.debit)
            .member("account_kind", ledger::word(static_cast<ledger::AccountKind>(t.code)))
            .member("limit", ledger::word(static_cast<ledger::Limit>(t.credit)))
            .endObject();
        return;
    }
    out.member("code", ledger::word(static_cast<ledger::Code>(t.code)))
        .member("debit", t.debit)
        .member("credit", t.credit)
        .member("amount", *Money::ofCents(t.cents));
    if (t.hold != 0) out.member("hold", t.hold);
    if (t.corrects != 0) out.member("corrects", t.corrects);
    out.endObject();
}

std::string line(const ledger::KeptEntry& kept) {
    json::Writer out;
    out.beginObject()
        .member("seq", kept.entry.seq)
        .member("time", kept.entry.at)
        .member("cause", kept.entry.cause)
        .member("hash", hex(kept.hash))
        .member("body", hex(kept.body))
        .beginArray("transfers");
    for (const auto& transfer : kept.entry.transfers) writeTransfer(out, transfer);
    out.endArray().endObject();
    return out.take() + '\n';
}

/// Totals pass the largest amount of a transfer, so they are cents here.
void writeTotals(json::Writer& out, const StatementMark& totals) {
    out.member("debits_posted_cents", totals.debits_posted_cents)
        .member("debits_held_cents", totals.debits_held_cents)
        .member("credits_posted_cents", totals.credits_posted_cents)
        .member("credits_held_cents", totals.credits_held_cents);
}

std::optional<ledger::Account> accountOf(Desk& desk, const Request& request, ledger::AccountNo& no) {
    no = wholeNumber<ledger::AccountNo>(request.parameter("account_no")).value_or(0);
    return desk.views.ledger.balances.account(no);
}

std::string cursorOf(const StatementMark& mark) {
    std::string position;
    for (const auto number : {static_cast<std::int64_t>(mark.seq), mark.debits_posted_cents, mark.debits_held_cents,
                              mark.credits_posted_cents, mark.credits_held_cents})
        position += (position.empty() ? "" : ".") + std::to_string(number);
    return http::cursorOf(position);
}

Result<StatementMark> readMark(const Request& request) {
    const auto cursor = request.argument("cursor");
    if (cursor.empty()) return StatementMark{};
    const Error refused{ErrorCode::InvalidValue, "cursor", "use a next_cursor as it was given"};
    const auto position = fromBase64url(cursor);
    if (!position) return refused;
    std::array<std::int64_t, 5> numbers{};
    std::string_view rest = *position;
    for (auto& number : numbers) {
        const auto end = std::min(rest.find('.'), rest.size());
        const auto read = wholeNumber<std::int64_t>(rest.substr(0, end));
        if (!read || *read < 0) return refused;
        number = *read;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!rest.empty()) return refused;
    return StatementMark{static_cast<std::uint64_t>(numbers[0]), numbers[1], numbers[2], numbers[3], numbers[4]};
}

void writeMovement(json::Writer& out, const ledger::Movement& movement) {
    out.beginObject()
        .member("seq", movement.seq)
        .member("time", movement.at)
        .member("cause", movement.cause)
        .member("side", movement.is_debit ? "debit" : "credit");
    json::Writer transfer;
    writeTransfer(transfer, movement.transfer);
    out.raw("transfer", transfer.take()).endObject();
}

}  // namespace

Response exportLedger(Desk& desk, const Request& request) {
    const auto from = argument(request, "from", 1, 1, INT64_MAX);
    if (!from) return problem(from.error(), request);
    const auto limit = argument(request, "limit", kLimit, 1, kLimitMax);
    if (!limit) return problem(limit.error(), request);
    std::string lines;
    for (const auto& kept : desk.views.ledger.entries.from(*from, static_cast<std::size_t>(*limit), kBytesMax))
        lines += line(kept);
    return {200, std::move(lines), "application/x-ndjson"};
}

Response readLedgerHead(Desk& desk, const Request& request) {
    const auto head = desk.views.ledger.entries.head();
    json::Writer out;
    out.beginObject().member("seq", head.seq).member("time", head.at).member("hash", hex(head.hash));
    if (const auto* notary = desk.lobby.settings.notary; notary && head.seq > 0)
        out.member("note", notary->note(head)).member("verifier", notary->verifier());
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response readLedgerAccount(Desk& desk, const Request& request) {
    ledger::AccountNo no = 0;
    const auto account = accountOf(desk, request, no);
    if (!account) return problem(Error{codes::kNotFound, {}, {}}, request);
    json::Writer out;
    out.beginObject()
        .member("account", no)
        .member("kind", ledger::word(account->kind))
        .member("limit", ledger::word(account->limit));
    writeTotals(out, {0, account->debits_posted_cents, account->debits_held_cents, account->credits_posted_cents,
                      account->credits_held_cents});
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response readLedgerStatement(Desk& desk, const Request& request) {
    ledger::AccountNo no = 0;
    const auto account = accountOf(desk, request, no);
    if (!account) return problem(Error{codes::kNotFound, {}, {}}, request);
    const auto mark = readMark(request);
    if (!mark) return problem(mark.error(), request);
    const auto last = desk.views.ledger.entries.head().seq;
    const auto to = argument(request, "to_seq", last, 1, last);
    if (!to) return problem(to.error(), request);

    const auto part = ledger::Statement{desk.views.ledger.entries}.of(no, *mark, *to);
    json::Writer out;
    out.beginObject().member("account", no).member("kind", ledger::word(account->kind)).beginArray("items");
    for (const auto& movement : part.movements) writeMovement(out, movement);
    out.endArray().member("through_seq", part.mark.seq);
    writeTotals(out, part.mark);
    if (part.mark.seq < *to) out.member("next_cursor", cursorOf(part.mark));
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace buono::http::operations
