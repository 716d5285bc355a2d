// Scenario: a Book with its journal in memory, and the shortest words to talk about it in a test.
#pragma once

#include <string>
#include <vector>

#include "core/ledger/book.hpp"

namespace buono::test {

class Scenario : public ledger::Journal {
public:
    ledger::Book book{*this};
    std::vector<std::vector<ledger::Transfer>> entries;
    registers::Clock* clock = nullptr;  ///< Whose time entries carry; without one all of them are of the beginning.

    void append(std::uint64_t seq, std::span<const ledger::Transfer> group) override {
        BUONO_CHECK(seq == entries.size() + 1);
        entries.emplace_back(group.begin(), group.end());
    }
    registers::Instant time() const override { return clock ? clock->now() : registers::Instant{}; }

    ledger::AccountNo source() { return book.open(ledger::AccountKind::Budget, ledger::Limit::None); }
    ledger::AccountNo wallet(std::int64_t cents = 0) {
        const auto no = book.open(ledger::AccountKind::Voucher, ledger::Limit::CreditsCoverDebits);
        if (cents > 0) BUONO_CHECK(book.post(std::vector{post(funds(), no, cents)}).has_value());
        return no;
    }
    ledger::AccountNo funds() { return funds_ ? funds_ : funds_ = source(); }

    static ledger::Transfer post(ledger::AccountNo debit, ledger::AccountNo credit, std::int64_t cents) {
        return {.action = ledger::Action::Post, .code = 2, .debit = debit, .credit = credit, .cents = cents};
    }
    static ledger::Transfer hold(ledger::AccountNo debit, ledger::AccountNo credit, std::int64_t cents) {
        return {.action = ledger::Action::Hold, .code = 3, .debit = debit, .credit = credit, .cents = cents};
    }
    static ledger::Transfer end(ledger::Action action, ledger::HoldNo hold, const ledger::Transfer& of,
                                std::int64_t cents) {
        return {.action = action, .code = 4, .debit = of.debit, .credit = of.credit, .cents = cents, .hold = hold};
    }

    std::int64_t available(ledger::AccountNo no) const { return book.account(no)->availableCents(); }

private:
    ledger::AccountNo funds_ = 0;
};

}  // namespace buono::test
