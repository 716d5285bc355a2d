#include "core/ledger/book.hpp"

#include <algorithm>

#include "core/register/codes.hpp"

namespace buono::ledger {
namespace {

constexpr std::int64_t kTotalMax = 1'000 * Money::kCentsMax;

bool isCountable(const Account& a) {
    return std::max({a.debits_posted_cents, a.credits_posted_cents, a.debits_held_cents, a.credits_held_cents}) <=
           kTotalMax;
}

bool withinLimit(const Account& a) {
    switch (a.limit) {
        case Limit::None: return true;
        case Limit::CreditsCoverDebits: return a.debits_posted_cents + a.debits_held_cents <= a.credits_posted_cents;
        case Limit::DebitsCoverCredits: return a.credits_posted_cents + a.credits_held_cents <= a.debits_posted_cents;
    }
    return false;
}

Status checkOpening(const Transfer& t) {
    const bool known = t.code >= 1 && t.code <= static_cast<std::uint16_t>(kLastKind) &&
                       t.credit <= static_cast<AccountNo>(kLastLimit);
    if (!known) return Error{ErrorCode::InvalidValue, {}, "an account is opened with a kind and a limit that exist"};
    const bool bare = t.cents == 0 && t.hold == 0 && t.corrects == 0;
    return bare ? kOk : Status{Error{ErrorCode::InvalidValue, {}, "an opening moves nothing"}};
}

// Rules that need only the transfer.
Status checkShape(const Transfer& t) {
    if (t.action == Action::Open) return checkOpening(t);
    const bool ends = t.action == Action::Capture || t.action == Action::Release;
    if (!ends && t.action != Action::Post && t.action != Action::Hold)
        return Error{ErrorCode::InvalidValue, {}, "there is no such kind of transfer"};
    if (t.code < 1 || t.code > static_cast<std::uint16_t>(kLastCode))
        return Error{ErrorCode::InvalidValue, {}, "there is no such reason"};
    if (ends != (t.hold != 0)) return Error{ErrorCode::InvalidValue, {}, "who ends a hold names it, and nobody else"};
    if (t.cents <= 0) return Error{ErrorCode::InvalidAmount, {}, "a transfer moves at least one cent"};
    if (t.cents > Money::kCentsMax) return Error{ErrorCode::AmountOverflow, {}, "a transfer moves at most 10^14 cents"};
    if (t.debit == t.credit) return Error{codes::kAccountsMustDiffer, {}, {}};
    return kOk;
}

}  // namespace

/// One group under way: every step it took, so that a refusal can take them back.
class Book::Group {
public:
    Group(Book& book, std::uint64_t seq) : book_{book}, seq_{seq}, accounts_before_{book.accounts_.size()} {}

    Status apply(const Transfer& t, std::size_t index) {
        if (t.corrects >= seq_) return Error{codes::kEntryNotFound, {}, "only an entry that is there is corrected"};
        switch (t.action) {
            case Action::Open: return open(t);
            case Action::Post: return post(t);
            case Action::Hold: return hold(t, index);
            case Action::Capture: return end(t, t.cents);
            case Action::Release: return end(t, 0);
        }
        BUONO_CHECK(!"its shape was checked");
        return kOk;
    }

    void takeBack() {
        for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) book_.accounts_[step->no - 1] = step->before;
        for (const auto& [no, held] : ended_) book_.holds_.emplace(no, held);
        for (const auto hold : held_) book_.holds_.erase(hold);
        book_.accounts_.resize(accounts_before_);
    }

    void keep() {
        for (const auto& step : steps_) book_.markChanged(step.no);
        for (auto no = accounts_before_; no < book_.accounts_.size(); ++no) book_.markChanged(no + 1);
    }

private:
    struct Step {
        AccountNo no;
        Account before;
    };

    Status open(const Transfer& t) {
        if (t.debit != book_.nextAccount())
            return Error{codes::kAccountNotFound, {}, "accounts are opened in their order"};
        book_.accounts_.push_back({.kind = static_cast<AccountKind>(t.code), .limit = static_cast<Limit>(t.credit)});
        return kOk;
    }
    Status post(const Transfer& t) {
        if (auto found = find(t.debit, t.credit); !found) return found;
        touch(t.debit).debits_posted_cents += t.cents;
        touch(t.credit).credits_posted_cents += t.cents;
        return checkLimits(t.debit, t.credit);
    }
    Status hold(const Transfer& t, std::size_t index) {
        if (auto found = find(t.debit, t.credit); !found) return found;
        touch(t.debit).debits_held_cents += t.cents;
        touch(t.credit).credits_held_cents += t.cents;
        held_.push_back(holdNo(seq_, index));
        book_.holds_.emplace(held_.back(), Held{t.debit, t.credit, t.cents});
        return checkLimits(t.debit, t.credit);
    }
    // Capture and release: the whole hold leaves the held totals, `posted_cents` of it are posted.
    Status end(const Transfer& t, std::int64_t posted_cents) {
        const auto found = book_.holds_.find(t.hold);
        if (found == book_.holds_.end()) return Error{codes::kHoldNotFound, {}, {}};
        const auto held = found->second;
        if (held.debit != t.debit || held.credit != t.credit)
            return Error{codes::kHoldNotFound, {}, "the hold is between other accounts"};
        if (t.cents > held.cents || (posted_cents == 0 && t.cents != held.cents))
            return Error{codes::kHoldExceeded, {}, {}};
        auto& debit = touch(held.debit);
        debit.debits_held_cents -= held.cents;
        debit.debits_posted_cents += posted_cents;
        auto& credit = touch(held.credit);
        credit.credits_held_cents -= held.cents;
        credit.credits_posted_cents += posted_cents;
        ended_.emplace_back(t.hold, held);
        book_.holds_.erase(found);
        return checkLimits(held.debit, held.credit);
    }

    Status find(AccountNo debit, AccountNo credit) const {
        for (const auto no : {debit, credit}) {
            if (no == 0 || no > book_.accounts_.size()) return Error{codes::kAccountNotFound, {}, {}};
        }
        return kOk;
    }
    Account& touch(AccountNo no) {
        auto& account = book_.accounts_[no - 1];
        steps_.push_back({no, account});
        return account;
    }
    // Both totals, then both limits: two legal totals never add beyond int64.
    Status checkLimits(AccountNo debit, AccountNo credit) const {
        const auto &from = book_.accounts_[debit - 1], &to = book_.accounts_[credit - 1];
        if (!isCountable(from) || !isCountable(to))
            return Error{ErrorCode::AmountOverflow, {}, "an account's total is beyond its maximum"};
        if (!withinLimit(from) || !withinLimit(to)) return Error{codes::kInsufficientFunds, {}, {}};
        return kOk;
    }

    Book& book_;
    std::uint64_t seq_;
    std::size_t accounts_before_;
    std::vector<Step> steps_;
    std::vector<HoldNo> held_;
    std::vector<std::pair<HoldNo, Held>> ended_;
};

AccountNo Book::open(AccountKind kind, Limit limit) {
    const Transfer opening{.action = Action::Open,
                           .code = static_cast<std::uint16_t>(kind),
                           .debit = nextAccount(),
                           .credit = static_cast<AccountNo>(limit)};
    BUONO_CHECK(post(std::span{&opening, 1}).has_value());
    return accounts_.size();
}

Result<std::uint64_t> Book::post(std::span<const Transfer> group) {
    if (group.empty()) return Error{ErrorCode::InvalidAmount, {}, "a group has at least one transfer"};
    if (group.size() > kGroupMax) return Error{codes::kGroupTooLarge, {}, {}};
    for (const auto& t : group) {
        if (auto shape = checkShape(t); !shape) return shape.error();
    }
    if (auto applied = apply(seq_ + 1, group); !applied) return applied.error();

    // Past this line the group must succeed.
    journal_.append(++seq_, group);
    return seq_;
}

Status Book::apply(std::uint64_t seq, std::span<const Transfer> group) {
    Group under_way{*this, seq};
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (auto applied = under_way.apply(group[i], i); !applied) {
            under_way.takeBack();
            return applied;
        }
    }
    under_way.keep();
    return kOk;
}

void Book::replay(std::uint64_t seq, std::span<const Transfer> group) {
    BUONO_CHECK(seq == seq_ + 1);
    BUONO_CHECK(apply(seq, group).has_value());
    seq_ = seq;
}

std::int64_t Book::heldCents(HoldNo hold) const {
    const auto found = holds_.find(hold);
    return found == holds_.end() ? 0 : found->second.cents;
}

std::optional<Account> Book::account(AccountNo no) const {
    if (no == 0 || no > accounts_.size()) return std::nullopt;
    return accounts_[no - 1];
}

bool Book::restore(AccountNo no, const Account& account, bool changed) {
    BUONO_CHECK(no == nextAccount());
    accounts_.push_back(account);
    if (changed) markChanged(no);
    return isCountable(account) && withinLimit(account);
}

void Book::restoreHold(HoldNo hold, AccountNo debit, AccountNo credit, std::int64_t cents) {
    BUONO_CHECK(cents > 0 && debit != 0 && credit != 0);
    holds_.emplace(hold, Held{debit, credit, cents});
}

void Book::markChanged(AccountNo no) {
    if (changed_marks_.size() < accounts_.size()) changed_marks_.resize(accounts_.size());
    if (changed_marks_[no - 1]) return;
    changed_marks_[no - 1] = true;
    changed_.push_back(no);
}

std::vector<AccountNo> Book::takeChanged() {
    for (const auto no : changed_) changed_marks_[no - 1] = false;
    return std::exchange(changed_, {});
}

}  // namespace buono::ledger
