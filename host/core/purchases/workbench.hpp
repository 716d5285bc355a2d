// What the changes of purchases work with: the funds they move and the rows they keep.
//
// Bundles of references, made once by main.cpp for the writer's thread; they own nothing.
#pragma once

#include <string_view>

#include "core/instruments/payables.hpp"
#include "core/purchases/ports.hpp"

namespace buono::purchases {

/// The courier's route that carries an operation to its end.
inline constexpr std::string_view kAskMethod = "ask_method";
inline constexpr std::string_view kAskProvider = "ask_provider";
/// The route that ends a purchase nobody claimed; its subject is the purchase.
inline constexpr std::string_view kLapse = "lapse_purchase";
/// The route that tells families what was taken on their spending codes; its subject is the redemption. Not at once, so
/// that ten payments on a code are one notice.
inline constexpr std::string_view kTellPayment = "tell_payment";
/// At the end of each span of this length, for all payments within it.
inline constexpr std::int64_t kTellEveryUs = 10'000'000;

/// Where the changes of purchases write, besides the Book.
struct Rows {
    Purchases& purchases;
    Operations& operations;
    Redemptions& redemptions;
    Codes& codes;
    registers::Outbox& outbox;
    registers::Ids& ids;
    Announcements& announcements;
};

/// The money's side of a change.
struct Funds {
    ledger::Book& book;
    instruments::Payables& payables;
};

}  // namespace buono::purchases
