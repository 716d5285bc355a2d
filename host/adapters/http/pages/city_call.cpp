// One call, for the city: its dates, its budget by source, its applications, and the changes a role may make.
#include <algorithm>

#include "adapters/http/operations.hpp"
#include "adapters/http/pages/city.hpp"
#include "core/programmes/award_vouchers.hpp"
#include "core/programmes/budgets.hpp"
#include "core/programmes/ports.hpp"
#include "core/programmes/rank.hpp"
#include "core/programmes/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::pages {
namespace {

using people::Role;

constexpr std::size_t kSeedMax = 128, kActMax = 64;

std::string amountOf(std::int64_t cents, const Request& request) {
    return euro(*Money::ofCents(cents), request.language);
}

/// A row of the budget; `sum` adds up the columns for the last one.
Data budgetRow(const programmes::Budget& budget, const Request& request, std::array<std::int64_t, 7>& sum) {
    const std::array columns{budget.source.fund.amount, budget.awarded, budget.held, budget.available,
                             budget.captured,           budget.paid,    budget.left};
    Data row;
    row.text("code", budget.source.fund.code).text("name", budget.source.fund.name).text("cup", budget.source.fund.cup);
    row.text("vouchers", std::to_string(budget.vouchers));
    constexpr std::array kNames{"amount", "awarded", "held", "available", "spent", "paid", "left"};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        row.text(kNames[i], euro(columns[i], request.language));
        sum[i] += columns[i].cents();
    }
    return row;
}

void addBudget(Data& data, Desk& desk, const Request& request, const programmes::Programme& programme) {
    std::vector<Data> rows;
    std::array<std::int64_t, 7> sum{};
    int vouchers = 0;
    for (const auto& budget : desk.views.programmes.budgets.of(programme)) {
        rows.push_back(budgetRow(budget, request, sum));
        vouchers += budget.vouchers;
    }
    data.list("sources", std::move(rows)).text("all_vouchers", std::to_string(vouchers));
    constexpr std::array kNames{"all_amount", "all_awarded", "all_held", "all_available",
                                "all_spent",  "all_paid",    "all_left"};
    for (std::size_t i = 0; i < sum.size(); ++i) data.text(kNames[i], amountOf(sum[i], request));
}

void addBrackets(Data& data, Desk& desk, const Request& request, const programmes::Programme& programme) {
    auto counts = desk.views.programmes.applications.brackets(programme.id);
    std::vector<Data> rows;
    for (std::size_t i = 0; i < programme.call.brackets.size(); ++i) {
        const auto& bracket = programme.call.brackets[i];
        rows.push_back(Data{}
                           .text("code", bracket.code)
                           .text("from", euro(bracket.from, request.language))
                           .text("to", euro(bracket.to, request.language))
                           .text("amount", euro(bracket.amount, request.language))
                           .text("applications", std::to_string(counts[static_cast<int>(i)])));
    }
    data.list("brackets", std::move(rows));
}

void addDates(Data& data, const programmes::Call& call) {
    data.text("from", day(call.apply_from)).text("by", day(call.apply_by)).text("buy_by", day(call.buy_by));
    data.text("ends_by", day(call.service_ends_by)).text("claim_by", day(call.claim_by));
}

/// Applications by what became of them; those without a word yet are the rest.
void addStates(Data& data, Desk& desk, const programmes::Programme& programme,
               std::span<const programmes::Award> awards) {
    const int all = desk.views.programmes.applications.count(programme.id);
    int awarded = 0;
    for (const auto& award : awards) awarded += award.vouchers;
    const int waiting = awards.empty() ? 0 : awards.back().waitlisted;
    data.text("applications", std::to_string(all)).text("with_voucher", std::to_string(awarded));
    data.text("waiting", std::to_string(waiting)).text("undecided", std::to_string(all - awarded - waiting));
    data.flag("any_application", all > 0);
}

void addAwards(Data& data, Desk& desk, const Request& request, std::span<const programmes::Award> awards) {
    std::vector<Data> rows;
    for (const auto& award : awards)
        rows.push_back(Data{}
                           .text("act", award.act_number)
                           .text("act_date", day(award.act_date))
                           .text("on", day(desk, award.at))
                           .text("vouchers", std::to_string(award.vouchers))
                           .text("waitlisted", std::to_string(award.waitlisted))
                           .text("total", euro(award.total, request.language)));
    data.flag("any_award", !rows.empty()).list("awards", std::move(rows));
}

void addForms(Data& data, Desk& desk, const Request& request, const programmes::Call& call, bool ranked) {
    const auto role = request.caller.role;
    const auto today = desk.calendar.dateOf(desk.clock.now());
    const bool manager = role == Role::CityManager;
    data.flag("may_import", isOneOf(role, {Role::CityOperator, Role::CityManager}) && !ranked);
    data.flag("may_rank", manager && !ranked && today > call.apply_by);
    data.flag("too_early", manager && !ranked && today <= call.apply_by);
    data.flag("may_award", manager && ranked);
    data.flag("sees_ranking", isOneOf(role, {Role::CityOperator, Role::CityManager, Role::Auditor}) && ranked);
    data.text("seed", request.field("seed").substr(0, kSeedMax))
        .text("act", request.field("act_number").substr(0, kActMax));
    const auto act_date = dateOf(request.field("act_date"));
    data.text("act_date", act_date.ok() ? registers::text(act_date) : registers::text(today));
    data.text("pasted", request.field("text"));
}

}  // namespace

Response callPage(Desk& desk, const Request& request, const Error* error) {
    const auto programme = callOf(desk, request);
    if (!programme) return refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    const auto awards = desk.views.programmes.vouchers.awards(programme->id);
    const auto ranking = desk.views.programmes.rankings.ofProgramme(programme->id);
    Data data;
    data.text("id", programme->id.text()).text("name", titleOf(programme->call, request.language));
    addDates(data, programme->call);
    addBudget(data, desk, request, *programme);
    addStates(data, desk, *programme, awards);
    addBrackets(data, desk, request, *programme);
    addAwards(data, desk, request, awards);
    addForms(data, desk, request, programme->call, ranking.has_value());
    std::vector<Data> assumptions;
    for (const auto& text : programme->call.assumptions) assumptions.push_back(Data{}.text("assumption", text));
    data.flag("any_assumption", !assumptions.empty()).list("assumptions", std::move(assumptions));
    addStaffError(data, error, request);
    return page(desk, request, "call", "Call", std::move(data), error == nullptr ? 200 : 422);
}

}  // namespace buono::http::pages

namespace buono::http::operations {

Response pageCall(Desk& desk, const Request& request) { return pages::callPage(desk, request, nullptr); }

Response pageRank(Desk& desk, const Request& request) {
    const programmes::Rank::Request asked{request.id("programme_id"), std::string{request.field("seed").substr(0, 129)},
                                          request.caller.actor()};
    const auto here = "/comune/bandi/" + asked.programme.text();
    const auto rank = [&]() -> Result<std::string> {
        const auto ranking = desk.changes.programmes.rank(asked, desk.changes.book.time());
        if (!ranking) return ranking.error();
        return here + "/graduatoria?esito=graduatoria";
    };
    return pages::once(desk, request, rank, [&](const Error& error) { return pages::callPage(desk, request, &error); });
}

Response pageAward(Desk& desk, const Request& request) {
    const programmes::AwardVouchers::Request asked{request.id("programme_id"),
                                                   std::string{request.field("act_number").substr(0, 65)},
                                                   pages::dateOf(request.field("act_date")), request.caller.actor()};
    const Error no_date{ErrorCode::InvalidValue, "act_date", "the date of the act, like 2026-03-01"};
    if (!asked.act_date.ok()) return pages::callPage(desk, request, &no_date);
    const Error no_act{ErrorCode::InvalidValue, "act_number", "the number of the act, of at most 64 characters"};
    if (asked.act_number.empty() || asked.act_number.size() > 64) return pages::callPage(desk, request, &no_act);
    const auto award = [&]() -> Result<std::string> {
        const auto awarded = desk.changes.programmes.award(asked, desk.changes.book.time());
        if (!awarded) return awarded.error();
        return "/comune/bandi/" + asked.programme.text() + "?esito=assegnato";
    };
    return pages::once(desk, request, award,
                       [&](const Error& error) { return pages::callPage(desk, request, &error); });
}

}  // namespace buono::http::operations
