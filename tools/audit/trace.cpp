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
        if (opened.kind == kSource || opened.kind == kPledge) opened.root = t.debit;
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
    if (opens) book_.account(t.credit).opened += t.cents;
    if (to == kPayable && (from == kVoucher || from == kCredit)) book_.account(t.credit).issued += t.cents;
    if (from == kVoucher || to == kVoucher) countVoucher(t);
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
    auto &debit = book_.account(t.debit), &credit = book_.account(t.credit);
    if (credit.kind == kVoucher) {
        if (debit.kind == kSource)
            credit.issued += t.cents;
        else
            credit.spent -= t.cents;
    }
    if (debit.kind == kVoucher) {
        if (credit.kind == kSource)
            debit.returned += t.cents;
        else
            debit.spent += t.cents;
    }
}

void Trace::checkVoucher(std::uint64_t no) {
    const auto& a = book_.account(no);
    const auto available = a.credits_posted - a.debits_posted - a.debits_held;
    const auto sums = "issued " + euros(a.issued) + " = spent " + euros(a.spent) + " + held " + euros(a.debits_held) +
                      " + available " + euros(available) + " + gone back " + euros(a.returned);
    if (a.issued != a.spent + a.debits_held + available + a.returned)
        report_.fail(Check::Vouchers, nameOf(no) + ": not true: " + sums);
    else if (a.spent < 0 || available < 0)
        report_.fail(Check::Vouchers, nameOf(no) + ": below zero: " + sums);
    const bool moved = a.credits_posted != 0 || a.debits_posted != 0 || a.debits_held != 0;
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
        const bool moved = a.credits_posted != 0 || a.debits_posted != 0 || a.debits_held != 0 || a.credits_held != 0;
        if (moved && a.root == 0) report_.fail(Check::Sources, nameOf(no) + " has money that no source gave");
    }
    report_.looked(Check::Sources, traced);
    report_.looked(Check::Vouchers, vouchers);
}

}  // namespace audit
