#include "core/purchases/spend.hpp"

#include <algorithm>
#include <map>

#include "core/purchases/allowance.hpp"
#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

using ledger::Action;

std::string itemName(std::size_t i) { return "/items/" + std::to_string(i); }

Error absent(const std::string& at) { return {codes::kNotFound, at.empty() ? std::string{} : at + "/code", {}}; }

ledger::Transfer moved(ledger::Code code, ledger::AccountNo from, ledger::AccountNo to, Money amount) {
    return {Action::Post, static_cast<std::uint16_t>(code), from, to, amount.cents(), 0, 0};
}

}  // namespace

/// The payments of one order, as transfers and as what each debtor will owe.
struct Spend::Group {
    std::vector<Permit> permits;
    std::vector<ledger::Transfer> transfers;
    std::vector<Due> dues;
    Money total;

    Status count(Due& due, Money amount) {
        const auto owed = add(due.amount, amount), sum = add(total, amount);
        if (!owed || !sum) return Error{ErrorCode::AmountOverflow, {}, {}};
        due.amount = *owed;
        total = *sum;
        return kOk;
    }
    /// The debtor's part, found or begun.
    Due& due(instruments::Payables::Drawer& drawer, const Id& ente, const instruments::Debtor& debtor) {
        for (auto& one : dues)
            if (one.debtor == debtor) return one;
        return dues.emplace_back(Due{debtor, drawer.payable(ente, debtor), {}});
    }
};

template <class Name>
Result<Spend::Permit> Spend::permit(const Id& ente, const Payment& payment, const Name& name, Instant now) const {
    const auto row = rows_.codes.find(payment.code);
    auto code = row && row->kind == CodeKind::Spending ? rows_.codes.permit(*row) : nullptr;
    if (!code) return absent(name());
    // Unlike a purchase, which was paid before, this is new spending: the ente must be accredited today.
    const bool named = code->ente.isNil() || code->ente == ente;
    if (!named || !shelf_.offers(ente, code->area)) return absent(name());
    if (!payment.amount.isPositive()) return Error{ErrorCode::InvalidAmount, name() + "/amount", "more than nothing"};
    if (code->expires <= now) return Error{codes::kCodeExpired, name() + "/code", {}};
    return code;
}

Result<Redemption> Spend::one(const Id& ente, const Payment& payment, Instant now) {
    return take(ente, {&payment, 1}, now, [](std::size_t) { return std::string{}; });
}

Result<Redemption> Spend::all(const Id& ente, std::span<const Payment> payments, Instant now) {
    return take(ente, payments, now, itemName);
}

Result<Redemption> Spend::take(const Id& ente, std::span<const Payment> payments, Instant now, NameOf nameOf) {
    BUONO_CHECK(!payments.empty() && payments.size() <= kBatchMax);
    auto drawer = funds_.payables.drawer();
    const auto given = drawer.allowanceGiven();
    Group group;
    group.permits.reserve(payments.size());
    group.transfers.reserve(2 * payments.size() + 2);
    for (std::size_t i = 0; i < payments.size(); ++i) {
        auto found = permit(
            ente, payments[i], [&] { return nameOf(i); }, now);
        if (!found) return found.error();
        const auto& code = **found;
        const auto amount = payments[i].amount;
        auto& due = group.due(drawer, ente, code.debtor);
        if (auto counted = group.count(due, amount); !counted)
            return Error{counted.error().code, nameOf(i) + "/amount", {}};
        group.transfers.push_back(moved(ledger::Code::SpendingCode, code.account, due.payable, amount));
        group.transfers.push_back(moved(ledger::Code::Allowance, code.allowance, given, amount));
        group.permits.push_back(*std::move(found));
    }
    const auto& openings = drawer.openings();
    group.transfers.insert(group.transfers.begin(), openings.begin(), openings.end());
    const auto seq = funds_.book.post(group.transfers);
    if (!seq) return seq.error().code == codes::kInsufficientFunds ? beyond(payments, group, nameOf) : seq.error();
    drawer.keep();
    return keep(ente, group, *seq, now);
}

/// Which payment the refusal is about: the first whose code was replaced, or which its allowance or voucher, after
/// those before it, does not cover.
Error Spend::beyond(std::span<const Payment> payments, const Group& group, NameOf nameOf) const {
    std::map<ledger::AccountNo, std::int64_t> taken_cents;
    const auto covers = [&](ledger::AccountNo account, Money amount) {
        return (taken_cents[account] += amount.cents()) <= left(funds_.book, account).cents();
    };
    for (std::size_t i = 0; i < payments.size(); ++i) {
        const auto at = nameOf(i);
        const auto row = rows_.codes.find(payments[i].code);
        if (!row || !rows_.codes.isCurrent(*row)) return absent(at);
        const bool allowed = covers(group.permits[i]->allowance, payments[i].amount);
        if (!covers(group.permits[i]->account, payments[i].amount) || !allowed)
            return {codes::kBeyondCode, at + "/amount", "the code does not cover this amount"};
    }
    BUONO_CHECK(!"the Book refuses what every account covers");
    return {};
}

Redemption Spend::keep(const Id& ente, const Group& group, std::uint64_t seq, Instant now) {
    Redemption redemption;
    redemption.id = rows_.ids.next();
    redemption.ente = ente;
    redemption.items = static_cast<int>(group.permits.size());
    if (redemption.items == 1) redemption.spending_code = group.permits.front()->id;
    redemption.dues = group.dues;
    redemption.total = group.total;
    redemption.seq = seq;
    redemption.at = now;
    rows_.redemptions.add(redemption);
    rows_.outbox.add(kTellPayment, redemption.id, {(now.us / kTellEveryUs + 1) * kTellEveryUs});
    return redemption;
}

}  // namespace buono::purchases
