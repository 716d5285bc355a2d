#include "simulation/funds_rows.hpp"

#include <algorithm>

namespace buono::simulation {
namespace {

using programmes::Application;
using programmes::ApplicationState;
using programmes::Voucher;
using welfare::Credit;

Money plus(Money a, Money b) { return *add(a, b); }

/// Oldest first, after `after`, at most `limit`.
template <class Row, class Wanted>
std::vector<Row> oldest(const std::map<Id, Row>& rows, const Id& after, int limit, Wanted wanted) {
    std::vector<Row> found;
    for (auto at = rows.upper_bound(after); at != rows.end() && static_cast<int>(found.size()) < limit; ++at)
        if (wanted(at->second)) found.push_back(at->second);
    return found;
}

}  // namespace

std::optional<programmes::Programme> ProgrammesRows::bySlug(std::string_view slug) const {
    for (const auto& [id, one] : rows.rows())
        if (one.call.slug == slug) return one;
    return std::nullopt;
}

std::vector<programmes::Programme> ProgrammesRows::all() const {
    return oldest(rows.rows(), {}, INT32_MAX, [](const auto&) { return true; });
}

void ProgrammesRows::add(const programmes::Programme& one) {
    rows.add(one.id, one);
    for (const auto& source : one.sources) sources.add(source.id, source);
}

std::vector<programmes::Source> SourcesRows::all() const {
    return oldest(programmes_.sources.rows(), {}, INT32_MAX, [](const auto&) { return true; });
}

std::vector<Application> ApplicationsRows::ofApplicant(const Id& applicant, const Id& before, int limit) const {
    std::vector<Application> found;
    for (auto at = rows.rows().rbegin(); at != rows.rows().rend() && static_cast<int>(found.size()) < limit; ++at)
        if (at->second.applicant == applicant && (before.isNil() || at->first < before)) found.push_back(at->second);
    return found;
}

std::vector<Application> ApplicationsRows::ofProgramme(const Id& programme, const Id& after, int limit) const {
    return oldest(rows.rows(), after, limit, [&](const auto& one) { return one.programme == programme; });
}

programmes::Applications::Children ApplicationsRows::children(const Id& programme) const {
    Children found;
    for (auto at = of_child_.rows().lower_bound({programme, {}});
         at != of_child_.rows().end() && at->first.first == programme; ++at)
        found.insert(at->first.second);
    return found;
}

std::vector<programmes::Entrant> ApplicationsRows::entrants(const Id& programme) const {
    std::vector<programmes::Entrant> found;
    for (const auto& one : ofProgramme(programme, {}, INT32_MAX))
        if (one.state == ApplicationState::Eligible) found.push_back({one.id, one.bracket});
    return found;
}

std::map<int, int> ApplicationsRows::brackets(const Id& programme) const {
    std::map<int, int> counts;
    for (const auto& one : ofProgramme(programme, {}, INT32_MAX)) ++counts[one.bracket];
    return counts;
}

void ApplicationsRows::add(std::span<const Application> applications) {
    for (const auto& one : applications) {
        rows.add(one.id, one);
        of_child_.add({one.programme, one.child}, one.id);
    }
}

void ApplicationsRows::mark(const Id& id, ApplicationState state) {
    auto kept = *rows.copy(id);
    kept.state = state;
    rows.put(id, std::move(kept));
}

int RankingsRows::placeOf(const Id& application) const {
    const auto one = applications_.find(application);
    const auto* order = one ? order_.find(one->programme) : nullptr;
    if (!order) return 0;
    return static_cast<int>(std::find(order->begin(), order->end(), application) - order->begin()) + 1;
}

std::vector<programmes::Placed> RankingsRows::placed(const Id& programme, int after_place, int limit) const {
    const auto order = order_.copy(programme).value_or(std::vector<Id>{});
    std::vector<programmes::Placed> found;
    for (auto i = static_cast<std::size_t>(after_place); i < order.size() && static_cast<int>(found.size()) < limit;
         ++i)
        found.push_back({static_cast<int>(i) + 1, order[i], applications_.find(order[i])->state});
    return found;
}

std::vector<programmes::Waiting> RankingsRows::waiting(const Id& programme) const {
    std::vector<programmes::Waiting> found;
    int place = 0;
    for (const auto& id : order_.copy(programme).value_or(std::vector<Id>{})) {
        ++place;
        const auto one = *applications_.find(id);
        if (one.state != ApplicationState::Awarded)
            found.push_back({place, id, one.applicant, one.child, one.bracket, one.is_protected});
    }
    return found;
}

void RankingsRows::add(const programmes::Ranking& ranking, std::span<const Id> order) {
    rows.add(ranking.programme, ranking);
    order_.add(ranking.programme, {order.begin(), order.end()});
    for (const auto& id : order) applications_.mark(id, ApplicationState::Ranked);
}

std::vector<Voucher> VouchersRows::ofHolder(const Id& holder) const {
    std::vector<Voucher> found;
    for (auto at = by_holder_.rows().lower_bound({holder, {}});
         at != by_holder_.rows().end() && at->first.first == holder; ++at)
        found.push_back(*rows.find(at->first.second));
    return found;
}

std::vector<programmes::Vouchers::Brief> VouchersRows::ofProgramme(const Id& programme) const {
    std::vector<Brief> found;
    for (const auto& [id, one] : rows.rows())
        if (one.programme == programme) found.push_back({one.source, one.account, one.amount});
    return found;
}

std::vector<programmes::Award> VouchersRows::awards(const Id& programme) const {
    return oldest(all_awards.rows(), {}, INT32_MAX, [&](const auto& one) { return one.programme == programme; });
}

void VouchersRows::add(const programmes::Award& award, std::span<const Voucher> vouchers) {
    all_awards.add(award.id, award);
    for (const auto& one : vouchers) {
        rows.add(one.id, one);
        by_holder_.add({one.holder, one.id}, true);
        applications_.mark(one.application, ApplicationState::Awarded);
    }
    for (const auto& one : applications_.ofProgramme(award.programme, {}, INT32_MAX))
        if (one.state == ApplicationState::Ranked) applications_.mark(one.id, ApplicationState::Waitlisted);
}

std::optional<welfare::Employer> EmployersRows::byTaxId(std::string_view tax_id) const {
    for (const auto& [id, one] : rows.rows())
        if (one.tax_id == tax_id) return one;
    return std::nullopt;
}

std::vector<welfare::Plan> PlansRows::ofEmployer(const Id& employer) const {
    std::vector<welfare::Plan> found;
    for (auto at = rows.rows().rbegin(); at != rows.rows().rend(); ++at)
        if (at->second.employer == employer) found.push_back(at->second);
    return found;
}

std::optional<Credit> CreditsRows::of(const Id& plan, const Id& person) const {
    const auto* id = of_person_.find({person, plan});
    return id ? rows.copy(*id) : std::nullopt;
}

std::vector<Credit> CreditsRows::ofPerson(const Id& person) const {
    std::vector<Credit> found;
    for (auto at = of_person_.rows().lower_bound({person, {}});
         at != of_person_.rows().end() && at->first.first == person; ++at)
        found.push_back(*rows.find(at->second));
    return found;
}

std::vector<Credit> CreditsRows::ofPlan(const Id& plan, const Id& after, int limit) const {
    return oldest(rows.rows(), after, limit, [&](const auto& one) { return one.plan == plan; });
}

welfare::Credited CreditsRows::total(const Id& plan) const {
    welfare::Credited total;
    for (const auto& one : ofPlan(plan, {}, INT32_MAX)) {
        ++total.people;
        total.amount = plus(total.amount, one.amount);
    }
    return total;
}

Money CreditsRows::inYear(const Id& employer, const Id& person, int year) const {
    Money total;
    for (const auto& one : ofPerson(person)) {
        const auto& plan = *plans_.rows.find(one.plan);
        if (plan.employer == employer && plan.year == year) total = plus(total, one.amount);
    }
    return total;
}

void CreditsRows::add(const Credit& credit) {
    rows.add(credit.id, credit);
    of_person_.add({credit.person, credit.plan}, credit.id);
}

void CreditsRows::keep(const Credit& credit) {
    auto kept = *rows.copy(credit.id);
    kept.amount = credit.amount, kept.dependent_child = credit.dependent_child, kept.at = credit.at;
    rows.put(credit.id, std::move(kept));
}

}  // namespace buono::simulation
