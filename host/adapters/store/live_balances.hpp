// LiveBalances: every balance as of the last commit, for those who read.
//
// The writer publishes what a batch changed once it is durable: nobody sees a balance that may still not come true. Any
// thread reads; one read of many accounts is of one moment. In memory: rows lag behind (projection.hpp). A million
// accounts take 18 MB: few of them hold anything, so what is held stands apart.
#pragma once

#include <deque>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

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
        resize(book);
        for (const auto no : changed) set(no, *book.account(no));
    }
    void publishAll(const ledger::Book& book) {
        const std::unique_lock lock{turn_};
        resize(book);
        for (ledger::AccountNo no = 1; no <= posted_.size(); ++no) set(no, *book.account(no));
    }

private:
    struct Cents {
        std::int64_t debits = 0, credits = 0;
    };
    struct Nature {
        std::uint8_t kind = 0, limit = 0;
    };
    static_assert(static_cast<std::size_t>(ledger::kLastKind) < 256);

    void resize(const ledger::Book& book) {
        posted_.resize(book.nextAccount() - 1);
        natures_.resize(posted_.size());
    }
    void set(ledger::AccountNo no, const ledger::Account& account) {
        natures_[no - 1] = {static_cast<std::uint8_t>(account.kind), static_cast<std::uint8_t>(account.limit)};
        posted_[no - 1] = {account.debits_posted_cents, account.credits_posted_cents};
        if (account.debits_held_cents != 0 || account.credits_held_cents != 0)
            held_[no] = {account.debits_held_cents, account.credits_held_cents};
        else
            held_.erase(no);
    }
    std::optional<ledger::Account> at(ledger::AccountNo no) const {
        if (no == 0 || no > posted_.size()) return std::nullopt;
        const auto& [kind, limit] = natures_[no - 1];
        const auto& posted = posted_[no - 1];
        const auto found = held_.find(no);
        const auto held = found == held_.end() ? Cents{} : found->second;
        return ledger::Account{.kind = static_cast<ledger::AccountKind>(kind),
                               .limit = static_cast<ledger::Limit>(limit),
                               .debits_posted_cents = posted.debits,
                               .debits_held_cents = held.debits,
                               .credits_posted_cents = posted.credits,
                               .credits_held_cents = held.credits};
    }

    mutable std::shared_mutex turn_;
    std::deque<Cents> posted_;  // posted_[no - 1]; a million do not move when one more is opened.
    std::deque<Nature> natures_;
    std::unordered_map<ledger::AccountNo, Cents> held_;  // Of those that hold something.
};

}  // namespace buono::store
