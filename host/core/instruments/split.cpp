#include "core/instruments/split.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/register/codes.hpp"

namespace buono::instruments {
namespace {

template <class T>
bool admits(const std::vector<T>& allowed, const T& one) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), one) != allowed.end();
}

/// What stands against this instrument on this line whatever else happens; Used when nothing does.
Why obstacle(const Line& line, const Instrument& one, registers::Date today) {
    const auto& policy = one.policy;
    if (line.pay_with && *line.pay_with != one.id) return Why::AskedOtherwise;
    if (policy.cover == Cover::AfterPayment) return Why::RepaysAfterwards;
    if (!one.beneficiary.isNil() && one.beneficiary != line.beneficiary) return Why::OtherBeneficiary;
    if (today < policy.usable_from) return Why::NotYetUsable;
    if (policy.usable_until < today) return Why::BuyByPassed;
    if (line.service_ends && policy.service_ends_by < *line.service_ends) return Why::ServiceEndsTooLate;
    const bool admitted =
        admits(policy.areas, line.area) && admits(policy.categories, line.category) && admits(policy.enti, line.ente);
    return admitted ? Why::Used : Why::NotAllowedHere;
}

/// The split under way: what each line still needs, what each instrument still has, who pays what.
class Table {
public:
    Table(std::span<const Line> lines, std::span<const Instrument> instruments, registers::Date today)
        : lines_{lines}, today_{today} {
        for (const auto& line : lines) open_cents_.push_back(line.price.cents());
        for (const auto& one : instruments) order_.push_back(&one);
        std::sort(order_.begin(), order_.end(), [](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
        for (const auto* one : order_) left_cents_[one] = one->left.cents();
        by_price_.resize(lines.size());
        std::iota(by_price_.begin(), by_price_.end(), std::size_t{0});
        std::stable_sort(by_price_.begin(), by_price_.end(),
                         [&](auto a, auto b) { return lines_[a].price > lines_[b].price; });
    }

    /// Line by line, what the payer asked for; the first that the law refuses is the answer.
    Status payAsked() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (!lines_[i].pay_with || lines_[i].pay_with->isNil()) continue;
            const auto* one = offered(*lines_[i].pay_with);
            if (one == nullptr) return refusal(codes::kInstrumentNotOffered, i, "this instrument is not among yours");
            const auto why = pay(i, *one);
            if (why == Why::WouldPayPart || why == Why::WouldBeToppedUp) {
                return refusal(codes::kCreditCoversPart, i, "a welfare document or credit covers a whole line alone");
            }
            if (why != Why::Used)
                return refusal(codes::kInstrumentNotUsable, i, "not usable: " + std::string{word(why)});
        }
        return kOk;
    }

    void payBest() {
        for (const auto cover : {Cover::PartOfLine, Cover::WholeLine}) {
            for (const auto* one : order_) {
                if (one->policy.cover != cover) continue;
                for (const auto line : by_price_) {
                    if (!lines_[line].pay_with) pay(line, *one);
                }
            }
        }
    }

    Split answer() const {
        Split split;
        std::int64_t total_cents = 0;
        std::int64_t direct_cents = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            for (const auto* one : order_) describe(i, *one, split);
            if (open_cents_[i] > 0)
                split.shares.push_back({i, {}, Kind::Direct, {}, 0, *Money::ofCents(open_cents_[i])});
            total_cents += lines_[i].price.cents();
            direct_cents += open_cents_[i];
        }
        split.total = *Money::ofCents(total_cents);
        split.direct = *Money::ofCents(direct_cents);
        return split;
    }

private:
    using Rank = std::tuple<Cover, int, unsigned, unsigned, registers::Id>;
    static Rank rank(const Instrument& one) {
        const auto end = one.policy.usable_until;
        return {one.policy.cover, static_cast<int>(end.year()), static_cast<unsigned>(end.month()),
                static_cast<unsigned>(end.day()), one.id};
    }

    static Error refusal(ErrorCode code, std::size_t line, std::string detail) {
        return {code, "/lines/" + std::to_string(line) + "/pay_with", std::move(detail)};
    }

    const Instrument* offered(const registers::Id& id) const {
        const auto at = std::find_if(order_.begin(), order_.end(), [&](const auto* one) { return one->id == id; });
        return at == order_.end() ? nullptr : *at;
    }

    /// Why `one` would pay nothing (more) of the line as things stand; Used when it may.
    Why standing(std::size_t line, const Instrument& one) const {
        if (const auto why = obstacle(lines_[line], one, today_); why != Why::Used) return why;
        if (left_cents_.at(&one) <= 0) return Why::NothingLeft;
        if (open_cents_[line] == 0) return Why::AlreadyPaid;
        if (one.policy.cover == Cover::PartOfLine) return Why::Used;
        const auto price_cents = lines_[line].price.cents();
        if (left_cents_.at(&one) < price_cents) return Why::WouldPayPart;
        return open_cents_[line] == price_cents ? Why::Used : Why::WouldBeToppedUp;
    }

    Why pay(std::size_t line, const Instrument& one) {
        const auto why = standing(line, one);
        if (why != Why::Used) return why;
        const auto cents = std::min(open_cents_[line], left_cents_[&one]);
        open_cents_[line] -= cents;
        left_cents_[&one] -= cents;
        paid_cents_[{line, &one}] = cents;
        return Why::Used;
    }

    void describe(std::size_t line, const Instrument& one, Split& split) const {
        const auto paid = paid_cents_.find({line, &one});
        if (paid == paid_cents_.end()) {
            split.reasons.push_back({line, one.id, standing(line, one)});
            return;
        }
        split.reasons.push_back({line, one.id, Why::Used});
        split.shares.push_back({line, one.id, one.kind, one.debtor, one.account, *Money::ofCents(paid->second)});
    }

    std::span<const Line> lines_;
    registers::Date today_;
    std::vector<const Instrument*> order_;  ///< As they are used, and as shares and reasons are listed.
    std::vector<std::size_t> by_price_;     ///< Line numbers, dearest first.
    std::vector<std::int64_t> open_cents_;
    std::map<const Instrument*, std::int64_t> left_cents_;
    std::map<std::pair<std::size_t, const Instrument*>, std::int64_t> paid_cents_;
};

Status checkLines(std::span<const Line> lines) {
    if (lines.empty()) return Error{ErrorCode::MissingMember, "/lines", "a basket has at least one line"};
    if (lines.size() > kLinesMax) return Error{ErrorCode::TooLarge, "/lines", "a basket has at most 20 lines"};
    Money total;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto field = "/lines/" + std::to_string(i);
        if (lines[i].price < Money{}) return Error{ErrorCode::InvalidAmount, field, "a price is never negative"};
        const auto sum = add(total, lines[i].price);
        if (!sum) return Error{ErrorCode::AmountOverflow, field, "the basket's total is beyond the largest amount"};
        total = *sum;
    }
    return kOk;
}

}  // namespace

std::string_view word(Why why) {
    switch (why) {
        case Why::Used: return "used";
        case Why::AskedOtherwise: return "asked_otherwise";
        case Why::RepaysAfterwards: return "repays_afterwards";
        case Why::OtherBeneficiary: return "other_beneficiary";
        case Why::NotYetUsable: return "not_yet_usable";
        case Why::BuyByPassed: return "buy_by_passed";
        case Why::ServiceEndsTooLate: return "service_ends_too_late";
        case Why::NotAllowedHere: return "not_allowed_here";
        case Why::NothingLeft: return "nothing_left";
        case Why::AlreadyPaid: return "already_paid";
        case Why::WouldPayPart: return "would_pay_part";
        case Why::WouldBeToppedUp: return "would_be_topped_up";
    }
    BUONO_CHECK(!"a reason of the list");
    return {};
}

Result<Split> split(std::span<const Line> lines, std::span<const Instrument> instruments, registers::Date today) {
    if (auto shape = checkLines(lines); !shape) return shape.error();
    Table table{lines, instruments, today};
    if (auto asked = table.payAsked(); !asked) return asked.error();
    table.payBest();
    return table.answer();
}

}  // namespace buono::instruments
