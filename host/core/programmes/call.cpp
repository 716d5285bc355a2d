#include "core/programmes/call.hpp"

#include <algorithm>
#include <array>

#include "core/register/codes.hpp"

namespace buono::programmes {
namespace {

constexpr std::size_t kCodeMax = 16;

std::string at(std::string_view list, std::size_t place, std::string_view member) {
    return "/" + std::string{list} + "/" + std::to_string(place) + "/" + std::string{member};
}

bool isUpperOrDigit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool isSlugChar(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }
bool isCodeChar(char c) { return isUpperOrDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.'; }

template <class Test>
bool consistsOf(std::string_view text, Test test) {
    return std::all_of(text.begin(), text.end(), test);
}

Status checkSlug(const std::string& slug) {
    if (slug.size() >= 3 && slug.size() <= 64 && consistsOf(slug, isSlugChar) && slug.front() != '-') return kOk;
    return Error{ErrorCode::InvalidValue, "/slug", "a slug has 3 to 64 of a-z, 0-9 and -"};
}

Status checkCode(std::string_view code, std::string pointer) {
    if (!code.empty() && code.size() <= kCodeMax && consistsOf(code, isCodeChar)) return kOk;
    return Error{ErrorCode::InvalidValue, std::move(pointer), "a code has 1 to 16 letters, digits, '.', '-' or '_'"};
}

Money smallestAward(const Call& call) {
    return std::min_element(call.brackets.begin(), call.brackets.end(),
                            [](const auto& a, const auto& b) { return a.amount < b.amount; })
        ->amount;
}

Status checkSource(const Call& call, std::size_t i) {
    const auto& source = call.sources[i];
    if (auto code = checkCode(source.code, at("sources", i, "code")); !code) return code;
    if (source.cup.size() != 15 || !consistsOf(source.cup, isUpperOrDigit))
        return Error{codes::kCallCupWrong, at("sources", i, "cup"), "a CUP has exactly 15 capital letters and digits"};
    for (std::size_t before = 0; before < i; ++before) {
        if (call.sources[before].code == source.code)
            return Error{codes::kCallCodeTwice, at("sources", i, "code"), "an earlier source has this code"};
        if (call.sources[before].cup == source.cup)
            return Error{codes::kCallCodeTwice, at("sources", i, "cup"), "an earlier source has this CUP"};
    }
    if (source.amount < smallestAward(call) || !source.amount.isPositive())
        return Error{codes::kCallSourceTooSmall, at("sources", i, "amount"),
                     "the smallest voucher is " + smallestAward(call).text()};
    return kOk;
}

Status checkLimits(const Call& call) {
    if (!call.amount_min.isPositive()) return Error{ErrorCode::InvalidAmount, "/voucher_min", "must be above zero"};
    if (call.amount_max < call.amount_min)
        return Error{codes::kCallAmountWrong, "/voucher_max", "it is below voucher_min: raise it or lower voucher_min"};
    return kOk;
}

/// Budgets and awards are summed over the sources: the sum must be an amount too.
Status checkTotal(const Call& call) {
    Money total;
    for (std::size_t i = 0; i < call.sources.size(); ++i) {
        const auto sum = add(total, call.sources[i].amount);
        if (!sum)
            return Error{ErrorCode::AmountOverflow, at("sources", i, "amount"),
                         "with it the sources together are beyond 10^14 cents"};
        total = *sum;
    }
    return kOk;
}

Status checkBracket(const Call& call, std::size_t i) {
    const auto& bracket = call.brackets[i];
    if (auto code = checkCode(bracket.code, at("brackets", i, "code")); !code) return code;
    for (std::size_t before = 0; before < i; ++before)
        if (call.brackets[before].code == bracket.code)
            return Error{codes::kCallCodeTwice, at("brackets", i, "code"), "an earlier bracket has this code"};
    const auto begin = Money::ofCents(i == 0 ? 0 : call.brackets[i - 1].to.cents() + 1);
    if (!begin) return begin.error();
    if (bracket.from != *begin)
        return Error{codes::kCallBracketsWrong, at("brackets", i, "from"),
                     (bracket.from < *begin ? "it overlaps the bracket before" : "it leaves a gap to the one before") +
                         std::string{": write "} + begin->text()};
    if (bracket.to < bracket.from)
        return Error{codes::kCallBracketsWrong, at("brackets", i, "to"), "the bracket ends before it begins"};
    if (bracket.amount < call.amount_min || bracket.amount > call.amount_max)
        return Error{codes::kCallAmountWrong, at("brackets", i, "amount"),
                     "a voucher is worth " + call.amount_min.text() + " to " + call.amount_max.text()};
    return kOk;
}

Status checkDates(const Call& call) {
    struct Day {
        registers::Date date;
        const char* pointer;
        bool may_equal;  // The date before.
    };
    const std::array days{Day{call.apply_from, "", true}, Day{call.apply_by, "/apply_by", true},
                          Day{call.buy_by, "/buy_by", false}, Day{call.service_ends_by, "/service_ends_by", true},
                          Day{call.claim_by, "/claim_by", true}};
    for (std::size_t i = 1; i < days.size(); ++i) {
        const auto& before = days[i - 1].date;
        if (before < days[i].date || (days[i].may_equal && before == days[i].date)) continue;
        return Error{codes::kCallDatesWrong, days[i].pointer, "it must come after " + registers::text(before)};
    }
    const auto spend = std::chrono::sys_days{call.buy_by} - std::chrono::sys_days{call.apply_by};
    if (call.days_to_spend_min < 0 || call.days_to_spend_min >= spend.count())
        return Error{codes::kCallDatesWrong, "/days_to_spend_min", "between apply_by and buy_by there are fewer days"};
    return kOk;
}

Status checkAreas(const Call& call) {
    if (call.areas.empty()) return Error{ErrorCode::InvalidValue, "/areas", "name at least one area of the catalogue"};
    for (std::size_t i = 0; i < call.areas.size(); ++i)
        if (std::count(call.areas.begin(), call.areas.end(), call.areas[i]) > 1)
            return Error{codes::kCallCodeTwice, "/areas/" + std::to_string(i), "this area stands twice"};
    if (call.vat_kind == VatKind::SinglePurpose && call.areas.size() > 1)
        return Error{codes::kCallVatWrong, "/vat_kind", "with several areas the VAT is not known at issue"};
    return kOk;
}

}  // namespace

std::optional<std::size_t> Call::bracket(std::string_view code) const {
    for (std::size_t i = 0; i < brackets.size(); ++i)
        if (brackets[i].code == code) return i;
    return std::nullopt;
}

Status check(const Call& call) {
    if (auto slug = checkSlug(call.slug); !slug) return slug;
    if (call.sources.empty()) return Error{ErrorCode::InvalidValue, "/sources", "name at least one funding source"};
    if (call.brackets.empty()) return Error{ErrorCode::InvalidValue, "/brackets", "name at least one bracket"};
    for (std::size_t i = 0; i < call.sources.size(); ++i)
        if (auto source = checkSource(call, i); !source) return source;
    if (auto total = checkTotal(call); !total) return total;
    if (auto limits = checkLimits(call); !limits) return limits;
    for (std::size_t i = 0; i < call.brackets.size(); ++i)
        if (auto bracket = checkBracket(call, i); !bracket) return bracket;
    if (call.brackets.back().to != call.isee_max)
        return Error{codes::kCallBracketsWrong, "/isee_max",
                     "the last bracket ends at " + call.brackets.back().to.text() + ": write the same amount here"};
    if (auto dates = checkDates(call); !dates) return dates;
    if (call.child_age_below < 1 || call.child_age_below > 30)
        return Error{ErrorCode::InvalidValue, "/child_age_below", "an age from 1 to 30"};
    return checkAreas(call);
}

}  // namespace buono::programmes
