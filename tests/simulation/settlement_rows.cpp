#include "simulation/settlement_rows.hpp"

#include <algorithm>

namespace buono::simulation {
namespace {

using instruments::Debtor;
using instruments::DebtorKind;
using settlement::Difference;
using settlement::Payout;
using settlement::Settlement;
using settlement::StatementLine;
using settlement::Unpaid;

bool isOf(const Debtor& asked, const Debtor& one) {
    return asked.kind == one.kind && (asked.kind == DebtorKind::City || asked.id == one.id);
}

Money plus(Money a, Money b) { return *add(a, b); }

}  // namespace

std::vector<Settlement> SettlementsRows::of(const Debtor& debtor, const Id& before, int limit) const {
    std::vector<Settlement> found;
    for (auto at = rows.rows().rbegin(); at != rows.rows().rend() && static_cast<int>(found.size()) < limit; ++at)
        if (at->second.debtor == debtor && (before.isNil() || at->first < before)) found.push_back(at->second);
    return found;
}

std::int64_t SettlementsRows::lastNumber(const Debtor& debtor) const {
    std::int64_t number = 0;
    for (const auto& [id, one] : rows.rows())
        if (one.debtor == debtor) number = std::max(number, one.number);
    return number;
}

std::vector<Payout> SettlementsRows::payouts(const Id& settlement) const {
    std::vector<Payout> found;
    for (const auto& [id, one] : all_payouts.rows())
        if (one.settlement == settlement) found.push_back(one);
    return found;
}

std::vector<Difference> SettlementsRows::differences(const Id& settlement) const {
    std::vector<Difference> found;
    for (const auto& [name, one] : all_differences.rows())
        if (name.first == settlement) found.push_back(one);
    return found;
}

std::vector<Payout> SettlementsRows::paidTo(const Id& ente, const Id& before, int limit) const {
    std::vector<Payout> found;
    const auto& all = all_payouts.rows();
    for (auto at = all.rbegin(); at != all.rend() && static_cast<int>(found.size()) < limit; ++at) {
        const auto& one = at->second;
        const bool paid = rows.find(one.settlement)->state == settlement::State::Approved;
        if (one.ente == ente && paid && (before.isNil() || at->first < before)) found.push_back(one);
    }
    return found;
}

void SettlementsRows::add(const Id& settlement, const Difference& one) {
    auto place = static_cast<ledger::AccountNo>(differences(settlement).size());
    all_differences.add({settlement, place}, one);
}

void SettlementsRows::keep(const Settlement& one) {
    auto kept = *rows.copy(one.id);
    kept.state = one.state, kept.decided_by = one.decided_by, kept.decided = one.decided, kept.seq = one.seq;
    rows.put(one.id, std::move(kept));
}

std::vector<Unpaid> DuesRows::unpaid(const Debtor& debtor) const {
    std::map<std::tuple<Id, Debtor, ledger::AccountNo>, Unpaid> found;
    const auto of = [&](const Id& ente, const Debtor& one, ledger::AccountNo payable) -> Unpaid& {
        return found.try_emplace({ente, one, payable}, Unpaid{ente, one, payable, 0, {}, {}}).first->second;
    };
    for (const auto& [name, due] : free.rows()) {
        if (!isOf(debtor, due.debtor)) continue;
        auto& one = of(due.ente, due.debtor, std::get<0>(name));
        ++one.dues;
        one.free = plus(one.free, due.amount);
    }
    for (const auto& [id, payout] : settlements_.all_payouts.rows()) {
        const bool proposed = settlements_.rows.find(payout.settlement)->state == settlement::State::Proposed;
        if (!proposed || !isOf(debtor, payout.debtor)) continue;
        auto& one = of(payout.ente, payout.debtor, payout.payable);
        one.proposed = plus(one.proposed, payout.amount);
    }
    std::vector<Unpaid> answer;
    for (const auto& [name, one] : found) answer.push_back(one);
    return answer;
}

Money DuesRows::take(const Payout& payout) {
    std::vector<Name> names;
    for (auto at = free.rows().lower_bound({payout.payable, {}, 0});
         at != free.rows().end() && std::get<0>(at->first) == payout.payable; ++at)
        names.push_back(at->first);
    Money sum;
    for (const auto& name : names) {
        const auto due = *free.copy(name);
        sum = plus(sum, due.amount);
        taken.add({payout.id, name}, due);
        const bool stays = plant_ == Plant::DueInTwoPayouts && &name == &names.front();
        if (!stays) free.erase(name);
    }
    return sum;
}

void DuesRows::release(const Id& settlement) {
    for (const auto& payout : settlements_.payouts(settlement)) {
        std::vector<std::pair<Id, Name>> names;
        for (auto at = taken.rows().lower_bound({payout.id, {}});
             at != taken.rows().end() && at->first.first == payout.id; ++at)
            names.push_back(at->first);
        for (const auto& name : names) {
            free.put(name.second, *taken.copy(name));
            taken.erase(name);
        }
    }
}

std::vector<StatementLine> DuesRows::lines(const Id& payout, const StatementLine& after, int limit) const {
    std::vector<StatementLine> found;
    for (auto at = taken.rows().lower_bound({payout, {}}); at != taken.rows().end() && at->first.first == payout;
         ++at) {
        const auto& [payable, redemption, number] = at->first.second;
        const bool is_after = std::tie(after.redemption, after.due) < std::tie(redemption, number);
        if (is_after && static_cast<int>(found.size()) < limit)
            found.push_back({redemption, number, at->second.at, at->second.amount});
    }
    return found;
}

void DuesRows::owe(const purchases::Redemption& one) {
    int number = 0;
    for (const auto& due : one.dues) {
        if (due.debtor.kind != DebtorKind::Family)
            free.add({due.payable, one.id, number}, {one.ente, due.debtor, due.amount, one.at});
        ++number;
    }
}

}  // namespace buono::simulation
