#include "core/welfare/plan.hpp"

#include <algorithm>

#include "core/catalogue/ports.hpp"
#include "core/register/codes.hpp"
#include "core/welfare/ports.hpp"
#include "core/welfare/threshold.hpp"

namespace buono::welfare {
namespace {

using catalogue::TermKind;
using registers::Date;

constexpr std::size_t kNameBytesMax = 120;

Error wrong(const char* field, const char* detail) { return {ErrorCode::InvalidValue, field, detail}; }

Date firstDay(int year) { return std::chrono::year{year} / std::chrono::January / 1; }
Date lastDay(int year) { return std::chrono::year{year} / std::chrono::December / 31; }

/// This year's, the next one's, and the last one's while its tax year is still open.
Status checkYear(int year, Date today) {
    const int now = static_cast<int>(today.year());
    if (year == now || year == now + 1 || countsIn(year, today)) return kOk;
    return wrong("/year", "a plan is for this tax year or the next");
}

Status checkDates(const Plan& plan) {
    if (plan.usable_from < firstDay(plan.year) || lastDay(plan.year) < plan.usable_from)
        return wrong("/usable_from", "is a day of the plan's year");
    if (plan.usable_until < plan.usable_from || lastDay(plan.year) < plan.usable_until)
        return wrong("/usable_until", "is not before usable_from and is a day of the plan's year");
    if (plan.service_ends_by < plan.usable_until || lastDay(plan.year + 1) < plan.service_ends_by)
        return wrong("/service_ends_by", "is not before usable_until and at most a year after it");
    return kOk;
}

/// A misspelt area would make a plan that nobody can spend.
Status checkTerms(const std::vector<std::string>& chosen, const std::vector<catalogue::Term>& terms,
                  const std::string& field) {
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const auto known =
            std::any_of(terms.begin(), terms.end(), [&](const auto& term) { return term.code == chosen[i]; });
        if (!known)
            return Error{ErrorCode::InvalidValue, field + "/" + std::to_string(i), "the catalogue has no such entry"};
    }
    return kOk;
}

Plan draft(const PlanOrder& order) {
    Plan plan;
    plan.employer = order.employer;
    plan.name = order.name;
    plan.year = order.year;
    plan.amount = order.amount;
    plan.usable_from = order.usable_from.value_or(firstDay(order.year));
    plan.usable_until = order.usable_until.value_or(lastDay(order.year));
    plan.service_ends_by = order.service_ends_by.value_or(plan.usable_until);
    plan.areas = order.areas;
    plan.categories = order.categories;
    return plan;
}

}  // namespace

std::string_view word(LegalBasis basis) {
    switch (basis) {
        case LegalBasis::C3: return "tuir_51_3";
    }
    BUONO_CHECK(!"a legal basis of the list");
    return {};
}

std::string_view word(CountsWhen when) {
    switch (when) {
        case CountsWhen::Credited: return "credited";
    }
    BUONO_CHECK(!"a moment of the list");
    return {};
}

Rules rulesOf(LegalBasis basis) {
    switch (basis) {
        case LegalBasis::C3: return {instruments::Kind::WelfareCredit3, CountsWhen::Credited};
    }
    BUONO_CHECK(!"a legal basis of the list");
    return {};
}

Status OpenPlan::check(const Plan& plan, Date today) const {
    if (!around_.employers.employer(plan.employer)) return Error{codes::kNotFound, {}, {}};
    if (plan.name.empty() || plan.name.size() > kNameBytesMax) return wrong("/name", "has 1 to 120 bytes");
    if (!plan.amount.isPositive()) return Error{ErrorCode::InvalidAmount, "/amount", "more than nothing"};
    if (auto year = checkYear(plan.year, today); !year) return year;
    if (auto dates = checkDates(plan); !dates) return dates;
    if (auto areas = checkTerms(plan.areas, around_.places.terms(TermKind::Area), "/areas"); !areas) return areas;
    return checkTerms(plan.categories, around_.places.terms(TermKind::Category), "/categories");
}

Result<Plan> OpenPlan::operator()(const PlanOrder& order, registers::Instant now) {
    auto plan = draft(order);
    if (auto checked = check(plan, around_.calendar.dateOf(now)); !checked) return checked.error();

    using ledger::AccountKind;
    auto drawer = payables_.drawer();
    const instruments::Debtor debtor{instruments::DebtorKind::Employer, plan.employer};
    const auto pledge = drawer.account({AccountKind::Pledge, {}, debtor, {}});
    auto group = drawer.openings();
    plan.account = book_.nextAccount() + group.size();
    group.push_back({ledger::Action::Open, static_cast<std::uint16_t>(AccountKind::Promise), plan.account,
                     static_cast<ledger::AccountNo>(instruments::limitOf(AccountKind::Promise)), 0, 0, 0});
    group.push_back({ledger::Action::Post, static_cast<std::uint16_t>(ledger::Code::Opening), pledge, plan.account,
                     plan.amount.cents(), 0, 0});
    const auto seq = book_.post(group);
    if (!seq) return Error{seq.error().code, "/amount", seq.error().detail};
    drawer.keep();

    plan.id = around_.ids.next();
    plan.opened = now;
    plan.seq = *seq;
    around_.plans.add(plan);
    return plan;
}

}  // namespace buono::welfare
