#include "simulation/purchase_judge.hpp"

#include <algorithm>
#include <array>

#include "core/purchases/workbench.hpp"
#include "simulation/violation.hpp"
#include "support/payroll.hpp"

namespace buono::simulation {
namespace {

using instruments::DebtorKind;
using purchases::Operation;
using purchases::Outcome;
using purchases::Purchase;
using purchases::Redemption;
using purchases::RedemptionState;
using purchases::Share;
using purchases::State;
using test::UtcCalendar;

// The declared graph (design section 3), written here once more so that the core's own table is not its own witness.
constexpr std::array kSteps{
    std::pair{State::Reserving, State::Confirmed},      std::pair{State::Reserving, State::Refused},
    std::pair{State::Reserving, State::Cancelled},      std::pair{State::Reserving, State::Expired},
    std::pair{State::Confirmed, State::PartlyRedeemed}, std::pair{State::Confirmed, State::Completed},
    std::pair{State::Confirmed, State::Cancelled},      std::pair{State::Confirmed, State::Expired},
    std::pair{State::PartlyRedeemed, State::Completed}, std::pair{State::PartlyRedeemed, State::Expired},
    std::pair{State::Cancelled, State::Refunded},       std::pair{State::Expired, State::Refunded},
};

bool isLive(State state) {
    return state == State::Reserving || state == State::Confirmed || state == State::PartlyRedeemed;
}

template <class T>
bool admits(const std::vector<T>& allowed, const T& one) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), one) != allowed.end();
}

registers::Date dateOf(Instant at) { return UtcCalendar{}.dateOf(at); }

/// Everything of a purchase that must never change.
bool sameForEver(const Purchase& a, const Purchase& b) {
    const auto line = [](const auto& x, const auto& y) {
        return x.service == y.service && x.beneficiary == y.beneficiary && x.price == y.price;
    };
    const auto share = [](const Share& x, const Share& y) {
        return x.line == y.line && x.instrument == y.instrument && x.debtor == y.debtor && x.amount == y.amount &&
               x.hold == y.hold;
    };
    return a.payer == b.payer && a.ente == b.ente && a.method == b.method && a.total == b.total &&
           a.direct == b.direct && a.at == b.at && a.code_issue <= b.code_issue &&
           std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(), line) &&
           std::equal(a.shares.begin(), a.shares.end(), b.shares.begin(), b.shares.end(), share);
}

MoneyJudge::Part partOf(const Purchase& purchase, const Share& share) {
    return {share.instrument, purchase.ente, share.debtor, share.amount.cents()};
}

bool isRedeemed(const Purchase& purchase, int line) { return purchase.lines[static_cast<std::size_t>(line)].redeemed; }

/// The ente has the direct part, and has not given it back.
std::int64_t atTill(const Purchase& purchase) {
    return purchase.direct_received && purchase.state != State::Refunded ? purchase.direct.cents() : 0;
}

}  // namespace

void PurchaseJudge::see() {
    lines_redeemed_.clear(), lines_claimed_.clear();
    for (const auto& change : store_.purchases.rows.changes()) {
        require(change.after.has_value(), "I5 no purchase vanishes", change.key);
        if (!change.before)
            seeNew(*change.after);
        else
            seeStep(*change.before, *change.after);
    }
    for (const auto& change : store_.codes.spending.changes()) seeCode(change);
    for (const auto& change : store_.redemptions.rows.changes()) seeRedemption(change);
    require(lines_redeemed_ == lines_claimed_, "I11 a line is redeemed by exactly one redemption");
    for (const auto& change : store_.operations.rows.changes()) seeOperation(change);
    checkErrands();
    checkAsking();
    checkTold();
}

const PurchaseJudge::Terms& PurchaseJudge::termsOf(const Id& id) const {
    if (const auto known = terms_.find(id); known != terms_.end()) return known->second;
    Terms terms;
    if (const auto* voucher = store_.vouchers.rows.find(id)) {
        const auto& call = store_.programmes.rows.find(voucher->programme)->call;
        terms = {voucher->holder,
                 voucher->child,
                 {DebtorKind::City, voucher->source},
                 call.areas,
                 {},
                 voucher->act_date,
                 call.buy_by,
                 call.service_ends_by,
                 call.claim_by,
                 false};
    } else if (const auto* credit = store_.credits.rows.find(id)) {
        const auto& plan = *store_.plans.rows.find(credit->plan);
        terms = {credit->person,
                 {},
                 {DebtorKind::Employer, plan.employer},
                 plan.areas,
                 plan.categories,
                 plan.usable_from,
                 plan.usable_until,
                 plan.service_ends_by,
                 std::nullopt,
                 true};
    } else {
        fail("I12 what pays was issued", id);
    }
    return terms_.emplace(id, std::move(terms)).first->second;
}

void PurchaseJudge::seeNew(const Purchase& purchase) {
    const bool asks = purchase.direct.isPositive();
    require(purchase.state == (asks ? State::Reserving : State::Confirmed), "I15 a purchase begins", purchase.id);
    require(!purchase.direct_received && !purchase.direct_owed_back, "I15 a purchase begins", purchase.id);
    std::vector<std::int64_t> open;
    std::vector<std::size_t> payers(purchase.lines.size());
    std::int64_t total = 0, direct = 0;
    for (const auto& line : purchase.lines) open.push_back(line.price.cents()), total += line.price.cents();
    for (const auto& share : purchase.shares) ++payers.at(static_cast<std::size_t>(share.line));
    for (const auto& share : purchase.shares) {
        const auto line = static_cast<std::size_t>(share.line);
        require(share.amount.isPositive(), "I14 a share is more than nothing", purchase.id);
        open[line] -= share.amount.cents();
        if (share.hold == 0) {
            direct += share.amount.cents();
            continue;
        }
        checkShare(purchase, share, payers[line]);
        money_.hold(partOf(purchase, share));
    }
    require(std::all_of(open.begin(), open.end(), [](auto cents) { return cents == 0; }),
            "I14 the shares of a line are its price", purchase.id);
    require(total == purchase.total.cents() && direct == purchase.direct.cents(), "I14 totals", purchase.id);
}

void PurchaseJudge::checkShare(const Purchase& purchase, const Share& share, std::size_t shares_of_line) const {
    const auto& terms = termsOf(share.instrument);
    const auto& line = purchase.lines[static_cast<std::size_t>(share.line)];
    const auto* service = store_.catalogue.all_services.find(line.service);
    const auto day = dateOf(purchase.at);
    require(terms.holder == purchase.payer, "I12 only its holder spends it", purchase.id);
    require(terms.beneficiary.isNil() || terms.beneficiary == line.beneficiary, "I12 beneficiary", purchase.id);
    require(terms.from <= day && day <= terms.until, "I12 validity", purchase.id);
    require(terms.debtor == share.debtor, "I25 who owes it", purchase.id);
    require(admits(terms.areas, service->area), "I12 area", purchase.id);
    require(admits(terms.categories, service->category), "I12 category", purchase.id);
    const bool whole = shares_of_line == 1 && share.amount == line.price;
    require(!terms.whole_line || whole, "I14 an employer's credit is never topped up", purchase.id);
}

void PurchaseJudge::seeStep(const Purchase& before, const Purchase& after) {
    require(sameForEver(before, after), "I15 what a purchase is stays", after.id);
    seeDirect(before, after);
    if (before.state != after.state) {
        const bool lawful =
            std::find(kSteps.begin(), kSteps.end(), std::pair{before.state, after.state}) != kSteps.end();
        if (!lawful)
            fail("I15 along the declared graph", after.id,
                 std::string{word(before.state)} + " to " + std::string{word(after.state)});
        if (after.state == State::Expired) seeExpiry(before, after);
    }
    seeLines(before, after);
    if (!isLive(before.state) || isLive(after.state)) return;
    for (const auto& share : after.shares)
        if (share.hold != 0 && !isRedeemed(after, share.line)) money_.release(partOf(after, share));
}

void PurchaseJudge::seeExpiry(const Purchase& before, const Purchase& after) const {
    if (before.state == State::Reserving) {
        const auto operation = store_.operations.ofSubject(after.id);
        require(operation.has_value(), "I34 what expires was asked for", after.id);
        require(!operation->receipt.empty() || operation->pay_by <= latest(), "I34 not before its hour", after.id);
        return;
    }
    const auto last = claimBy(after);
    require(last && *last < dateOf(latest()), "I34 not before the last day to claim", after.id);
}

void PurchaseJudge::seeLines(const Purchase& before, const Purchase& after) {
    for (std::size_t i = 0; i < after.lines.size(); ++i) {
        require(!before.lines[i].redeemed || after.lines[i].redeemed, "I11 a line is redeemed once", after.id);
        if (before.lines[i].redeemed || !after.lines[i].redeemed) continue;
        lines_redeemed_.insert({after.id, static_cast<int>(i)});
        for (const auto& share : after.shares)
            if (share.hold != 0 && share.line == static_cast<int>(i)) money_.capture(partOf(after, share));
    }
    const bool all = std::all_of(after.lines.begin(), after.lines.end(), [](const auto& one) { return one.redeemed; });
    const bool any = std::any_of(after.lines.begin(), after.lines.end(), [](const auto& one) { return one.redeemed; });
    require(after.state != State::Completed || all, "I15 completed means every line", after.id);
    require(after.state != State::PartlyRedeemed || any, "I15 partly means some line", after.id);
}

void PurchaseJudge::seeDirect(const Purchase& before, const Purchase& after) {
    require(!before.direct_received || after.direct_received, "I20 what was received was received", after.id);
    const auto moved = atTill(after) - atTill(before);
    if (moved != 0) money_.receive(after.ente, after.method, moved);
    if (!after.direct_owed_back) return;
    require(after.direct_received && !isLive(after.state), "I22 only what the ente has is owed back", after.id);
}

void PurchaseJudge::seeRedemption(const Table<Id, Redemption>::Change& change) {
    require(change.after.has_value(), "I5 no redemption vanishes", change.key);
    const auto& one = *change.after;
    const auto before = change.before ? change.before->state : RedemptionState::Asking;
    require(!change.before || before == RedemptionState::Asking || before == one.state, "I15 a redemption", one.id);
    require(change.before || one.state != RedemptionState::Refused, "I18 a refusal leaves nothing", one.id);
    if (one.state == RedemptionState::Asking) {
        require(!asking_.contains(one.purchase) || asking_.at(one.purchase) == one.id, "I21 one attempt", one.id);
        asking_[one.purchase] = one.id;
        return;
    }
    if (change.before && before == RedemptionState::Asking) asking_.erase(one.purchase);
    const bool is_done = one.state == RedemptionState::Done && (!change.before || before == RedemptionState::Asking);
    if (is_done) seeDone(one);
}

void PurchaseJudge::seeDone(const Redemption& one) {
    std::int64_t due = 0;
    for (const auto& part : one.dues) due += part.amount.cents();
    require(due == one.total.cents(), "I25 dues are the total", one.id);
    if (one.purchase.isNil()) return seeSpending(one);
    const auto& purchase = *store_.purchases.rows.find(one.purchase);
    std::map<instruments::Debtor, std::int64_t> shares;
    for (const auto line : one.lines) {
        require(lines_claimed_.insert({one.purchase, line}).second, "I11 a line is redeemed once", one.id);
        for (const auto& share : purchase.shares) {
            if (share.line != line) continue;
            shares[share.debtor] += share.amount.cents();
            const auto last = share.hold == 0 ? std::nullopt : termsOf(share.instrument).claim_by;
            require(!last || dateOf(one.at) <= *last, "I12 no redemption after the last day to claim", one.id);
        }
    }
    for (const auto& part : one.dues)
        require(shares[part.debtor] == part.amount.cents(), "I25 what each debtor owes is their share", one.id);
}

/// What the entry took from allowances says which codes paid; what it took from vouchers must be the same.
void PurchaseJudge::seeSpending(const Redemption& one) {
    const auto& entry = store_.ledger.journal.rows().at(one.seq - 1);
    std::map<ledger::AccountNo, std::int64_t> of_vouchers, of_codes;
    int items = 0;
    for (const auto& t : entry.transfers) {
        if (t.action != ledger::Action::Post) continue;
        if (t.code == static_cast<std::uint16_t>(ledger::Code::SpendingCode)) of_vouchers[t.debit] += t.cents, ++items;
        if (t.code != static_cast<std::uint16_t>(ledger::Code::Allowance)) continue;
        const auto code = allowances_.find(t.debit);
        if (code == allowances_.end()) fail("I12 an allowance is a code's", one.id);
        const auto& paid = *store_.codes.spending.find(code->second);
        require(one.items > 1 || one.spending_code == paid.id, "I12 the code that is named pays", one.id);
        of_codes[paid.account] += t.cents;
        seePayment(one, paid, t.cents);
    }
    require(items == one.items, "I16 as many payments as were asked for", one.id);
    require(of_codes == of_vouchers, "I12 a code takes from its voucher what its allowance loses", one.id);
}

void PurchaseJudge::seePayment(const Redemption& one, const purchases::SpendingCode& code, std::int64_t cents) {
    require(code.ente.isNil() || code.ente == one.ente, "I12 only the ente it is for", one.id);
    require(one.at < code.expires, "I34 a code is good until it expires", one.id);
    require(dateOf(one.at) <= termsOf(code.instrument).until, "I12 validity", one.id);
    require(!termsOf(code.instrument).whole_line, "I14 a credit pays whole lines only", one.id);
    auto& spent = spent_on_code_[code.id];
    spent += cents;
    require(spent <= code.amount.cents(), "I12 no code pays more than it says", code.id);
    money_.spend({code.instrument, one.ente, code.debtor, cents});
}

/// A code that was replaced can take nothing; the new one takes what the old one had left.
void PurchaseJudge::seeCode(const Table<Id, purchases::SpendingCode>::Change& change) {
    const auto& code = *change.after;
    allowances_[code.allowance] = code.id;
    require(!change.before || change.before->issue < code.issue, "I15 a code is replaced by a newer one", code.id);
    const auto now = store_.codes.spending.find(code.id)->allowance;
    const auto before = change.before ? change.before->allowance : now;
    for (const auto old : {before, code.allowance})
        require(old == now || ledger_.account(old).available() == 0, "S3 a replaced code has nothing left", code.id);
}

void PurchaseJudge::seeOperation(const Table<Id, Operation>::Change& change) {
    require(change.after.has_value(), "I5 no operation vanishes", change.key);
    const auto& one = *change.after;
    if (!change.before) {
        require(operation_of_.insert(one.subject).second, "I21 one attempt at a time", one.id);
        require(!one.ended && one.outcome == Outcome::NotSent, "I15 an operation begins unsent", one.id);
        return;
    }
    const auto& before = *change.before;
    require(!before.ended, "I15 what has ended stays", one.id);
    require(before.looks < one.looks, "I16 every look has a key of its own", one.id);
    require(before.receipt.empty() || before.receipt == one.receipt, "I15 a receipt stays", one.id);
    require(before.amount == one.amount && before.subject == one.subject, "I22 the amount asked for stays", one.id);
    if (one.ended) checkEnded(one);
}

/// Whoever was asked says the same (I20): a yes is a yes in their books too, and what is over is not done there.
void PurchaseJudge::checkEnded(const Operation& one) const {
    const bool is_done = outside_.truthOf(one.id) == Outside::Truth::Done;
    if (one.outcome == Outcome::Approved)
        require(is_done, "I20 confirmed here, unpaid there", one.id);
    else
        require(!is_done, "I20 given up here, done there", one.id);
    if (one.purpose == purchases::Purpose::Redeem) return;
    const bool should_have = one.outcome == Outcome::Approved || !one.receipt.empty();
    require(store_.purchases.rows.find(one.subject)->direct_received == should_have, "I20 who has the money", one.id);
}

/// I23: whatever is not decided has an hour at which it is looked at again.
void PurchaseJudge::checkErrands() const {
    for (const auto& change : store_.operations.rows.changes()) {
        const auto& one = *store_.operations.rows.find(change.key);
        const auto kind = one.purpose == purchases::Purpose::Pay ? purchases::kAskMethod : purchases::kAskProvider;
        require(store_.outbox.waits(kind, one.id) != one.ended, "I23 an errand for what is open, and no other", one.id);
    }
    for (const auto& change : store_.purchases.rows.changes()) {
        if (change.before) continue;
        const auto claims = claimBy(*change.after);
        const bool is_over = !isLive(store_.purchases.rows.find(change.key)->state);
        const bool waits = store_.outbox.waits(purchases::kLapse, change.key);
        require(waits || !claims || is_over, "I23 what is held has a last day", change.key);
    }
}

void PurchaseJudge::compareAll() const {
    std::size_t open = 0;
    for (const auto& [id, one] : store_.operations.rows.rows()) {
        if (one.ended) continue;
        ++open;
        const auto kind = one.purpose == purchases::Purpose::Pay ? purchases::kAskMethod : purchases::kAskProvider;
        require(store_.outbox.waits(kind, id), "I23 an errand for what is open", id);
    }
    for (const auto& [place, errand] : store_.outbox.waiting.rows()) {
        if (errand.kind == purchases::kAskMethod || errand.kind == purchases::kAskProvider) continue;
        ++open;
        const bool is_known =
            store_.purchases.rows.contains(errand.subject) || store_.redemptions.rows.contains(errand.subject);
        require(is_known, "I24 an errand has its subject", errand.subject);
    }
    require(open == store_.outbox.waiting.rows().size(), "I24 an errand for what is open, and no other");
}

void PurchaseJudge::checkAsking() const {
    for (const auto& [id, redemption] : asking_)
        require(isLive(store_.purchases.rows.find(id)->state), "I15 what is being redeemed is not given up", id);
}

std::optional<registers::Date> PurchaseJudge::claimBy(const Purchase& purchase) const {
    std::optional<registers::Date> last;
    for (const auto& share : purchase.shares) {
        const auto by = share.hold == 0 ? std::nullopt : termsOf(share.instrument).claim_by;
        if (by && (!last || *by < *last)) last = by;
    }
    return last;
}

/// No change of this commit is younger.
Instant PurchaseJudge::latest() const { return store_.ledger.audit.rows().back().at; }

void PurchaseJudge::compareEnd() const {
    for (const auto& [id, one] : store_.operations.rows.rows()) {
        require(one.ended, "I23 nothing stays undecided", id);
        checkEnded(one);
    }
    for (const auto& [id, one] : store_.redemptions.rows.rows())
        require(one.state != RedemptionState::Asking, "I23 no redemption stays undecided", id);
    std::size_t holds = 0;
    for (const auto& [id, one] : store_.purchases.rows.rows()) {
        if (!isLive(one.state)) continue;
        require(!claimBy(one), "R1 no hold outlives its last day", id);
        for (const auto& share : one.shares) holds += share.hold != 0 && !isRedeemed(one, share.line) ? 1 : 0;
    }
    require(holds == ledger_.holds(), "R1 every hold belongs to a purchase that lives");
    for (const auto& [id, code] : store_.codes.spending.rows())
        require(ledger_.account(code.allowance).available() == leftOnCode(id), "I12 what a code may still take", id);
}

/// The codes that paid.
std::set<Id> PurchaseJudge::payers(const Redemption& one) const {
    std::set<Id> codes;
    for (const auto& t : store_.ledger.journal.rows().at(one.seq - 1).transfers)
        if (const auto code = allowances_.find(t.debit); t.action == ledger::Action::Post && code != allowances_.end())
            codes.insert(code->second);
    return codes;
}

/// Whoever's code paid will be told: the errand waits, or when it ended a notice had been made after the payment (I24).
void PurchaseJudge::checkTold() {
    const auto& notices = store_.notices.all.rows();
    for (; notices_ < notices.size(); ++notices_)
        if (notices[notices_].kind == people::notice::kSpendingRedeemed) told_[notices[notices_].subject] = entries_;
    entries_ = store_.ledger.journal.rows().size();
    for (const auto& change : store_.outbox.waiting.changes()) {
        if (change.after || change.before->kind != purchases::kTellPayment) continue;
        const auto& payment = *store_.redemptions.rows.find(change.before->subject);
        for (const auto& code : payers(payment))
            require(told_.contains(code) && told_.at(code) >= payment.seq, "I24 a payment is told of", code);
    }
    for (const auto& change : store_.redemptions.rows.changes()) {
        const bool is_payment = !change.before && change.after->purchase.isNil();
        if (is_payment && change.after->state == RedemptionState::Done)
            require(store_.outbox.waits(purchases::kTellPayment, change.key), "I24 a payment will be told of",
                    change.key);
    }
}

std::int64_t PurchaseJudge::leftOnCode(const Id& id) const {
    const auto* code = store_.codes.spending.find(id);
    const auto spent = spent_on_code_.find(id);
    return code ? code->amount.cents() - (spent == spent_on_code_.end() ? 0 : spent->second) : 0;
}

}  // namespace buono::simulation
