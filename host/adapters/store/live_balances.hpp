// LiveBalances: every balance as of the last commit, for those who read.
//
// The writer publishes what a batch changed once it is durable: nobody sees a balance that may still not come true. Any
// thread reads; one read of many accounts is of one moment. In memory: rows lag behind (projection.hpp).
#pragma once

#include <deque>
#include <mutex>
#include <shared_mutex>

#include "core/ledger/book.hpp"

namespace buono::store {

class LiveBalances final : public ledger::Balances {
public:
    std::optional<ledger::Account> account(ledger::AccountNo no) const override {
        const std::shared_lock lock{turn_};
        return at(no);
    }
    std::vector<std::optional<ledger::Account>> accounts(std::span<const ledger::AccountNo> numbers) const override {
        const std::shared_lock lock{turn_};
        std::vector<std::optional<ledger::Account>> found;
        found.reserve(numbers.size());
        for (const auto no : numbers) found.push_back(at(no));
        return found;
    }

    /// The writer's thread, or before it runs: these accounts are now as the Book has them.
    void publish(const ledger::Book& book, std::span<const ledger::AccountNo> changed) {
        const std::unique_lock lock{turn_};
        accounts_.resize(book.nextAccount() - 1);
        for (const auto no : changed) accounts_[no - 1] = *book.account(no);
    }
    void publishAll(const ledger::Book& book) {
        const std::unique_lock lock{turn_};
        accounts_.resize(book.nextAccount() - 1);
        for (ledger::AccountNo no = 1; no <= accounts_.size(); ++no) accounts_[no - 1] = *book.account(no);
    }

private:
    std::optional<ledger::Account> at(ledger::AccountNo no) const {
        if (no == 0 || no > accounts_.size()) return std::nullopt;
        return accounts_[no - 1];
    }

    mutable std::shared_mutex turn_;
    std::deque<ledger::Account> accounts_;  // accounts_[no - 1]
};

}  // namespace buono::store
