#include "book.hpp"

#include <algorithm>

namespace audit {
namespace {

/// The one at `place`, made where there was none.
template <class T>
T& placeIn(std::vector<T>& all, std::uint32_t& place) {
    if (place == 0) {
        place = static_cast<std::uint32_t>(all.size());
        all.emplace_back();
    }
    return all[place];
}

}  // namespace

std::string place(const Entry& entry, std::size_t place) {
    return "entry " + std::to_string(entry.seq) + ", transfer " + std::to_string(place);
}

std::string euros(Wide cents) {
    const bool below = cents < 0;
    if (below) cents = -cents;
    auto fraction = std::to_string(static_cast<int>(cents % 100));
    if (fraction.size() < 2) fraction.insert(0, "0");
    return (below ? "-" : "") + std::to_string(static_cast<std::uint64_t>(cents / 100)) + "." + fraction + " EUR";
}

bool Book::isFull(const Account& a) const {
    const auto& h = held(a);
    return std::max({a.debits_posted, a.credits_posted, h.debits, h.credits}) > kTotalMax;
}

HeldTotals& Book::heldOf(std::uint64_t no) { return placeIn(held_, account(no).holds); }

Sums& Book::sumsOf(std::uint64_t no) { return placeIn(sums_, account(no).sums); }

bool Book::apply(const Entry& entry, std::size_t place) {
    const auto& t = entry.transfers[place];
    if (t.action == Action::Open) return open(entry, t);
    if (!exist(entry, place, t)) return false;
    if (t.action == Action::Capture || t.action == Action::Release) return end(entry, place, t);
    if (t.action == Action::Hold) {
        hold(entry, place, t);
        return true;
    }
    account(t.debit).debits_posted += t.cents;
    account(t.credit).credits_posted += t.cents;
    return true;
}

bool Book::open(const Entry& entry, const Transfer& t) {
    if (t.debit == accounts_.size() + 1) {
        accounts_.push_back({.kind = static_cast<std::uint8_t>(t.code), .limit = static_cast<std::uint8_t>(t.credit)});
        return true;
    }
    report_.fail(Check::Entries, "entry " + std::to_string(entry.seq) + " opens account " + std::to_string(t.debit) +
                                     " where the next is " + std::to_string(accounts_.size() + 1));
    return false;
}

bool Book::exist(const Entry& entry, std::size_t at, const Transfer& t) {
    for (const auto no : {t.debit, t.credit}) {
        const auto* wrong = !has(no)              ? ", never opened"
                            : isFull(account(no)) ? ", whose total is beyond counting"
                                                  : nullptr;
        if (!wrong) continue;
        report_.fail(Check::Entries, place(entry, at) + " names account " + std::to_string(no) + wrong);
        return false;
    }
    return true;
}

void Book::hold(const Entry& entry, std::size_t at, const Transfer& t) {
    heldOf(t.debit).debits += t.cents;
    heldOf(t.credit).credits += t.cents;
    holds_[entry.seq << 16 | at] = {t.debit, t.credit, t.cents};
    report_.looked(Check::Holds, 1);
}

bool Book::end(const Entry& entry, std::size_t at, const Transfer& t) {
    const auto fail = [&](const std::string& what) {
        report_.fail(Check::Holds, place(entry, at) + " " + what);
        return false;
    };
    const auto found = holds_.find(t.hold);
    if (found == holds_.end()) return fail("ends hold " + holdName(t.hold) + ", which has ended or never was");
    const auto held = found->second;
    if (held.debit != t.debit || held.credit != t.credit)
        return fail("ends hold " + holdName(t.hold) + " between other accounts than it is between");
    const bool capture = t.action == Action::Capture;
    if (t.cents > held.cents || (!capture && t.cents != held.cents))
        return fail((capture ? "captures " : "releases ") + euros(t.cents) + " of hold " + holdName(t.hold) +
                    ", which holds " + euros(held.cents));
    heldOf(t.debit).debits -= held.cents;
    heldOf(t.credit).credits -= held.cents;
    if (capture) account(t.debit).debits_posted += t.cents, account(t.credit).credits_posted += t.cents;
    holds_.erase(found);
    return true;
}

void Book::checkLimits(const Entry& entry) {
    for (const auto& t : entry.transfers) {
        if (t.action == Action::Open) continue;
        for (const auto no : {t.debit, t.credit})
            if (has(no)) checkLimit(entry, no);
    }
}

void Book::checkLimit(const Entry& entry, std::uint64_t no) {
    auto& a = account(no);
    if (a.limit == 0) return;
    const auto& h = held(a);
    const auto over =
        a.limit == 1 ? a.debits_posted + h.debits - a.credits_posted : a.credits_posted + h.credits - a.debits_posted;
    if (over <= 0 || a.told) return;
    a.told = true;
    report_.fail(Check::Limits, "account " + std::to_string(no) + " (" + kindName(a.kind) + ") is " + euros(over) +
                                    " past its limit after entry " + std::to_string(entry.seq));
}

void Book::checkZero() {
    Wide posted = 0, held_apart = 0, debits_held = 0, open = 0;
    for (const auto& a : accounts_) {
        const auto& h = held(a);
        posted += a.credits_posted - a.debits_posted;
        held_apart += h.credits - h.debits;
        debits_held += h.debits;
    }
    if (posted != 0) report_.fail(Check::Zero, "credits posted exceed debits posted by " + euros(posted));
    if (held_apart != 0) report_.fail(Check::Zero, "credits held exceed debits held by " + euros(held_apart));
    for (const auto& [name, one] : holds_) open += one.cents;
    if (open != debits_held)
        report_.fail(Check::Zero, "open holds differ from what is held by " + euros(open - debits_held));
    report_.looked(Check::Zero, accounts_.size());
    report_.looked(Check::Limits, accounts_.size());
}

}  // namespace audit
