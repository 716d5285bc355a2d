#include "core/purchases/bank_file.hpp"

namespace buono::purchases {
namespace {

bool isOf(const Operation& operation, const Id& ente, std::string_view method) {
    return operation.purpose == Purpose::Pay && operation.ente == ente && operation.plugin == method;
}

BankLine unknown(BankLine line) {
    line.kind = "unknown";
    line.operation = {};
    return line;
}

}  // namespace

BankLine judged(BankLine line, const std::optional<Operation>& operation, const Id& ente, std::string_view method) {
    if (line.operation.isNil()) return unknown(std::move(line));
    if (!operation || !isOf(*operation, ente, method)) return unknown(std::move(line));
    if (line.kind != "settled") return line;
    if (line.currency != "EUR")
        line.kind = "currency";
    else if (!line.amount)
        line.kind = "no_amount";
    else if (*line.amount < operation->amount)
        line.kind = "short";
    else if (operation->amount < *line.amount)
        line.kind = "over";
    else if (operation->ended)
        line.kind = operation->outcome == Outcome::Approved ? "known" : "late";
    return line;
}

void RecordTransfers::operator()(const Id& ente, std::string_view method, std::span<const BankLine> lines,
                                 Instant now) {
    for (const auto& line : lines) {
        auto operation = line.operation.isNil() ? std::nullopt : rows_.operations.find(line.operation);
        if (!operation || operation->ended) continue;
        const auto now_is = judged(line, operation, ente, method);
        if (now_is.kind == "settled") record(*operation, line.entry, now);
        if (now_is.kind == "returned" && now_is.waits && !operation->receipt.empty()) record(*operation, "", now);
    }
}

void RecordTransfers::record(Operation& operation, std::string_view entry, Instant now) {
    if (operation.receipt == entry) return;
    operation.receipt = entry;
    ++operation.looks;
    rows_.operations.keep(operation);
    rows_.outbox.postpone(kAskMethod, operation.id, now);
}

}  // namespace buono::purchases
