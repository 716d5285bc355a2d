// Quoter: what a basket costs, who pays which part and why, as of now. Nothing is stored.
//
// A quote is a promise the host can recognise: its token carries the request, its end and a fingerprint of the
// split, sealed with the city's key. A purchase recomputes the quote; a fingerprint that differs means that prices,
// money or law have moved, and the payer is shown the new one. Reads only; one Quoter per connection.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <buono/result.hpp>

#include "core/instruments/split.hpp"
#include "core/instruments/wallet.hpp"
#include "core/purchases/ports.hpp"

namespace buono::purchases {

struct QuoteLine {
    Id service;
    Id beneficiary;
    std::optional<Id> pay_with;  ///< As instruments::Line::pay_with.
};

struct Quote {
    Id payer;
    Id ente;
    std::vector<QuoteLine> asked;
    std::vector<Item> items;  ///< One per line.
    std::vector<instruments::Instrument> wallet;
    instruments::Split split;
    Instant expires;
    std::string token;
    Instant claim_until{};  ///< End of the last day to redeem of what pays it; 0 where nothing sets one.
};

class Quoter {
public:
    static constexpr std::int64_t kValidUs = 15LL * 60 * 1'000'000;

    struct Reads {
        const Shelf& shelf;
        const Family& family;
        const instruments::Wallet& wallet;
        const registers::Calendar& calendar;
    };

    Quoter(Reads reads, const Seal& seal) : reads_{reads}, seal_{seal} {}

    /// Refuses a service that is not on sale or has ended, a beneficiary the payer may not buy for (the answer is that
    /// of an absent one), several enti, and whatever instruments::split refuses.
    Result<Quote> quote(const Id& payer, std::span<const QuoteLine> lines, Instant now) const;

    /// The request inside a token of ours. Refuses another's, a forged and an expired one.
    Result<std::vector<QuoteLine>> open(const Id& payer, std::string_view token, Instant now) const;
    /// The quote as it is now; refuses kQuoteChanged when it is not what the token promised.
    Result<Quote> confirm(const Id& payer, std::string_view token, Instant now) const;

private:
    Result<Item> item(const Id& payer, const QuoteLine& line, std::size_t number, registers::Date today) const;
    std::string fingerprint(const Quote& quote) const;

    Reads reads_;
    const Seal& seal_;
};

}  // namespace buono::purchases
