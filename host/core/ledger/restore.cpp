#include "core/ledger/restore.hpp"

namespace buono::ledger {

void Restoring::account(AccountNo no, const Account& account, std::uint64_t as_of) {
    at(no) = {account, as_of, true, false};
}

void Restoring::entry(std::uint64_t seq, std::span<const Transfer> group) {
    for (std::size_t i = 0; i < group.size(); ++i) apply(seq, i, group[i]);
}

void Restoring::apply(std::uint64_t seq, std::size_t index, const Transfer& t) {
    if (t.action == Action::Open) return open(seq, t);
    auto *const debit = older(t.debit, seq), *const credit = older(t.credit, seq);
    if (t.action == Action::Hold) made_[holdNo(seq, index)] = t.cents;
    const bool ends = t.action == Action::Capture || t.action == Action::Release;
    const auto held_cents = t.action == Action::Hold ? t.cents : ends ? -heldCents(t.hold) : 0;
    const auto posted_cents = t.action == Action::Post || t.action == Action::Capture ? t.cents : 0;
    if (debit != nullptr) debit->debits_held_cents += held_cents, debit->debits_posted_cents += posted_cents;
    if (credit != nullptr) credit->credits_held_cents += held_cents, credit->credits_posted_cents += posted_cents;
}

void Restoring::open(std::uint64_t seq, const Transfer& t) {
    auto& row = at(t.debit);
    if (row.as_of >= seq) return;
    row = {{.kind = static_cast<AccountKind>(t.code), .limit = static_cast<Limit>(t.credit)}, 0, true, true};
}

Restoring::Row& Restoring::at(AccountNo no) {
    BUONO_CHECK(no != 0);
    if (no > rows_.size()) rows_.resize(no);
    return rows_[no - 1];
}

Account* Restoring::older(AccountNo no, std::uint64_t seq) {
    auto& row = at(no);
    if (row.as_of >= seq) return nullptr;
    row.counted = true;
    return &row.account;
}

std::int64_t Restoring::heldCents(HoldNo hold) const {
    const auto found = made_.find(hold);
    return found == made_.end() ? held_before_(hold) : found->second;
}

bool Restoring::into(Book& book) {
    for (; !rows_.empty(); rows_.pop_front()) {
        const auto& row = rows_.front();
        if (!row.is_there || !book.restore(book.nextAccount(), row.account, row.counted)) return false;
    }
    return true;
}

}  // namespace buono::ledger
