#include "adapters/plugins/bank_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/purchases/transfer.hpp"
#include "core/register/codes.hpp"

namespace buono::plugins {
namespace {

using nlohmann::json;
using purchases::BankFiles;
using purchases::BankLine;
using purchases::BankReading;

constexpr std::array<std::string_view, 12> kKinds{"settled", "short",   "over",     "twice",     "late",    "returned",
                                                  "unknown", "account", "currency", "no_amount", "several", "unclear"};

std::string textOf(const json& event, const char* name, std::size_t max) {
    const auto found = event.find(name);
    if (found == event.end() || !found->is_string()) return {};
    auto text = found->get<std::string>();
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '/' ||
               c == '.' || c == '_';
    };
    return text.size() <= max && std::ranges::all_of(text, allowed) ? text : std::string{};
}

std::optional<std::int64_t> numberOf(const json& event, const char* name) {
    const auto found = event.find(name);
    const bool whole = found != event.end() && found->is_number_integer();
    return whole ? std::optional{found->get<std::int64_t>()} : std::nullopt;
}

std::string headOf(const BankFiles::Account& account, std::int64_t from) {
    return json{{"ente", account.ente.text()}, {"iban", account.iban}, {"from", from}}.dump() + "\n";
}

Error refusalOf(const Verdict& verdict) {
    if (verdict.outcome == BUONO_INVALID)
        return {codes::kBankFileUnreadable, {}, "not a camt.053 or camt.054 of version 02 or 08"};
    return {codes::kBankFileNotRead, {}, "the payment method did not answer"};
}

/// Where to go on; nothing is the end.
std::optional<std::int64_t> nextOf(const Verdict& verdict) {
    const auto& text = verdict.said.ref;
    std::int64_t from = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), from);
    const bool whole = failed == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional{from} : std::nullopt;
}

}  // namespace

bool addBankEvent(std::string_view text, BankReading& reading) {
    const auto flat = [](int depth, json::parse_event_t, json&) { return depth <= 1; };
    const auto event = json::parse(text, flat, false);
    if (!event.is_object()) return false;
    BankLine line;
    line.kind = textOf(event, "kind", 16);
    if (line.kind == "others") {
        reading.entries = numberOf(event, "entries").value_or(0);
        reading.announced = numberOf(event, "announced").value_or(0);
        reading.debits = numberOf(event, "debits").value_or(0);
        reading.without_reference = numberOf(event, "without_reference").value_or(0);
        return true;
    }
    line.reference = textOf(event, "reference", 25);
    line.entry = textOf(event, "entry", 40);
    const bool known = std::ranges::find(kKinds, line.kind) != kKinds.end();
    if (!known || line.entry.empty() || !purchases::isCreditorReference(line.reference)) return false;
    line.operation = registers::Id::parse(textOf(event, "op", 36)).value_or(registers::Id{});
    if (const auto amount = numberOf(event, "amount_minor"))
        if (const auto money = Money::ofCents(*amount)) line.amount = *money;
    line.currency = textOf(event, "currency", 3);
    line.value_date = textOf(event, "value_date", 10);
    line.waits = numberOf(event, "waits") == 1;
    reading.lines.push_back(std::move(line));
    return true;
}

std::string PluginBankFiles::method(std::string_view asked) const {
    for (const auto& one : supervisor_.standings())
        if (one.manifest.operations.contains("settlement_in") && (asked.empty() || asked == one.manifest.id))
            return one.manifest.id;
    return {};
}

Result<BankReading> PluginBankFiles::read(std::string_view method, const Account& account, std::string_view bytes) {
    BankReading reading;
    for (std::optional<std::int64_t> from = 0; from;) {
        Call call;
        call.op = BUONO_OP_SETTLEMENT_IN;
        call.op_id = account.ente.text() + ":file";
        call.data = headOf(account, *from).append(bytes);
        call.recorded = true;  // The ente itself hands it in.
        const auto verdict = supervisor_.call(std::string{method}, call);
        if (verdict.outcome != BUONO_APPROVED) return refusalOf(verdict);
        for (const auto& event : verdict.emitted)
            if (!addBankEvent(event, reading)) return refusalOf({});
        if (reading.lines.size() > kLinesMax)
            return Error{codes::kBankFileUnreadable, {}, "more than 2,000 payments with a reference"};
        const auto next = nextOf(verdict);
        if (next && *next <= *from) return refusalOf({});
        from = next;
    }
    return reading;
}

}  // namespace buono::plugins
