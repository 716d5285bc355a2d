#include "core/purchases/redeem.hpp"

#include <algorithm>

#include "core/purchases/holds.hpp"
#include "core/purchases/states.hpp"
#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

/// The lines to redeem: those named, or all that are left.
Result<std::vector<int>> linesOf(const Purchase& purchase, const std::vector<int>& named) {
    std::vector<int> lines;
    const auto count = static_cast<int>(purchase.lines.size());
    for (int i = 0; i < count; ++i) {
        const bool wanted = named.empty() || std::find(named.begin(), named.end(), i) != named.end();
        if (!wanted) continue;
        if (!purchase.lines[static_cast<std::size_t>(i)].redeemed) {
            lines.push_back(i);
        } else if (!named.empty()) {
            return Error{codes::kAlreadyRedeemed, "/lines", "line " + std::to_string(i)};
        }
    }
    const bool unknown = std::any_of(named.begin(), named.end(), [&](int i) { return i < 0 || i >= count; });
    if (unknown) return Error{ErrorCode::InvalidValue, "/lines", "the purchase has no such line"};
    return lines;
}

Redemption draft(const Purchase& purchase, const std::vector<int>& lines, const Id& id, Instant now) {
    Redemption redemption;
    redemption.id = id;
    redemption.ente = purchase.ente;
    redemption.purchase = purchase.id;
    redemption.lines = lines;
    redemption.at = now;
    std::int64_t total_cents = 0;
    for (const int line : lines) total_cents += purchase.lines[static_cast<std::size_t>(line)].price.cents();
    redemption.total = *Money::ofCents(total_cents);
    return redemption;
}

/// What each debtor owes of these lines. Only while the holds last: they know the payable.
std::vector<Due> duesOf(const ledger::Book& book, const Purchase& purchase, const std::vector<int>& lines) {
    std::vector<Due> dues;
    for (const auto& share : purchase.shares) {
        if (std::find(lines.begin(), lines.end(), share.line) == lines.end()) continue;
        const auto payable = share.hold == 0 ? 0 : book.holds().at(share.hold).credit;
        auto due = std::find_if(dues.begin(), dues.end(), [&](const auto& one) { return one.debtor == share.debtor; });
        if (due == dues.end()) due = dues.insert(dues.end(), {share.debtor, payable, {}});
        due->amount = *add(due->amount, share.amount);
    }
    return dues;
}

Result<std::uint64_t> capture(ledger::Book& book, const Purchase& purchase, const std::vector<int>& lines) {
    const auto group = captures(book, purchase, lines);
    return group.empty() ? Result<std::uint64_t>{0} : book.post(group);
}

/// The purchase after its lines are captured.
void advance(Purchase& purchase, const Redemption& redemption, Rows& rows) {
    for (const int line : redemption.lines) {
        purchase.lines[static_cast<std::size_t>(line)].redeemed = true;
        rows.purchases.markRedeemed(purchase.id, line);
    }
    const bool all =
        std::all_of(purchase.lines.begin(), purchase.lines.end(), [](const auto& one) { return one.redeemed; });
    become(purchase, all ? State::Completed : State::PartlyRedeemed);
    purchase.seq = redemption.seq;
    rows.purchases.keep(purchase);
    rows.announcements.redemption(purchase.payer, redemption);
}

Status redeemable(const Purchase& purchase) {
    if (purchase.state == State::Confirmed || purchase.state == State::PartlyRedeemed) return kOk;
    if (purchase.state == State::Completed) return Error{codes::kAlreadyRedeemed, "/code", "every line is redeemed"};
    return Error{codes::kWrongPurchaseState, "/code", "the purchase is " + std::string{word(purchase.state)}};
}

Error absent() { return {codes::kNotFound, {}, {}}; }

}  // namespace

Result<Redemption> Redeem::operator()(const RedeemOrder& order, Instant now) {
    const auto row = rows_.codes.find(order.code);
    if (!row) return absent();
    return row->kind == CodeKind::Purchase ? purchase(order, *row, now) : spend(order, now);
}

Result<Redemption> Redeem::purchase(const RedeemOrder& order, const CodeRow& code, Instant now) {
    auto purchase = rows_.purchases.find(code.subject);
    if (!purchase || purchase->ente != order.ente || purchase->code_issue != code.issue) return absent();
    if (order.amount) return Error{ErrorCode::InvalidValue, "/amount", "a purchase code has its own amount"};
    if (auto state = redeemable(*purchase); !state) return state.error();
    if (rows_.redemptions.isAsking(purchase->id)) {
        return Error{codes::kWrongPurchaseState, "/code", "a redemption of it is being confirmed by your own system"};
    }
    const auto lines = linesOf(*purchase, order.lines);
    if (!lines) return lines.error();
    if (auto in_time = claimable(*purchase, *lines, now); !in_time) return in_time.error();

    auto redemption = draft(*purchase, *lines, rows_.ids.next(), now);
    redemption.dues = duesOf(funds_.book, *purchase, *lines);
    if (const auto provider = around_.arrangements.providerOf(order.ente); !provider.empty()) {
        return ask(std::move(redemption), *purchase, provider);
    }
    const auto seq = capture(funds_.book, *purchase, *lines);
    if (!seq) return seq.error();
    redemption.seq = *seq;
    rows_.redemptions.add(redemption);
    advance(*purchase, redemption, rows_);
    return redemption;
}

Status Redeem::claimable(const Purchase& purchase, const std::vector<int>& lines, Instant now) const {
    const auto today = around_.calendar.dateOf(now);
    for (const auto& share : purchase.shares) {
        if (share.hold == 0 || std::find(lines.begin(), lines.end(), share.line) == lines.end()) continue;
        const auto instrument = around_.wallet.instrument(purchase.payer, share.instrument);
        const auto last = instrument ? instrument->policy.claim_by : std::nullopt;
        if (last && *last < today)
            return Error{codes::kClaimTooLate, "/code", "the last day was " + registers::text(*last)};
    }
    return kOk;
}

Redemption Redeem::ask(Redemption redemption, const Purchase& purchase, const std::string& provider) {
    Operation operation;
    operation.id = rows_.ids.next();
    operation.purpose = Purpose::Redeem;
    operation.subject = redemption.id;
    operation.ente = purchase.ente;
    operation.plugin = provider;
    operation.amount = redemption.total;
    operation.at = redemption.at;
    redemption.state = RedemptionState::Asking;
    rows_.redemptions.add(redemption);
    rows_.operations.add(operation);
    rows_.outbox.add(kAskProvider, operation.id, redemption.at);
    return redemption;
}

Result<Redemption> Redeem::spend(const RedeemOrder& order, Instant now) {
    if (!order.lines.empty()) return Error{ErrorCode::InvalidValue, "/lines", "a spending code has no lines"};
    if (!order.amount) return Error{ErrorCode::MissingMember, "/amount", "a spending code needs the amount"};
    return around_.spend.one(order.ente, {order.code, *order.amount}, now);
}

Status SettleRedemption::operator()(const Id& id, const Heard& heard, Instant now) {
    auto operation = rows_.operations.find(id);
    BUONO_CHECK(operation && operation->purpose == Purpose::Redeem);
    if (operation->ended) return kOk;
    auto redemption = rows_.redemptions.find(operation->subject);
    BUONO_CHECK(redemption && redemption->state == RedemptionState::Asking);
    auto purchase = rows_.purchases.find(redemption->purchase);
    BUONO_CHECK(purchase);

    const auto decided = verdict(heard.call, heard.answer.outcome);
    const bool waits = decided == Verdict::Wait || decided == Verdict::AskNow || decided == Verdict::Withdraw;
    if (decided == Verdict::Confirm) {
        const auto seq = capture(funds_.book, *purchase, redemption->lines);
        if (!seq) return seq.error();
        redemption->seq = *seq;
    }
    learn(*operation, heard.call, heard.answer);
    operation->ended = !waits;
    ++operation->looks;
    rows_.operations.keep(*operation);
    if (waits) {
        rows_.outbox.postpone(kAskProvider, id, nextLook(*operation, heard, now));
        return kOk;
    }
    rows_.outbox.end(kAskProvider, id);
    redemption->state = decided == Verdict::Confirm ? RedemptionState::Done : RedemptionState::Refused;
    redemption->provider_ref = operation->ref;
    rows_.redemptions.keep(*redemption);
    if (decided == Verdict::Confirm) advance(*purchase, *redemption, rows_);
    return kOk;
}

}  // namespace buono::purchases
