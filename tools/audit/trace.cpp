#include "trace.hpp"

#include <algorithm>

namespace audit {
namespace {

struct Path {
    std::uint16_t from;
    std::uint16_t to;
};

// From debit to credit. A correction or a return goes the same path back.
constexpr Path kPaths[] = {
    {kBudget, kSource},
    {kSource, kVoucher},
    {kVoucher, kPayable},
    {kPayable, kPaid},
    {kPledge, kPromise},
    {kPromise, kCredit},
    {kCredit, kPayable},
    {kClearing, kReceived},
    // What an ente owes back: to the voucher or credit, to the source it came from, out of its next payable or by bank.
    {kRefundDue, kVoucher},
    {kRefundDue, kCredit},
    {kRefundDue, kSource},
    {kRefundDue, kPromise},
    {kPayable, kRefundDue},
    {kPaid, kRefundDue},
    // No money: what a spending code may take, given, used up and given back.
    {kAllowanceGiven, kAllowance},
};

constexpr auto kIsPath = [] {
    std::array<std::array<bool, kKindMax + 1>, kKindMax + 1> table{};
    for (const auto& path : kPaths) table[path.from][path.to] = table[path.to][path.from] = true;
    return table;
}();

bool hasRoot(std::uint16_t kind) {
    return kind != kBudget && kind != kClearing && kind != kReceived && kind != kAllowance && kind != kAllowanceGiven;
}

}  // namespace

std::string Trace::nameOf(std::uint64_t no) const {
    return kindName(book_.account(no).kind) + " account " + std::to_string(no);
}

void Trace::follow(const Entry& entry, std::size_t at) {
    const auto& t = entry.transfers[at];
    if (t.action == Action::Open) {
        auto& opened = book_.account(t.debit);
        if (opened.kind == kSource || opened.kind == kPledge) opened.root = static_cast<std::uint32_t>(t.debit);
        return;
    }
    const auto from = book_.account(t.debit).kind, to = book_.account(t.credit).kind;
    if (!kIsPath[from][to]) {
        report_.fail(Check::Sources, place(entry, at) + " moves money from " + nameOf(t.debit) + " to " +
                                         nameOf(t.credit) + ", where no path leads");
        return;
    }
    if (hasRoot(from) && hasRoot(to)) checkRoots(entry, at, t);
    if (t.action != Action::Post && t.action != Action::Capture) return;
    const bool opens = (from == kBudget && to == kSource) || (from == kPledge && to == kPromise) ||
                       (from == kPromise && to == kCredit);
    if (opens) book_.sumsOf(t.credit).issued += t.cents;
    if (to == kPayable && (from == kVoucher || from == kCredit)) book_.sumsOf(t.credit).issued += t.cents;
    if (from == kVoucher || to == kVoucher) countVoucher(t);
    if (t.code == kSpendingCode || from == kAllowance) countCode(t, from, to);
}

void Trace::countCode(const Transfer& t, std::uint16_t from, std::uint16_t to) {
    if (t.code == kSpendingCode && to == kPayable) paid_ += t.cents;
    if (from == kAllowance && to == kAllowanceGiven) allowed_ += t.cents;
}

void Trace::endEntry(const Entry& entry) {
    if (paid_ > 0) {
        ++coded_;
        if (paid_ != allowed_)
            report_.fail(Check::Allowances, "entry " + std::to_string(entry.seq) + " pays " + euros(paid_) +
                                                " with spending codes, whose allowances allow " + euros(allowed_));
    }
    paid_ = allowed_ = 0;
}

void Trace::checkRoots(const Entry& entry, std::size_t at, const Transfer& t) {
    auto &debit = book_.account(t.debit), &credit = book_.account(t.credit);
    if (debit.root == credit.root && debit.root != 0) return;
    if (credit.root == 0 && debit.root != 0) {
        credit.root = debit.root;
    } else if (debit.root == 0 && credit.root != 0) {
        debit.root = credit.root;
    } else if (debit.root == 0) {
        report_.fail(Check::Sources,
                     place(entry, at) + " moves money of " + nameOf(t.debit) + ", which no source gave");
    } else {
        report_.fail(Check::Sources, place(entry, at) + " mixes in " + nameOf(t.credit) + " the money of " +
                                         nameOf(credit.root) + " with that of " + nameOf(debit.root) + " from " +
                                         nameOf(t.debit));
    }
}

void Trace::countVoucher(const Transfer& t) {
    const auto from = book_.account(t.debit).kind, to = book_.account(t.credit).kind;
    if (to == kVoucher) {
        auto& voucher = book_.sumsOf(t.credit);
        if (from == kSource)
            voucher.issued += t.cents;
        else
            voucher.spent -= t.cents;
    }
    if (from == kVoucher) {
        auto& voucher = book_.sumsOf(t.debit);
        if (to == kSource)
            voucher.returned += t.cents;
        else
            voucher.spent += t.cents;
    }
}

void Trace::checkVoucher(std::uint64_t no) {
    const auto& a = book_.account(no);
    const auto& c = book_.sums(a);
    const auto held = book_.held(a).debits;
    const auto available = a.credits_posted - a.debits_posted - held;
    const auto fail = [&](const char* what) {
        report_.fail(Check::Vouchers, nameOf(no) + ": " + what + ": issued " + euros(c.issued) + " = spent " +
                                          euros(c.spent) + " + held " + euros(held) + " + available " +
                                          euros(available) + " + gone back " + euros(c.returned));
    };
    if (c.issued != c.spent + held + available + c.returned)
        fail("not true");
    else if (c.spent < 0 || available < 0)
        fail("below zero");
    const bool moved = a.credits_posted != 0 || a.debits_posted != 0 || held != 0;
    const bool funded = a.root != 0 && book_.account(a.root).kind == kSource;
    if (moved && !funded) report_.fail(Check::Vouchers, nameOf(no) + " is funded by no source");
}

void Trace::finish() {
    std::uint64_t vouchers = 0, traced = 0;
    for (std::uint64_t no = 1; no <= book_.size(); ++no) {
        const auto& a = book_.account(no);
        if (a.kind == kVoucher) checkVoucher(no), ++vouchers;
        if (!hasRoot(a.kind)) continue;
        ++traced;
        const auto& held = book_.held(a);
        const bool moved = a.credits_posted != 0 || a.debits_posted != 0 || held.debits != 0 || held.credits != 0;
        if (moved && a.root == 0) report_.fail(Check::Sources, nameOf(no) + " has money that no source gave");
    }
    report_.looked(Check::Allowances, coded_);
    report_.looked(Check::Sources, traced);
    report_.looked(Check::Vouchers, vouchers);
}

}  // namespace audit
