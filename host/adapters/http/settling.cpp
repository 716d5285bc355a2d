#include "adapters/http/settling.hpp"

#include "adapters/http/csv_writer.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/register/codes.hpp"
#include "core/settlement/ports.hpp"
#include "core/settlement/rooms.hpp"

namespace buono::http {
namespace {

template <class Each>
void eachLine(Desk& desk, const settlement::Payout& payout, const Each& each) {
    constexpr int kSome = 1'000;
    settlement::StatementLine after;
    for (;;) {
        const auto lines = desk.views.settlement.dues.lines(payout.id, after, kSome);
        for (const auto& line : lines) each(line);
        if (lines.size() < kSome) return;
        after = lines.back();
    }
}

}  // namespace

instruments::Debtor debtorOf(const people::Caller& caller) {
    if (caller.role == people::Role::Employer) return {instruments::DebtorKind::Employer, caller.scope};
    return {instruments::DebtorKind::City, {}};
}

Result<settlement::Settlement> ownSettlement(Desk& desk, const Request& request) {
    auto settlement = desk.views.settlement.settlements.settlement(request.id("settlement_id"));
    if (!settlement || settlement->debtor != debtorOf(request.caller)) return Error{codes::kNotFound, {}, {}};
    return *std::move(settlement);
}

Result<Response> paymentFile(Desk& desk, const settlement::Settlement& settlement) {
    if (settlement.state != settlement::State::Approved)
        return Error{codes::kWrongSettlementState, {}, "the file exists once it is approved"};
    const auto order = orderOf(settlement, desk.views.settlement.settlements.payouts(settlement.id));
    const auto name = "attachment; filename=\"pain.001-" + order.id + ".xml\"";
    return Response{
        200, desk.views.settlement.payment_files.write(order), "application/xml", {{"Content-Disposition", name}}};
}

Response statementTable(Desk& desk, const Request& request, const std::vector<settlement::Payout>& payouts,
                        const std::string& name) {
    CsvWriter csv{"statement", "ente", "fund", "cup", "redemption", "redeemed_at", "amount", "currency"};
    const bool sums_only = request.caller.role == people::Role::Employer;
    for (const auto& payout : payouts) {
        const auto statement = settlement::reference(payout.id);
        const auto found = desk.views.catalogue.enti.ente(payout.ente);
        const auto ente = found ? found->name : payout.payee.name;
        if (sums_only) {
            csv.row({statement, ente, payout.fund, payout.cup, "", "", payout.amount.text(), "EUR"});
            continue;
        }
        eachLine(desk, payout, [&](const settlement::StatementLine& line) {
            csv.row({statement, ente, payout.fund, payout.cup, settlement::reference(line.redemption), line.at.text(),
                     line.amount.text(), "EUR"});
        });
    }
    return {200, csv.take(), kCsvType, {{"Content-Disposition", "attachment; filename=\"" + name + ".csv\""}}};
}

}  // namespace buono::http
