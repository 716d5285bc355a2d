// A basket and a wallet in the fewest words: lines, vouchers and credits that nothing stands against.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/instruments/split.hpp"
#include "support/shop.hpp"

namespace buono::test {

inline const registers::Id kParent = CountedIds::of(1001);
inline const registers::Id kChild = CountedIds::of(1002);
inline const registers::Id kEnte = CountedIds::of(1003);
inline const registers::Date kToday = day(2027, 1, 15);

/// Swimming for the child at the ente, until June.
inline instruments::Line line(std::int64_t cents) {
    return {kEnte, kChild, *Money::ofCents(cents), "sport", "servizi-educativi", day(2027, 6, 30), {}};
}

inline instruments::Instrument voucher(std::uint64_t id, std::int64_t cents) {
    instruments::Instrument one;
    one.id = CountedIds::of(id);
    one.kind = instruments::Kind::Voucher;
    one.account = id;
    one.debtor = {instruments::DebtorKind::City, CountedIds::of(2001)};
    one.holder = kParent;
    one.beneficiary = kChild;
    one.label = "WISH MI";
    one.policy.usable_from = day(2026, 1, 1);
    one.policy.usable_until = day(2027, 3, 31);
    one.policy.service_ends_by = day(2027, 8, 31);
    one.left = *Money::ofCents(cents);
    return one;
}

inline instruments::Instrument credit(std::uint64_t id, std::int64_t cents) {
    auto one = voucher(id, cents);
    one.kind = instruments::Kind::WelfareCredit3;
    one.policy.cover = instruments::Cover::WholeLine;
    one.debtor = {instruments::DebtorKind::Employer, CountedIds::of(2002)};
    one.beneficiary = {};
    one.label = "Welfare 2027";
    return one;
}

/// "0:voucher=200.00 0:direct=10.00"
inline std::string sharesText(const instruments::Split& split) {
    std::string text;
    for (const auto& share : split.shares)
        text += (text.empty() ? "" : " ") + std::to_string(share.line) + ":" + std::string{word(share.kind)} + "=" +
                share.amount.text();
    return text;
}

inline instruments::Why whyOf(const instruments::Split& split, std::size_t line, std::uint64_t instrument) {
    for (const auto& reason : split.reasons)
        if (reason.line == line && reason.instrument == CountedIds::of(instrument)) return reason.why;
    BUONO_CHECK(!"a reason for every line and instrument");
    return {};
}

}  // namespace buono::test
