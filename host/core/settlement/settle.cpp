#include "core/settlement/settle.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "core/catalogue/iban.hpp"
#include "core/catalogue/ports.hpp"
#include "core/programmes/ports.hpp"
#include "core/register/codes.hpp"
#include "core/welfare/ports.hpp"

namespace buono::settlement {
namespace {

using instruments::Debtor;
using instruments::DebtorKind;
using ledger::AccountKind;

constexpr auto kDaysAhead = std::chrono::days{60};
constexpr std::size_t kPayoutsMax = 5'000;  // One entry group pays them all; the rest is in the next settlement.

/// An employer's own; any source of the city.
bool isOf(const Debtor& asked, const Debtor& one) {
    return asked.kind == one.kind && (asked.kind == DebtorKind::City || asked.id == one.id);
}

Status checkDay(registers::Date execution, registers::Date today) {
    const auto from = std::chrono::sys_days{today};
    const auto day = std::chrono::sys_days{execution};
    if (from <= day && day <= from + kDaysAhead) return kOk;
    return Error{ErrorCode::InvalidValue, "/execution_date", "is today or within 60 days"};
}

/// The settlement that may still be decided on; another debtor's is the same as none.
Result<Settlement> proposed(const Settlements& settlements, const Debtor& debtor, const Id& id) {
    auto settlement = settlements.settlement(id);
    if (!settlement || settlement->debtor != debtor) return Error{codes::kNotFound, {}, {}};
    if (settlement->state == State::Proposed) return *std::move(settlement);
    return Error{codes::kWrongSettlementState, {}, "it is " + std::string{word(settlement->state)}};
}

}  // namespace

Result<Party> payerOf(const Parties& parties, const Debtor& debtor) {
    BUONO_CHECK(debtor.kind != DebtorKind::Family);
    if (debtor.kind == DebtorKind::City) {
        const auto iban = catalogue::checkIban(parties.city.iban);
        if (!iban) return Error{codes::kPayerWithoutAccount, {}, iban.error().detail};
        return parties.city;
    }
    const auto employer = parties.employers.employer(debtor.id);
    if (!employer) return Error{codes::kNotFound, {}, {}};
    return Party{employer->holder, employer->iban};
}

std::vector<Difference> Propose::sift(const Debtor& debtor, std::vector<Unpaid>& unpaid) const {
    std::vector<Difference> differences;
    std::vector<Unpaid> sound;
    for (const auto& payable : directory_.ofKind(AccountKind::Payable)) {
        const auto account = payable.account;
        const auto& purpose = payable.purpose;
        if (!isOf(debtor, purpose.debtor)) continue;
        const auto at =
            std::find_if(unpaid.begin(), unpaid.end(), [&](const auto& one) { return one.payable == account; });
        const auto one = at == unpaid.end() ? Unpaid{purpose.ente, purpose.debtor, account, 0, {}, {}} : *at;
        const auto kept = book_.account(account);
        const auto ledger_cents = kept ? kept->credits_posted_cents - kept->debits_posted_cents : 0;
        if (one.free.cents() + one.proposed.cents() != ledger_cents) {
            differences.push_back({one.ente, one.debtor, *add(one.free, one.proposed), *Money::ofCents(ledger_cents)});
        } else if (one.free.isPositive()) {
            sound.push_back(one);
        }
    }
    std::sort(sound.begin(), sound.end(),
              [](const auto& a, const auto& b) { return std::tie(a.ente, a.debtor) < std::tie(b.ente, b.debtor); });
    if (sound.size() > kPayoutsMax) sound.resize(kPayoutsMax);
    unpaid = std::move(sound);
    return differences;
}

Payout Propose::payoutOf(const Settlement& settlement, const Unpaid& unpaid) const {
    const auto ente = parties_.enti.ente(unpaid.ente);
    BUONO_CHECK(ente);
    Payout payout{
        rows_.ids.next(), settlement.id, unpaid.ente, unpaid.debtor, unpaid.payable, {ente->holder, ente->iban}, {}, {},
        unpaid.dues,      unpaid.free};
    if (unpaid.debtor.kind == DebtorKind::City) {
        const auto source = parties_.sources.source(unpaid.debtor.id);
        BUONO_CHECK(source);
        payout.cup = source->fund.cup;
        payout.fund = source->fund.name;
    } else {
        payout.fund = parties_.employers.employer(unpaid.debtor.id)->name;
    }
    return payout;
}

Result<Proposed> Propose::operator()(const Proposal& proposal, Instant now) {
    if (auto day = checkDay(proposal.execution, rows_.calendar.dateOf(now)); !day) return day.error();
    const auto payer = payerOf(parties_, proposal.debtor);
    if (!payer) return payer.error();
    auto unpaid = rows_.dues.unpaid(proposal.debtor);
    auto differences = sift(proposal.debtor, unpaid);
    if (unpaid.empty()) {
        if (differences.empty()) return Error{codes::kNothingDue, {}, {}};
        const auto count = std::to_string(differences.size());
        return Error{codes::kDuesDifferFromLedger, {}, "on each of the " + count + " accounts with something due"};
    }

    Settlement settlement{rows_.ids.next(),
                          proposal.debtor,
                          rows_.settlements.lastNumber(proposal.debtor) + 1,
                          State::Proposed,
                          proposal.execution,
                          *payer,
                          0,
                          0,
                          {},
                          proposal.by,
                          now,
                          {},
                          {},
                          0};
    std::vector<Payout> payouts;
    for (const auto& one : unpaid) {
        const auto total = add(settlement.total, one.free);
        if (!total) break;  // Beyond what an amount can say: the rest is in the next settlement.
        payouts.push_back(payoutOf(settlement, one));
        settlement.total = *total;
        settlement.dues += one.dues;
    }
    settlement.payouts = static_cast<int>(payouts.size());
    rows_.settlements.add(settlement);
    for (const auto& payout : payouts) {
        rows_.settlements.add(payout);
        const auto taken = rows_.dues.take(payout);
        BUONO_CHECK(taken == payout.amount);
    }
    for (const auto& difference : differences) rows_.settlements.add(settlement.id, difference);
    return Proposed{settlement, std::move(differences)};
}

Status Approve::sameAccounts(const Settlement& settlement, const std::vector<Payout>& payouts) const {
    const auto payer = payerOf(parties_, settlement.debtor);
    if (!payer || *payer != settlement.payer) return Error{codes::kBankAccountChanged, {}, "the payer's"};
    for (const auto& payout : payouts) {
        const auto ente = parties_.enti.ente(payout.ente);
        if (!ente || payout.payee != Party{ente->holder, ente->iban})
            return Error{codes::kBankAccountChanged, {}, "of ente " + payout.ente.text()};
    }
    return kOk;
}

Result<std::uint64_t> Approve::pay(const std::vector<Payout>& payouts) {
    auto drawer = payables_.drawer();
    std::vector<ledger::Transfer> posts;
    for (const auto& payout : payouts) {
        const auto paid = drawer.account({AccountKind::Paid, {}, payout.debtor, {}});
        posts.push_back({ledger::Action::Post, static_cast<std::uint16_t>(ledger::Code::Payout), payout.payable, paid,
                         payout.amount.cents(), 0, 0});
    }
    auto group = drawer.openings();
    group.insert(group.end(), posts.begin(), posts.end());
    const auto seq = book_.post(group);
    if (!seq) {
        if (seq.error().code == codes::kInsufficientFunds)
            return Error{codes::kDuesDifferFromLedger, {}, "an account owes less than when it was proposed"};
        return seq.error();
    }
    drawer.keep();
    return *seq;
}

Result<Settlement> Approve::operator()(const Debtor& debtor, const Id& id, const Id& by, Instant now) {
    auto settlement = proposed(rows_.settlements, debtor, id);
    if (!settlement) return settlement.error();
    if (debtor.kind == DebtorKind::City && settlement->proposed_by == by)
        return Error{codes::kSecondPersonNeeded, {}, "who proposes does not approve"};
    if (settlement->execution < rows_.calendar.dateOf(now)) return Error{codes::kExecutionDatePassed, {}, {}};
    const auto payouts = rows_.settlements.payouts(id);
    if (auto same = sameAccounts(*settlement, payouts); !same) return same.error();
    const auto seq = pay(payouts);
    if (!seq) return seq.error();

    settlement->state = State::Approved;
    settlement->decided_by = by;
    settlement->decided = now;
    settlement->seq = *seq;
    rows_.settlements.keep(*settlement);
    return *std::move(settlement);
}

Result<Settlement> Cancel::operator()(const Debtor& debtor, const Id& id, const Id& by, Instant now) {
    auto settlement = proposed(rows_.settlements, debtor, id);
    if (!settlement) return settlement.error();
    settlement->state = State::Cancelled;
    settlement->decided_by = by;
    settlement->decided = now;
    rows_.dues.release(id);
    rows_.settlements.keep(*settlement);
    return *std::move(settlement);
}

}  // namespace buono::settlement
