// An amount: the one form outside, exactly, and sums that never wrap.
#include <buono/money.hpp>

#include <regex>

#include "input.hpp"

FUZZ(text) {
    using buono::Money;
    static const std::regex kForm{R"((0|[1-9][0-9]{0,11})\.[0-9]{2})"};
    const auto money = Money::parse(text);
    BUONO_CHECK(money.has_value() == std::regex_match(text.begin(), text.end(), kForm));
    if (!money) return;
    BUONO_CHECK(money->text() == text && money->cents() >= 0);
    const auto twice = add(*money, *money);
    BUONO_CHECK(twice.has_value() == (money->cents() * 2 <= Money::kCentsMax));
    BUONO_CHECK(subtract(Money{}, *money)->cents() == -money->cents());
}
