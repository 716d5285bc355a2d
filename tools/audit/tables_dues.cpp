// What is owed and paid: dues of redemptions, and the payouts they are in.
#include <set>

#include "tables.hpp"

namespace audit {
namespace {

constexpr std::int64_t kApproved = 2;  // settlements.state

std::string payoutName(Bytes id) { return "payout " + hex(id); }

}  // namespace

void Tables::checkDues() {
    if (!aside_.hasDues()) return;
    auto& due = aside_.dues();
    const auto& book = inspector_.book();
    std::uint64_t payables = 0;
    for (std::uint64_t no = 1; no <= book.size(); ++no) {
        if (book.account(no).kind != kPayable) continue;
        ++payables;
        const auto found = due.find(no);
        const auto said = found == due.end() ? 0 : found->second;
        const auto issued = book.sums(book.account(no)).issued;
        if (said != issued)
            report_.fail(Check::Dues, "payable account " + std::to_string(no) + ": redemptions made " + euros(said) +
                                          " due, the journal captured " + euros(issued));
        if (found != due.end()) due.erase(found);
    }
    for (const auto& [no, cents] : due)
        report_.fail(Check::Dues, "redemptions made " + euros(cents) + " due on account " + std::to_string(no) +
                                      ", which is no payable");
    report_.looked(Check::Dues, payables);
}

void Tables::checkPayouts() {
    if (!has(Check::Payouts, "settlements", "id, state, cents, seq") ||
        !has(Check::Payouts, "payouts", "id, settlement, payable, dues, cents") ||
        !has(Check::Payouts, "payout_dues", "redemption, due, payout, cents"))
        return;
    auto postings = inspector_.payouts();
    std::uint64_t count = 0;
    database_.rows(
        "SELECT p.id, p.payable, p.cents, s.state, s.seq FROM payouts p JOIN settlements s ON s.id = p.settlement",
        [&](const Cells& row) {
            ++count;
            if (row.number(3) != kApproved) return;
            const auto posted = postings.find({row.number(4), static_cast<std::uint64_t>(row.number(1))});
            const auto in =
                " of payable account " + std::to_string(row.number(1)) + " in entry " + std::to_string(row.number(4));
            if (posted == postings.end())
                return report_.fail(Check::Payouts, payoutName(row.bytes(0)) + " has no posting" + in);
            if (posted->second != row.number(2))
                report_.fail(Check::Payouts, payoutName(row.bytes(0)) + " is of " + euros(row.number(2)) +
                                                 ", the posting" + in + " of " + euros(posted->second));
            postings.erase(posted);
        });
    for (const auto& [where, cents] : postings)
        report_.fail(Check::Payouts, "entry " + std::to_string(where.first) + " pays " + euros(cents) +
                                         " of payable account " + std::to_string(where.second) +
                                         ", and no payout says so");
    report_.looked(Check::Payouts, count);
    checkPayoutDues();
}

void Tables::checkPayoutDues() {
    failEach(Check::Payouts,
             "SELECT redemption, due, COUNT(*) FROM payout_dues GROUP BY redemption, due HAVING COUNT(*) > 1",
             [](const Cells& row) {
                 return "due " + std::to_string(row.number(1)) + " of redemption " + hex(row.bytes(0)) + " is in " +
                        std::to_string(row.number(2)) + " payouts";
             });
    failEach(Check::Payouts,
             "SELECT p.id, p.cents, COALESCE(CAST(SUM(d.cents) AS BIGINT), 0), p.dues, COUNT(d.payout) FROM payouts p "
             "LEFT JOIN payout_dues d ON d.payout = p.id JOIN settlements s ON s.id = p.settlement WHERE s.state = 2 "
             "GROUP BY p.id, p.cents, p.dues HAVING p.cents <> COALESCE(SUM(d.cents), 0) OR p.dues <> COUNT(d.payout)",
             [](const Cells& row) {
                 return payoutName(row.bytes(0)) + " is of " + euros(row.number(1)) + " in " +
                        std::to_string(row.number(3)) + " dues, its dues make " + euros(row.number(2)) + " in " +
                        std::to_string(row.number(4));
             });
    failEach(Check::Payouts,
             "SELECT p.payout, p.redemption, p.due FROM payout_dues p JOIN payouts o ON o.id = p.payout LEFT JOIN "
             "redemption_dues d ON d.redemption = p.redemption AND d.due = p.due AND d.cents = p.cents AND "
             "d.payable = o.payable LEFT JOIN redemptions r ON r.id = p.redemption AND r.state = 2 "
             "WHERE d.due IS NULL OR r.id IS NULL",
             [](const Cells& row) {
                 return payoutName(row.bytes(0)) + " pays due " + std::to_string(row.number(2)) + " of redemption " +
                        hex(row.bytes(1)) + ", which no redemption made due so on this account";
             });
    failEach(
        Check::Payouts,
        "SELECT s.id, s.cents, COALESCE(CAST(SUM(p.cents) AS BIGINT), 0) FROM settlements s LEFT JOIN payouts p ON "
        "p.settlement = s.id GROUP BY s.id, s.cents HAVING s.cents <> COALESCE(SUM(p.cents), 0)",
        [](const Cells& row) {
            return "settlement " + hex(row.bytes(0)) + " is of " + euros(row.number(1)) + ", its payouts make " +
                   euros(row.number(2));
        });
}

}  // namespace audit
