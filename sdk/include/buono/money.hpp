// Money: an exact amount of euro.
//
// Counts cents in a signed integer; no floating point anywhere. Arithmetic is by named functions that can
// refuse: operators cannot return an Error, and a wrapped sum must never exist, not even for a moment.
// The euro is the only unit of the platform; a plugin's ABI names the currency beside each amount.
//
// A value type: copy it, compare it, send it between threads.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <buono/result.hpp>

namespace buono {

class Money {
public:
    /// The largest amount the platform accepts, in cents. Far enough below the limit of int64 that any sum of
    /// two legal amounts fits, and below 2^53, so that a JSON number survives a JavaScript client.
    static constexpr std::int64_t kCentsMax = 100'000'000'000'000;

    constexpr Money() = default;  ///< Zero.

    /// @param cents -kCentsMax..kCentsMax, else AmountOverflow.
    static Result<Money> ofCents(std::int64_t cents) {
        if (cents < -kCentsMax || cents > kCentsMax)
            return Error{ErrorCode::AmountOverflow, {}, "the amount is beyond 10^14 cents"};
        return Money{cents};
    }

    /// For amounts written in the source: `Money::fixed(10'000)`. A value out of range does not compile.
    static consteval Money fixed(std::int64_t cents) {
        if (cents < -kCentsMax || cents > kCentsMax) throw "amount out of range";
        return Money{cents};
    }

    /// Reads the one form amounts have outside: `(0|[1-9][0-9]{0,11})\.[0-9]{2}`. No sign, comma, exponent or space.
    static Result<Money> parse(std::string_view text) {
        const Error wrong{
            ErrorCode::InvalidAmount, {}, "an amount is written like 100.00: digits, a point, two digits"};
        if (text.size() < 4 || text.size() > 15 || text[text.size() - 3] != '.') return wrong;
        if (text[0] == '0' && text.size() != 4) return wrong;
        std::int64_t cents = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (i == text.size() - 3) continue;
            if (text[i] < '0' || text[i] > '9') return wrong;
            cents = cents * 10 + (text[i] - '0');
        }
        return ofCents(cents);
    }

    constexpr std::int64_t cents() const { return cents_; }
    constexpr bool isPositive() const { return cents_ > 0; }
    constexpr bool isZero() const { return cents_ == 0; }

    /// "100.00"; a leading '-' where negative. The inverse of parse() for amounts that are not.
    std::string text() const {
        const auto whole = cents_ < 0 ? -cents_ : cents_;
        const auto rest = whole % 100;
        return (cents_ < 0 ? "-" : "") + std::to_string(whole / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
    }

    auto operator<=>(const Money&) const = default;

    friend Result<Money> add(Money a, Money b) { return ofCents(a.cents_ + b.cents_); }
    friend Result<Money> subtract(Money a, Money b) { return ofCents(a.cents_ - b.cents_); }

private:
    explicit constexpr Money(std::int64_t cents) : cents_{cents} {}

    std::int64_t cents_ = 0;
};

static_assert(Money::kCentsMax <= INT64_MAX / 2, "two legal amounts must add without wrapping");

}  // namespace buono
