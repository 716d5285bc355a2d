#include "simulation/purchases_rows.hpp"

#include <algorithm>

namespace buono::simulation {
namespace {

using purchases::Operation;
using purchases::Page;
using purchases::Purchase;
using purchases::Redemption;
using purchases::RedemptionState;
using purchases::SpendingCode;
using registers::Errand;

/// Newest first, before page.before, at most page.limit.
template <class Row, class Wanted>
std::vector<Row> newest(const std::map<Id, Row>& rows, Page page, Wanted wanted) {
    std::vector<Row> found;
    for (auto at = rows.rbegin(); at != rows.rend() && static_cast<int>(found.size()) < page.limit; ++at)
        if (wanted(at->second) && (page.before.isNil() || at->first < page.before)) found.push_back(at->second);
    return found;
}

/// Oldest first, at most `limit`.
template <class Row, class Wanted>
std::vector<Row> oldest(const std::map<Id, Row>& rows, int limit, Wanted wanted) {
    std::vector<Row> found;
    for (const auto& [id, one] : rows)
        if (static_cast<int>(found.size()) < limit && wanted(one)) found.push_back(one);
    return found;
}

}  // namespace

std::vector<Purchase> PurchasesRows::ofPayer(const Id& payer, Page page) const {
    return newest(rows.rows(), page, [&](const auto& one) { return one.payer == payer; });
}

std::vector<Purchase> PurchasesRows::owedBack(const Id& ente, int limit) const {
    return oldest(rows.rows(), limit, [&](const auto& one) { return one.ente == ente && one.direct_owed_back; });
}

void PurchasesRows::keep(const Purchase& one) {
    auto kept = *rows.copy(one.id);
    kept.state = one.state, kept.code_issue = one.code_issue, kept.seq = one.seq;
    kept.direct_received = one.direct_received, kept.direct_owed_back = one.direct_owed_back;
    rows.put(one.id, std::move(kept));
}

void PurchasesRows::markRedeemed(const Id& id, int line) {
    if (trouble_.strikes(Plant::HoldEndForgotten)) return;
    auto kept = *rows.copy(id);
    kept.lines.at(static_cast<std::size_t>(line)).redeemed = true;
    rows.put(id, std::move(kept));
}

std::optional<Operation> OperationsRows::ofSubject(const Id& subject) const {
    const auto* id = by_subject_.find(subject);
    return id ? rows.copy(*id) : std::nullopt;
}

std::vector<Operation> OperationsRows::atTill(const Id& ente, int limit) const {
    return oldest(rows.rows(), limit, [&](const auto& one) {
        return one.ente == ente && !one.ended && one.purpose == purchases::Purpose::Pay;
    });
}

void OperationsRows::add(const Operation& one) {
    rows.add(one.id, one);
    by_subject_.add(one.subject, one.id);
}

void OperationsRows::keep(const Operation& one) {
    auto kept = *rows.copy(one.id);
    kept.outcome = one.outcome, kept.ended = one.ended, kept.ref = one.ref, kept.waits_for = one.waits_for;
    kept.receipt = one.receipt, kept.pay_by = one.pay_by, kept.looks = one.looks;
    rows.put(one.id, std::move(kept));
}

std::vector<Redemption> RedemptionsRows::ofEnte(const Id& ente, Page page) const {
    return newest(rows.rows(), page, [&](const auto& one) { return one.ente == ente; });
}

void RedemptionsRows::add(const Redemption& one) {
    rows.add(one.id, one);
    if (one.state == RedemptionState::Asking) asking_.put(one.purchase, one.id);
    if (one.state == RedemptionState::Done) owe(one);
}

void RedemptionsRows::keep(const Redemption& one) {
    auto kept = *rows.copy(one.id);
    const bool is_done = kept.state != RedemptionState::Done && one.state == RedemptionState::Done;
    kept.state = one.state, kept.provider_ref = one.provider_ref, kept.seq = one.seq;
    if (one.state != RedemptionState::Asking) asking_.erase(one.purchase);
    if (is_done) owe(kept);
    rows.put(one.id, std::move(kept));
}

std::vector<purchases::Redemptions::Paid> RedemptionsRows::paid(std::span<const Id> redemptions) const {
    std::vector<Paid> found;
    for (const auto& id : redemptions) {
        const auto& one = *rows.find(id);
        if (one.items > 1) found.push_back({id, {}, {}, one.seq});
        if (const auto* code = codes_.spending.find(one.spending_code))
            found.push_back({id, code->id, code->holder, one.seq});
    }
    return found;
}

bool RedemptionsRows::isAsking(const Id& purchase) const {
    return trouble_.plant != Plant::ReleasedWhileAsking && asking_.contains(purchase);
}

void RedemptionsRows::owe(const Redemption& one) {
    if (!trouble_.strikes(Plant::RedemptionNotDue)) dues_.owe(one);
}

std::vector<SpendingCode> CodesRows::ofHolder(const Id& holder, Page page) const {
    return newest(spending.rows(), page, [&](const auto& one) { return one.holder == holder; });
}

std::vector<SpendingCode> CodesRows::ofAllowances(std::span<const ledger::AccountNo> allowances) const {
    std::vector<SpendingCode> found;
    for (const auto allowance : allowances)
        if (const auto* id = by_allowance_.find(allowance)) found.push_back(*spending.find(*id));
    return found;
}

void CodesRows::add(const purchases::CodeRow& code) {
    codes.add(code.hash, code);
    by_subject_.add({code.kind, code.subject}, code.hash);
}

void CodesRows::remove(purchases::CodeKind kind, const Id& subject) {
    if (const auto hash = by_subject_.copy({kind, subject})) codes.erase(*hash);
    by_subject_.erase({kind, subject});
}

void CodesRows::addSpending(const SpendingCode& code) {
    spending.add(code.id, code);
    by_allowance_.add(code.allowance, code.id);
}

void CodesRows::keepSpending(const SpendingCode& code) {
    auto kept = *spending.copy(code.id);
    kept.issue = code.issue;
    if (trouble_.plant == Plant::OldAllowanceForgotten) by_allowance_.erase(kept.allowance);
    if (trouble_.plant != Plant::AllowanceNotKept) kept.allowance = code.allowance;
    by_allowance_.put(kept.allowance, kept.id);
    spending.put(code.id, std::move(kept));
}

void OutboxRows::add(std::string_view kind, Id subject, Instant due) {
    const auto number = numbers_.copy(0).value_or(0) + 1;
    numbers_.put(0, number);
    put({number, std::string{kind}, subject, due, 0});
}

void OutboxRows::put(const Errand& errand) {
    const Place place{errand.due.us, errand.number};
    waiting.add(place, errand);
    by_subject_.add({errand.subject, errand.number}, place);
    by_number_.add(errand.number, place);
}

void OutboxRows::remove(const Place& place) {
    by_subject_.erase({waiting.find(place)->subject, place.second});
    by_number_.erase(place.second);
    waiting.erase(place);
}

void OutboxRows::end(std::string_view kind, Id subject) {
    for (const auto& place : placesOf(kind, subject)) remove(place);
}

std::vector<std::int64_t> OutboxRows::endAll(std::span<const std::int64_t> numbers) {
    std::vector<std::int64_t> ended;
    for (const auto number : numbers) {
        const auto place = by_number_.copy(number);
        if (!place) continue;
        remove(*place);
        ended.push_back(number);
    }
    return ended;
}

void OutboxRows::postpone(std::string_view kind, Id subject, Instant due) {
    for (const auto& place : placesOf(kind, subject)) {
        auto errand = *waiting.copy(place);
        remove(place);
        errand.due = due, ++errand.tries;
        put(errand);
    }
}

std::vector<OutboxRows::Place> OutboxRows::placesOf(std::string_view kind, const Id& subject) const {
    std::vector<Place> places;
    for (auto at = by_subject_.rows().lower_bound({subject, 0});
         at != by_subject_.rows().end() && at->first.first == subject; ++at)
        if (waiting.find(at->second)->kind == kind) places.push_back(at->second);
    return places;
}

bool OutboxRows::waits(std::string_view kind, const Id& subject) const { return !placesOf(kind, subject).empty(); }

std::vector<Errand> OutboxRows::due(Instant now, std::size_t limit) const {
    const auto until_us = now.us;
    std::vector<Errand> found;
    for (const auto& [place, errand] : waiting.rows()) {
        if (place.first > until_us || found.size() == limit) break;
        found.push_back(errand);
    }
    return found;
}

std::optional<Instant> OutboxRows::nextAfter(Instant now) const {
    const auto at = waiting.rows().lower_bound({now.us + 1, 0});
    return at == waiting.rows().end() ? std::nullopt : std::optional{at->second.due};
}

}  // namespace buono::simulation
