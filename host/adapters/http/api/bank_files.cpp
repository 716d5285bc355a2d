// The file of an ente's bank: what it says of families' transfers, line by line.
#include "adapters/http/bank_reading.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "core/ledger/book.hpp"
#include "core/purchases/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using purchases::BankLine;
using purchases::BankReading;

void writeLine(json::Writer& out, const BankLine& line) {
    out.beginObject().member("kind", line.kind).member("reference", line.reference).member("entry", line.entry);
    if (!line.operation.isNil()) out.member("operation_id", line.operation);
    if (line.amount) out.member("amount", *line.amount);
    if (!line.currency.empty()) out.member("currency", line.currency);
    if (!line.value_date.empty()) out.member("value_date", line.value_date);
    out.endObject();
}

std::string written(const BankReading& reading, std::uint64_t seq) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& line : reading.lines) writeLine(out, line);
    out.endArray()
        .member("entries", reading.entries)
        .member("announced", reading.announced)
        .member("debits", reading.debits)
        .member("without_reference", reading.without_reference)
        .member("seq", seq)
        .endObject();
    return out.take();
}

}  // namespace

Response handInBankFile(Desk& desk, const Request& request) {
    const auto method = bankMethod(desk, request.argument("method"));
    if (!method) return problem(method.error(), request);
    const auto reading = readBankFile(desk, request, *method, request.body);
    if (!reading) return problem(reading.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        auto& changes = desk.changes;
        changes.purchases.record_transfers(request.caller.scope, *method, reading->lines, changes.book.time());
        return registers::Reply{201, written(*reading, changes.book.seq())};
    });
}

}  // namespace buono::http::operations
