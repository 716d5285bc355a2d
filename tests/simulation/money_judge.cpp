#include "simulation/money_judge.hpp"

#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

using instruments::DebtorKind;
using ledger::AccountKind;

std::string text(std::int64_t here, std::int64_t there) {
    return std::to_string(here) + " by the rows, " + std::to_string(there) + " by the journal";
}

void same(const char* law, const Id& about, std::int64_t here, std::int64_t there) {
    if (here != there) fail(law, about, text(here, there));
}

}  // namespace

void MoneyJudge::move(const Part& part, std::int64_t held, std::int64_t spent) {
    auto& instrument = instruments_[part.instrument];
    instrument.held += held;
    instrument.spent += spent;
    auto& owed = owed_[{part.ente, part.debtor}];
    owed.held += held;
    owed.redeemed += spent;
    spent_cents_ += spent;
    touched_instruments_.insert(part.instrument);
    touched_owed_.insert({part.ente, part.debtor});
}

void MoneyJudge::receive(const Id& ente, const std::string& method, std::int64_t cents) {
    tills_[{ente, method}] += cents;
    tills_moved_ = true;
}

void MoneyJudge::see(const Store& store, const LedgerJudge& ledger) {
    seeFunds(store);
    seeSettlements(store);
    for (const auto& id : touched_instruments_) compareInstrument(id, ledger);
    for (const auto& id : touched_funds_) compareFund(id, ledger);
    for (const auto& payable : touched_owed_) compareOwed(payable, store, ledger);
    if (tills_moved_) compareTills(store, ledger);
    if (paid_moved_) comparePaid(store, ledger);
    touched_instruments_.clear(), touched_funds_.clear(), touched_owed_.clear();
    tills_moved_ = paid_moved_ = false;
}

void MoneyJudge::seeFunds(const Store& store) {
    for (const auto& change : store.programmes.sources.changes())
        funds_[change.key] = {change.after->account, change.after->fund.amount.cents(), 0};
    for (const auto& change : store.plans.rows.changes())
        funds_[change.key] = {change.after->account, change.after->amount.cents(), 0};
    for (const auto& change : store.vouchers.rows.changes())
        issue(change.key, change.after->account, change.after->source, change.after->amount.cents());
    for (const auto& change : store.credits.rows.changes()) {
        const auto before = change.before ? change.before->amount.cents() : 0;
        issue(change.key, change.after->account, change.after->plan, change.after->amount.cents() - before);
    }
}

void MoneyJudge::issue(const Id& id, ledger::AccountNo account, const Id& fund, std::int64_t cents) {
    auto& instrument = instruments_[id];
    require(instrument.account == 0 || instrument.account == account, "I9 an instrument keeps its account", id);
    instrument.account = account;
    instrument.issued += cents;
    funds_.at(fund).given += cents;
    touched_instruments_.insert(id);
    touched_funds_.insert(fund);
}

void MoneyJudge::seeSettlements(const Store& store) {
    using settlement::State;
    for (const auto& change : store.settlements.rows.changes()) {
        const auto& one = *change.after;
        const bool is_decided = change.before && change.before->state != State::Proposed;
        require(!is_decided || change.before->state == one.state, "I15 a settlement is decided once", change.key);
        if (!change.before) require(one.state == State::Proposed, "I15 a settlement begins as proposed", change.key);
        if (one.state != State::Approved || is_decided) continue;
        const bool is_city = one.debtor.kind == DebtorKind::City;
        require(!is_city || one.decided_by != one.proposed_by, "I28 the city pays with four eyes", change.key);
        std::int64_t total = 0;
        for (const auto& payout : store.settlements.payouts(change.key)) {
            std::int64_t dues = 0;
            for (const auto& line : store.dues.lines(payout.id, {}, INT32_MAX)) dues += line.amount.cents();
            same("I25 a payout is the sum of its dues", payout.id, payout.amount.cents(), dues);
            owed_[{payout.ente, payout.debtor}].paid += payout.amount.cents();
            touched_owed_.insert({payout.ente, payout.debtor});
            total += payout.amount.cents();
        }
        same("I25 a settlement is the sum of its payouts", change.key, one.total.cents(), total);
        paid_moved_ = true;
    }
}

void MoneyJudge::compareInstrument(const Id& id, const LedgerJudge& ledger) const {
    const auto& one = instruments_.at(id);
    const auto& account = ledger.account(one.account);
    // Nothing expires on an instrument and none is revoked yet: what was issued is spent, held or available.
    same("I9 issued = spent + held + available", id, one.issued - one.spent - one.held, account.available());
    same("I9 what is held", id, one.held, account.debits_held);
    same("I9 what is spent", id, one.spent, account.debits_posted);
}

void MoneyJudge::compareFund(const Id& id, const LedgerJudge& ledger) const {
    const auto& fund = funds_.at(id);
    require(fund.given <= fund.budget, "I10 issued <= budget", id);
    same("I10 what is left of a budget", id, fund.budget - fund.given, ledger.account(fund.account).available());
}

void MoneyJudge::compareOwed(const Payable& payable, const Store& store, const LedgerJudge& ledger) const {
    const auto& [ente, debtor] = payable;
    const auto& owed = owed_.at(payable);
    const auto no = store.ledger.directory.find({AccountKind::Payable, ente, debtor, {}});
    if (!no) {
        require(owed.held == 0 && owed.redeemed == 0, "I25 who is owed something has an account", ente);
        return;
    }
    const auto& account = ledger.account(*no);
    same("I25 what an ente will be owed", ente, owed.held, account.credits_held);
    same("I25 what an ente is owed: its captures", ente, owed.redeemed, account.credits_posted);
    same("I25 what an ente was paid: its payouts", ente, owed.paid, account.debits_posted);
}

void MoneyJudge::compareTills(const Store& store, const LedgerJudge& ledger) const {
    for (const auto& [till, cents] : tills_) {
        const auto no = store.ledger.directory.find({AccountKind::Received, till.first, {}, till.second});
        if (!no && cents == 0) continue;
        require(no.has_value(), "I20 who received something has an account", till.first);
        const auto& account = ledger.account(*no);
        same("I20 direct money an ente has", till.first, cents, account.credits_posted - account.debits_posted);
    }
}

void MoneyJudge::comparePaid(const Store& store, const LedgerJudge& ledger) const {
    std::map<instruments::Debtor, std::int64_t> paid;
    for (const auto& [payable, owed] : owed_) paid[payable.second] += owed.paid;
    for (const auto& [debtor, cents] : paid) {
        const auto no = store.ledger.directory.find({AccountKind::Paid, {}, debtor, {}});
        same("I25 what a debtor paid", debtor.id, cents, no ? ledger.account(*no).credits_posted : 0);
    }
}

void MoneyJudge::compareAll(const Store& store, const LedgerJudge& ledger) {
    for (const auto& [id, one] : instruments_) compareInstrument(id, ledger);
    for (const auto& [id, one] : funds_) compareFund(id, ledger);
    for (const auto& [payable, one] : owed_) compareOwed(payable, store, ledger);
    compareTills(store, ledger);
    comparePaid(store, ledger);
}

void MoneyJudge::compareEnd(const Store& store, const LedgerJudge& ledger) const {
    for (const auto& [payable, owed] : owed_)
        same("I25 at the end everything owed is paid", payable.first, owed.redeemed, owed.paid);
    for (const auto& [purpose, no] : store.ledger.directory.accounts.rows())
        if (purpose.kind == AccountKind::Payable)
            same("I25 at the end nobody is owed anything", purpose.ente, 0,
                 ledger.account(no).credits_posted - ledger.account(no).debits_posted);
}

std::int64_t MoneyJudge::availableCents(const Id& instrument) const {
    const auto at = instruments_.find(instrument);
    return at == instruments_.end() ? 0 : at->second.issued - at->second.spent - at->second.held;
}

}  // namespace buono::simulation
