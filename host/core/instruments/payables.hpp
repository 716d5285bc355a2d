// Payables: finds the accounts a change needs beside the payer's own, and opens the missing ones with it.
//
// An account is opened in the entry group that first uses it: a refused change opens nothing. One Drawer is one
// change: ask it for accounts, put its openings at the head of the group, post, then keep(). Writer's thread only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/instruments/directory.hpp"

namespace buono::instruments {

class Payables {
public:
    Payables(const ledger::Book& book, Directory& directory) : book_{book}, directory_{directory} {}

    class Drawer {
    public:
        ledger::AccountNo account(const Purpose& purpose);
        ledger::AccountNo payable(const registers::Id& ente, const Debtor& debtor) {
            return account({ledger::AccountKind::Payable, ente, debtor, {}});
        }
        ledger::AccountNo received(const registers::Id& ente, const std::string& method) {
            return account({ledger::AccountKind::Received, ente, {}, method});
        }
        ledger::AccountNo clearing(const std::string& method) {
            return account({ledger::AccountKind::Clearing, {}, {}, method});
        }
        /// Where allowances of spending codes come from: one in a city.
        ledger::AccountNo allowanceGiven() { return account({ledger::AccountKind::AllowanceGiven, {}, {}, {}}); }

        /// The openings to put before the transfers that use the accounts; empty when all exist.
        const std::vector<ledger::Transfer>& openings() const { return openings_; }
        /// After the group is posted: makes the openings known to every later change.
        void keep();

    private:
        friend class Payables;
        explicit Drawer(Payables& owner) : owner_{owner} {}

        Payables& owner_;
        std::vector<ledger::Transfer> openings_;
        std::vector<Entitled> opened_;
    };

    Drawer drawer() { return Drawer{*this}; }

private:
    const ledger::Book& book_;
    Directory& directory_;
    std::map<Purpose, ledger::AccountNo> known_;  ///< Rows are never removed, so what was once seen stays true.
};

/// What the limit of an account of this kind is: see the ledger's kinds.
ledger::Limit limitOf(ledger::AccountKind kind);

}  // namespace buono::instruments
