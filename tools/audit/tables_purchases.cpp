// What was bought: shares against prices, vouchers against whom and when they are for, states against holds.
#include <ctime>

#include "tables.hpp"

namespace audit {
namespace {

// purchases.state, and those in which what is not redeemed is held.
enum State : std::int64_t {
    kReserving = 1,
    kConfirmed,
    kPartly,
    kCompleted,
    kRefused,
    kCancelled,
    kExpired,
    kRefunded
};

bool isOpen(std::int64_t state) { return state >= kReserving && state <= kPartly; }

/// Whether so many of `lines` may be redeemed in this state.
bool fits(std::int64_t state, std::int64_t lines, std::int64_t redeemed) {
    switch (state) {
        case kReserving:
        case kConfirmed:
        case kRefused:
        case kCancelled: return redeemed == 0;
        case kPartly: return redeemed > 0 && redeemed < lines;
        case kCompleted: return redeemed == lines;
        case kExpired:
        case kRefunded: return redeemed < lines;
    }
    return false;
}

std::string purchaseName(Bytes id) { return "purchase " + hex(id); }

/// "2026-03-01", in UTC: a city east of Greenwich is never wronged, and given at most its few hours.
std::string dayOf(std::int64_t us) {
    constexpr std::int64_t kDay = 86'400'000'000;
    const std::time_t seconds = us / kDay * 86'400;
    std::tm day{};
    ::gmtime_r(&seconds, &day);
    char text[16];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &day)};
}

}  // namespace

void Tables::checkPurchases() {
    const bool there =
        has(Check::Purchases, "purchases", "id, state, total_cents, direct_cents, at_us") &&
        has(Check::Purchases, "purchase_lines", "purchase, line, beneficiary, price_cents, redeemed") &&
        has(Check::Purchases, "purchase_shares", "purchase, share, line, instrument, kind, cents, hold") &&
        has(Check::Purchases, "vouchers", "id, child, programme") && has(Check::Purchases, "programmes", "id, buy_by");
    if (!there) return;
    checkPrices();
    checkVoucherUse();
    checkStates();
    checkPurchaseHolds();
}

void Tables::checkPrices() {
    failEach(
        Check::Purchases,
        "SELECT l.purchase, l.line, l.price_cents, CAST(COALESCE(SUM(s.cents), 0) AS BIGINT) FROM purchase_lines l "
        "LEFT JOIN purchase_shares s ON s.purchase = l.purchase AND s.line = l.line "
        "GROUP BY l.purchase, l.line, l.price_cents HAVING l.price_cents <> COALESCE(SUM(s.cents), 0)",
        [](const Cells& row) {
            return purchaseName(row.bytes(0)) + ", line " + std::to_string(row.number(1)) + " costs " +
                   euros(row.number(2)) + ", its shares make " + euros(row.number(3));
        });
    // A welfare document (2) or credit (4) pays a whole line, alone: nobody tops it up.
    failEach(Check::Purchases,
             "SELECT s.purchase, s.line, s.cents, l.price_cents FROM purchase_shares s JOIN purchase_lines l ON "
             "l.purchase = s.purchase AND l.line = s.line WHERE s.kind IN (2, 4) AND s.cents <> l.price_cents",
             [](const Cells& row) {
                 return purchaseName(row.bytes(0)) + ", line " + std::to_string(row.number(1)) + ": a credit pays " +
                        euros(row.number(2)) + " of " + euros(row.number(3));
             });
    failEach(Check::Purchases,
             "SELECT p.id, p.total_cents, p.direct_cents, CAST(SUM(s.cents) AS BIGINT), "
             "CAST(SUM(CASE WHEN s.kind = 0 THEN s.cents ELSE 0 END) AS BIGINT) FROM purchases p "
             "JOIN purchase_shares s ON s.purchase = p.id GROUP BY p.id, p.total_cents, p.direct_cents "
             "HAVING p.total_cents <> SUM(s.cents) OR "
             "p.direct_cents <> SUM(CASE WHEN s.kind = 0 THEN s.cents ELSE 0 END)",
             [](const Cells& row) {
                 return purchaseName(row.bytes(0)) + " is of " + euros(row.number(1)) + ", " + euros(row.number(2)) +
                        " direct; its shares make " + euros(row.number(3)) + ", " + euros(row.number(4)) + " direct";
             });
}

void Tables::checkVoucherUse() {
    failEach(Check::Purchases,
             "SELECT s.purchase, s.line FROM purchase_shares s JOIN purchase_lines l ON l.purchase = s.purchase AND "
             "l.line = s.line LEFT JOIN vouchers v ON v.id = s.instrument AND v.child = l.beneficiary "
             "WHERE s.kind = 1 AND v.id IS NULL",
             [](const Cells& row) {
                 return purchaseName(row.bytes(0)) + ", line " + std::to_string(row.number(1)) +
                        " is paid with no voucher of the child it is for";
             });
    database_.rows(
        "SELECT p.id, p.at_us, g.buy_by FROM purchase_shares s JOIN purchases p ON p.id = s.purchase JOIN vouchers v "
        "ON "
        "v.id = s.instrument JOIN programmes g ON g.id = v.programme WHERE s.kind = 1",
        [&](const Cells& row) {
            if (dayOf(row.number(1)) > row.text(2))
                report_.fail(Check::Purchases, purchaseName(row.bytes(0)) + " of " + dayOf(row.number(1)) +
                                                   " is paid with a voucher to buy with by " + row.text(2));
        });
}

void Tables::checkStates() {
    std::uint64_t count = 0;
    database_.rows(
        "SELECT p.id, p.state, COUNT(l.line), CAST(COALESCE(SUM(l.redeemed), 0) AS BIGINT) FROM purchases p "
        "LEFT JOIN purchase_lines l ON l.purchase = p.id GROUP BY p.id, p.state",
        [&](const Cells& row) {
            ++count;
            if (!fits(row.number(1), row.number(2), row.number(3)))
                report_.fail(Check::Purchases, purchaseName(row.bytes(0)) + " in state " +
                                                   std::to_string(row.number(1)) + " has " +
                                                   std::to_string(row.number(3)) + " of " +
                                                   std::to_string(row.number(2)) + " lines redeemed");
        });
    report_.looked(Check::Purchases, count);
}

void Tables::checkPurchaseHolds() {
    const auto& open = inspector_.book().holds();
    std::size_t found = 0;
    database_.rows(
        "SELECT s.purchase, s.hold, p.state, l.redeemed FROM purchase_shares s JOIN purchases p ON p.id = s.purchase "
        "JOIN purchase_lines l ON l.purchase = s.purchase AND l.line = s.line WHERE s.hold <> 0",
        [&](const Cells& row) {
            const auto hold = static_cast<std::uint64_t>(row.number(1));
            const bool is_open = open.contains(hold);
            found += is_open;
            if (is_open != (isOpen(row.number(2)) && row.number(3) == 0))
                report_.fail(Check::Purchases, purchaseName(row.bytes(0)) + " in state " +
                                                   std::to_string(row.number(2)) + ": its hold " + holdName(hold) +
                                                   (is_open ? " is still open" : " has ended"));
        });
    if (found != open.size())
        report_.fail(Check::Purchases,
                     std::to_string(open.size()) + " holds are open, purchases name " + std::to_string(found));
}

}  // namespace audit
