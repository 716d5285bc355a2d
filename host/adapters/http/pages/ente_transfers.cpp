// The ente's transfers: those it still waits for, and its bank's file, read and shown line by line with what to do.
//
// Handing a file in answers the page itself: nothing of the file is kept, and the same file again has no effect.
#include <algorithm>
#include <array>

#include <buono/check.hpp>

#include "adapters/http/bank_reading.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/page.hpp"
#include "core/purchases/rooms.hpp"
#include "core/purchases/transfer.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using pages::Data;
using purchases::BankLine;
using purchases::BankReading;

constexpr int kShown = 200;

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
struct Meaning {
    std::string_view kind;
    const char* what;
    const char* remedy;
    const char* tone;
};
constexpr auto kMeanings = std::to_array<Meaning>({
    {"settled", SAY("Paid: the purchase is being confirmed."), "", "good"},
    {"known", SAY("Paid and confirmed before."), "", "good"},
    {"short", SAY("Too little: it confirms nothing."),
     SAY("Give it back by transfer, and have the family pay the whole amount in one transfer."), "bad"},
    {"over", SAY("Too much: it confirms nothing."),
     SAY("Give it back by transfer, and have the family pay the exact amount in one transfer."), "bad"},
    {"twice", SAY("A second transfer for what is paid."), SAY("Give it back by transfer."), "bad"},
    {"late", SAY("The purchase is over: it was cancelled, or its time to pay had passed."),
     SAY("Give it back by transfer."), "bad"},
    {"returned", SAY("The bank took this transfer back."),
     SAY("If the purchase is confirmed already, have the family pay you in another way."), "bad"},
    {"unknown", SAY("A reference that is none of your purchases."),
     SAY("Look whether it is meant for another provider."), "warn"},
    {"account", SAY("Paid into another account than the one the city knows: it confirms nothing."),
     SAY("Have the city change your IBAN, then hand the file in again."), "bad"},
    {"currency", SAY("Not in euro: it confirms nothing."), SAY("Give it back by transfer."), "bad"},
    {"no_amount", SAY("Your bank gives one sum for several payments."),
     SAY("Ask your bank for the file with the details of each payment."), "warn"},
    {"several", SAY("It names more than one reference: it confirms nothing."),
     SAY("Give it back by transfer, and have the family pay each purchase by itself."), "bad"},
    {"unclear", SAY("Your bank undid a payment of yours that named this reference."), SAY("Ask your bank."), "warn"},
});
#undef SAY

Data row(Desk& desk, const Request& request, const BankLine& line) {
    const auto* meaning = std::ranges::find(kMeanings, line.kind, &Meaning::kind);
    BUONO_CHECK(meaning != kMeanings.end());
    const bool euro = line.amount && line.currency == "EUR";
    const auto on = registers::parseDate(line.value_date);
    return Data{}
        .text("on", on ? pages::day(*on) : "")
        .text("reference", purchases::inFours(line.reference))
        .text("amount", euro          ? pages::euro(*line.amount, request.language)
                        : line.amount ? line.amount->text() + " " + line.currency
                                      : "")
        .text("what", pages::say(desk, request, meaning->what))
        .text("remedy", *meaning->remedy == '\0' ? "" : pages::say(desk, request, meaning->remedy))
        .text("tone", meaning->tone);
}

Data awaited(Desk& desk, const Request& request, const purchases::Operation& operation) {
    return Data{}
        .text("reference", purchases::inFours(operation.ref))
        .text("amount", pages::euro(operation.amount, request.language))
        .text("pay_by", pages::day(desk, operation.pay_by))
        .flag("stated", !operation.receipt.empty());
}

void addReading(Data& data, Desk& desk, const Request& request, const BankReading* reading) {
    if (reading == nullptr) {
        data.none("reading");
        return;
    }
    std::vector<Data> rows;
    for (const auto& line : reading->lines) rows.push_back(row(desk, request, line));
    data.one("reading", Data{}
                            .flag("any_row", !rows.empty())
                            .list("rows", std::move(rows))
                            .text("entries", std::to_string(reading->entries))
                            .text("announced", std::to_string(reading->announced))
                            .text("debits", std::to_string(reading->debits))
                            .text("without_reference", std::to_string(reading->without_reference)));
}

Response shown(Desk& desk, const Request& request, const BankReading* reading, const Error* error) {
    std::vector<Data> waiting;
    for (const auto& one : desk.views.purchases.operations.atTill(request.caller.scope, kShown))
        if (one.waits_for == purchases::kBankTransfer) waiting.push_back(awaited(desk, request, one));
    Data data;
    data.flag("any_waiting", !waiting.empty()).list("waiting", std::move(waiting));
    addReading(data, desk, request, reading);
    pages::addError(data, error, request);
    return pages::page(desk, request, "ente_transfers", "Bank transfers", std::move(data),
                       error == nullptr ? 200 : 422);
}

}  // namespace

Response pageTransfers(Desk& desk, const Request& request) { return shown(desk, request, nullptr, nullptr); }

Response pageBankFile(Desk& desk, const Request& request) {
    const auto method = bankMethod(desk, {});
    if (!method) return shown(desk, request, nullptr, &method.error());
    const auto reading = readBankFile(desk, request, *method, request.field("file"));
    if (!reading) return shown(desk, request, nullptr, &reading.error());
    const auto record = [&]() -> Result<std::string> {
        desk.changes.purchases.record_transfers(request.caller.scope, *method, reading->lines,
                                                desk.changes.book.time());
        return std::string{"/ente/bonifici"};
    };
    constexpr int kSeeOther = 303;
    auto done =
        pages::once(desk, request, record, [&](const Error& error) { return shown(desk, request, nullptr, &error); });
    return done.status == kSeeOther ? shown(desk, request, &*reading, nullptr) : std::move(done);
}

}  // namespace buono::http::operations
