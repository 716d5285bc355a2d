#include "core/welfare/credit_import.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "core/instruments/payables.hpp"
#include "core/people/notices.hpp"
#include "core/people/ports.hpp"
#include "core/register/codes.hpp"
#include "core/welfare/threshold.hpp"

namespace buono::welfare {
namespace {

using registers::Table;

constexpr std::size_t kGroupPeople = 4'000;  // An account and a posting each: below the ledger's 10,000 a group.

enum Column : std::size_t { kTaxCode, kGivenName, kFamilyName, kBirthDate, kAmount, kDependentChild, kColumns };
constexpr std::array<std::string_view, kColumns> kNames{"tax_code",   "given_name", "family_name",
                                                        "birth_date", "amount",     "dependent_child"};

/// Where each column stands in the file.
using Places = std::array<std::size_t, kColumns>;

Result<Places> placesOf(const std::vector<std::string>& header) {
    Places places{};
    for (std::size_t i = 0; i < kColumns; ++i) {
        const auto at = std::find(header.begin(), header.end(), kNames[i]);
        if (at == header.end())
            return Error{ErrorCode::MissingMember, std::string{kNames[i]}, "the file needs this column"};
        places[i] = static_cast<std::size_t>(at - header.begin());
    }
    for (const auto& name : header) {
        // The name itself is not repeated: a file without a header has personal data there.
        if (std::find(kNames.begin(), kNames.end(), name) == kNames.end())
            return Error{ErrorCode::UnknownMember, "header", "the file has a column that credits do not have"};
    }
    if (header.size() != kColumns) return Error{ErrorCode::UnknownMember, "header", "a column stands twice"};
    return places;
}

Error refusal(Column column, ErrorCode code, std::string detail) {
    return {code, std::string{kNames[column]}, std::move(detail)};
}

Result<people::Person> personOf(const Table::Line& line, const Places& places) {
    people::Person person;
    person.tax_code = line.cells[places[kTaxCode]];
    person.given_name = line.cells[places[kGivenName]];
    person.family_name = line.cells[places[kFamilyName]];
    const auto born = registers::parseDate(line.cells[places[kBirthDate]]);
    if (!born) return refusal(kBirthDate, ErrorCode::InvalidValue, "a date is written 1985-04-30");
    person.born = *born;
    const auto code = people::checkPerson(person);
    if (!code) {
        const auto& error = code.error();  // Its field is a pointer, "/tax_code"; ours are columns.
        return Error{error.code, error.field.substr(error.field.starts_with('/') ? 1 : 0), error.detail};
    }
    person.tax_code = code->text();
    return person;
}

Result<Money> amountOf(const Table::Line& line, const Places& places) {
    const auto amount = Money::parse(line.cells[places[kAmount]]);
    if (!amount) return refusal(kAmount, amount.error().code, amount.error().detail);
    if (!amount->isPositive()) return refusal(kAmount, ErrorCode::InvalidAmount, "more than nothing");
    return *amount;
}

Result<bool> dependentChildOf(const Table::Line& line, const Places& places) {
    const auto& text = line.cells[places[kDependentChild]];
    if (text == "yes") return true;
    if (text == "no") return false;
    return refusal(kDependentChild, ErrorCode::InvalidValue, "is yes or no");
}

}  // namespace

Status CreditImport::withinThreshold(const Plan& plan, const Grant& grant) const {
    const auto threshold = thresholdOf(plan.year).of(grant.dependent_child);
    const auto had =
        grant.person.id.isNil() ? Money{} : reads_.credits.inYear(plan.employer, grant.person.id, plan.year);
    const auto total = add(had, grant.amount);
    if (total && *total <= threshold) return kOk;
    return refusal(kAmount, codes::kOverThreshold, "with it the year would be beyond " + threshold.text());
}

Result<CreditImport::Sifted> CreditImport::sift(const registers::Import& import, const Table& table,
                                                registers::Instant now) const {
    const auto plan = reads_.plans.plan(import.target);
    if (!plan || plan->employer != import.scope) return Error{codes::kNotFound, {}, {}};
    if (!countsIn(plan->year, reads_.calendar.dateOf(now)))
        return Error{codes::kPlanClosed, {}, "credits of a plan count in its tax year, until 12 January after it"};
    const auto places = placesOf(table.header);
    if (!places) return places.error();

    Sifted sifted{*plan, {}, {}};
    std::map<std::string, int> lines;  // By tax code.
    const auto grantOf = [&](const Table::Line& line) -> Result<Grant> {
        const auto person = personOf(line, *places);
        if (!person) return person.error();
        const auto amount = amountOf(line, *places);
        if (!amount) return amount.error();
        const auto dependent_child = dependentChildOf(line, *places);
        if (!dependent_child) return dependent_child.error();
        Grant grant{*person, *amount, *dependent_child};
        const auto [first, fresh] = lines.try_emplace(person->tax_code, line.number);
        if (!fresh)
            return refusal(kTaxCode, codes::kPersonTwice, "stands in line " + std::to_string(first->second) + " too");
        grant.person.id = reads_.persons.byTaxCode(person->tax_code).value_or(Id{});
        if (auto fits = withinThreshold(*plan, grant); !fits) return fits.error();
        return grant;
    };
    std::int64_t total_cents = 0;
    for (const auto& line : table.lines) {
        auto grant = grantOf(line);
        if (!grant) {
            sifted.refused.push_back({line.number, grant.error().field, grant.error().code, grant.error().detail});
            continue;
        }
        total_cents += grant->amount.cents();  // Thresholds and lines are bounded: it cannot wrap.
        sifted.grants.push_back(*std::move(grant));
    }
    // A reader's balances may not know a new plan yet: then it has what was promised. The Book always knows.
    const auto promise = reads_.balances.account(plan->account);
    const auto left_cents = promise ? promise->availableCents() : plan->amount.cents();
    if (total_cents > left_cents)
        return Error{codes::kPlanMoneyShort, "amount",
                     Money::ofCents(total_cents - left_cents)->text() + " more is needed in the plan"};
    return sifted;
}

Result<CreditImport::Checked> CreditImport::check(const registers::Import& import, const Table& table,
                                                  registers::Instant now) const {
    auto sifted = sift(import, table, now);
    if (!sifted) return sifted.error();
    return Checked{static_cast<int>(sifted->grants.size()), std::move(sifted->refused)};
}

Result<std::uint64_t> CreditImport::write(const registers::Import& import, const Table& table, registers::Instant now) {
    BUONO_CHECK(writes_);
    auto sifted = sift(import, table, now);
    if (!sifted) return sifted.error();
    return credit(sifted->plan, sifted->grants, now);
}

std::uint64_t CreditImport::credit(const Plan& plan, std::vector<Grant>& grants, registers::Instant now) {
    auto& to = *writes_;
    const auto kind = static_cast<std::uint16_t>(ledger::AccountKind::Credit);
    const auto limit = static_cast<ledger::AccountNo>(instruments::limitOf(ledger::AccountKind::Credit));
    const auto code = static_cast<std::uint16_t>(ledger::Code::Credited);
    auto seq = to.book.seq();
    for (std::size_t from = 0; from < grants.size(); from += kGroupPeople) {
        const auto some = std::span{grants}.subspan(from, std::min(kGroupPeople, grants.size() - from));
        std::vector<ledger::Transfer> group;
        std::vector<Credit> credits;
        auto next = to.book.nextAccount();
        for (const auto& grant : some) {
            auto known = grant.person.id.isNil() ? std::nullopt : to.credits.of(plan.id, grant.person.id);
            auto credit = known.value_or(Credit{{}, plan.id, grant.person.id, 0, {}, false, {}});
            if (!known) {
                credit.account = next++;
                group.push_back({ledger::Action::Open, kind, credit.account, limit, 0, 0, 0});
            }
            group.push_back({ledger::Action::Post, code, plan.account, credit.account, grant.amount.cents(), 0, 0});
            credit.amount = *add(credit.amount, grant.amount);
            credit.dependent_child = grant.dependent_child;
            credit.at = now;
            credits.push_back(credit);
        }
        const auto posted = to.book.post(group);
        BUONO_CHECK(posted);  // The plan's money was counted in this same change.
        seq = *posted;
        keep(some, credits);
    }
    return seq;
}

void CreditImport::keep(std::span<Grant> grants, std::span<Credit> credits) {
    auto& to = *writes_;
    for (std::size_t i = 0; i < grants.size(); ++i) {
        auto& person = grants[i].person;
        auto& credit = credits[i];
        if (person.id.isNil()) {
            person.id = to.ids.next();
            to.persons.add(person);
        }
        credit.person = person.id;
        if (credit.id.isNil()) {
            credit.id = to.ids.next();
            to.credits.add(credit);
        } else {
            to.credits.keep(credit);
        }
        to.notices.add(
            {to.ids.next(), person.id, std::string{people::notice::kCreditReceived}, credit.id, credit.at, false});
    }
}

}  // namespace buono::welfare
