#include "core/programmes/award_vouchers.hpp"

#include <algorithm>

#include "core/register/codes.hpp"

namespace buono::programmes {
namespace {

constexpr std::size_t kVouchersPerGroup = ledger::Book::kGroupMax / 2;  // Each opens an account and fills it.

void appendIssue(std::vector<ledger::Transfer>& group, ledger::AccountNo source, ledger::AccountNo voucher,
                 Money amount) {
    group.push_back({.action = ledger::Action::Open,
                     .code = static_cast<std::uint16_t>(ledger::AccountKind::Voucher),
                     .debit = voucher,
                     .credit = static_cast<ledger::AccountNo>(ledger::Limit::CreditsCoverDebits)});
    group.push_back({.action = ledger::Action::Post,
                     .code = static_cast<std::uint16_t>(ledger::Code::Award),
                     .debit = source,
                     .credit = voucher,
                     .cents = amount.cents()});
}

std::vector<Money> amountsOf(const Call& call) {
    std::vector<Money> amounts;
    for (const auto& bracket : call.brackets) amounts.push_back(bracket.amount);
    return amounts;
}

Money totalOf(std::span<const Grant> grants) {
    std::int64_t cents = 0;  // Never more than the sources have, which the ledger bounds.
    for (const auto& grant : grants) cents += grant.amount.cents();
    return *Money::ofCents(cents);
}

}  // namespace

Status AwardVouchers::checkTime(const Request& request, const Call& call, registers::Date today) const {
    if (request.act_date > today)
        return Error{ErrorCode::InvalidValue, "/act_date", "the act is dated in the future: vouchers follow the act"};
    const auto left = std::chrono::sys_days{call.buy_by} - std::chrono::sys_days{today};
    if (left.count() < call.days_to_spend_min)
        return Error{codes::kAwardTooLate,
                     {},
                     "the last day to buy is " + registers::text(call.buy_by) + "; at least " +
                         std::to_string(call.days_to_spend_min) + " days must be left"};
    return kOk;
}

std::vector<Money> AwardVouchers::leftOf(const Programme& programme) const {
    std::vector<Money> left;
    for (const auto& source : programme.sources) {
        const auto account = book_.account(source.account);
        BUONO_CHECK(account.has_value());
        left.push_back(*Money::ofCents(account->availableCents()));
    }
    return left;
}

std::vector<Voucher> AwardVouchers::vouchersOf(const Request& request, const Programme& programme,
                                               std::span<const Waiting> waiting, std::span<const Grant> grants) {
    auto no = book_.nextAccount();
    std::vector<Voucher> vouchers;
    vouchers.reserve(grants.size());
    for (const auto& grant : grants) {
        const auto& who = waiting[grant.waiting];
        vouchers.push_back({.id = ids_.next(),
                            .programme = programme.id,
                            .application = who.application,
                            .child = who.child,
                            .holder = who.applicant,
                            .source = programme.sources[grant.source].id,
                            .account = no++,
                            .amount = grant.amount,
                            .act_number = request.act_number,
                            .act_date = request.act_date});
    }
    return vouchers;
}

// The plan was made from the Book's own balances on this thread: the Book cannot refuse it.
std::uint64_t AwardVouchers::post(const Programme& programme, std::span<const Grant> grants) {
    std::uint64_t seq = 0;
    while (!grants.empty()) {
        const auto next = grants.first(std::min(grants.size(), kVouchersPerGroup));
        std::vector<ledger::Transfer> group;
        group.reserve(2 * next.size());
        auto no = book_.nextAccount();
        for (const auto& grant : next) appendIssue(group, programme.sources[grant.source].account, no++, grant.amount);
        const auto posted = book_.post(group);
        BUONO_CHECK(posted.has_value());
        seq = *posted;
        grants = grants.subspan(next.size());
    }
    return seq;
}

// Who waits is told once; going on waiting is no news.
void AwardVouchers::tell(std::span<const Waiting> waiting, std::span<const Voucher> vouchers, bool is_first,
                         Instant now) {
    std::vector<people::Notice> notices;
    const auto notice = [&](const Waiting& who, std::string_view kind, const Id& subject) {
        if (!who.is_protected) notices.push_back({ids_.next(), who.applicant, std::string{kind}, subject, now});
    };
    for (std::size_t i = 0; i < vouchers.size(); ++i)
        notice(waiting[i], people::notice::kVoucherAwarded, vouchers[i].id);
    if (is_first)
        for (const auto& who : waiting.subspan(vouchers.size()))
            notice(who, people::notice::kWaitlisted, who.application);
    rows_.notices.addAll(notices);
}

Result<Awarded> AwardVouchers::operator()(const Request& request, Instant now) {
    const auto programme = rows_.programmes.find(request.programme);
    if (!programme) return Error{codes::kNotFound, {}, {}};
    if (!rows_.rankings.ofProgramme(programme->id)) return Error{codes::kNotRanked, {}, {}};
    if (const auto time = checkTime(request, programme->call, calendar_.dateOf(now)); !time) return time.error();
    const auto waiting = rows_.rankings.waiting(programme->id);
    const auto grants = plan(waiting, amountsOf(programme->call), leftOf(*programme));
    if (grants.empty())
        return Error{
            codes::kNothingToAward, {}, waiting.empty() ? "nobody is waiting" : "no source can carry the next"};

    // Past this line the award must be made.
    const auto is_first = rows_.vouchers.awards(programme->id).empty();
    const auto vouchers = vouchersOf(request, *programme, waiting, grants);
    Award award{.id = ids_.next(),
                .programme = programme->id,
                .act_number = request.act_number,
                .act_date = request.act_date,
                .actor = request.actor,
                .at = now,
                .vouchers = static_cast<int>(vouchers.size()),
                .waitlisted = static_cast<int>(waiting.size() - vouchers.size()),
                .total = totalOf(grants),
                .seq = post(*programme, grants)};
    rows_.vouchers.add(award, vouchers);
    tell(waiting, vouchers, is_first, now);
    Awarded awarded{std::move(award), {}};
    const auto left = leftOf(*programme);
    for (std::size_t i = 0; i < left.size(); ++i)
        awarded.remainders.push_back({programme->sources[i].fund.code, left[i]});
    return awarded;
}

}  // namespace buono::programmes
