#include "core/purchases/till.hpp"

#include <algorithm>

#include "core/purchases/states.hpp"
#include "core/purchases/transfer.hpp"
#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

bool isReceiptNumber(std::string_view text) {
    constexpr std::size_t kReceiptMax = 40;
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '/' ||
               c == '.';
    };
    return !text.empty() && text.size() <= kReceiptMax && std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace

Result<Operation> RecordReceipt::operator()(const Id& ente, const Id& id, std::string_view receipt, Instant now) {
    if (!isReceiptNumber(receipt)) {
        return Error{ErrorCode::InvalidValue, "/receipt_number",
                     "1 to 40 letters, digits, hyphens, slashes and points"};
    }
    auto operation = rows_.operations.find(id);
    if (!operation || operation->purpose != Purpose::Pay || operation->ente != ente)
        return Error{codes::kNotFound, {}, {}};
    if (operation->waits_for == kBankTransfer)
        return Error{codes::kWrongPurchaseState, {}, "it is paid by bank transfer: the bank's file says when"};
    if (operation->receipt == receipt) return *operation;
    if (!operation->receipt.empty()) return Error{codes::kReceiptAlreadyKnown, "/receipt_number", "another number"};
    if (operation->ended) return Error{codes::kWrongPurchaseState, {}, "this payment is over"};
    operation->receipt = receipt;
    ++operation->looks;
    rows_.operations.keep(*operation);
    rows_.outbox.postpone(kAskMethod, id, now);
    return *operation;
}

Result<Purchase> RecordReturn::operator()(const Id& ente, const Id& id) {
    auto purchase = rows_.purchases.find(id);
    if (!purchase || purchase->ente != ente) return Error{codes::kNotFound, {}, {}};
    if (!purchase->direct_owed_back || !mayBecome(purchase->state, State::Refunded)) {
        return Error{codes::kWrongPurchaseState, {}, "nothing is owed back for it"};
    }
    auto drawer = funds_.payables.drawer();
    const ledger::Transfer back{ledger::Action::Post,
                                static_cast<std::uint16_t>(ledger::Code::Refund),
                                drawer.received(ente, purchase->method),
                                drawer.clearing(purchase->method),
                                purchase->direct.cents(),
                                0,
                                0};
    auto group = drawer.openings();
    group.push_back(back);
    const auto seq = funds_.book.post(group);
    if (!seq) return seq.error();
    drawer.keep();
    purchase->seq = *seq;
    purchase->direct_owed_back = false;
    become(*purchase, State::Refunded);
    rows_.purchases.keep(*purchase);
    rows_.announcements.purchase(*purchase);
    return *purchase;
}

}  // namespace buono::purchases
