// IssueSpendingCode: a family lets one ente, or every accredited ente of an area, take up to an amount from one
// voucher, with no purchase before. ReissueCode: a new code for the same thing; the old one dies.
//
// A spending code sets nothing aside: it is a permission, and the voucher must still have the money when it is
// used. How much of it is left is an allowance in the ledger (allowance.hpp). Only instruments that may pay part of a
// price can be spent so: a welfare document covers a line of a purchase, whole and alone. Writer's thread only.
#pragma once

#include <optional>
#include <string>

#include "core/instruments/wallet.hpp"
#include "core/purchases/code.hpp"
#include "core/purchases/workbench.hpp"

namespace buono::purchases {

struct SpendingOrder {
    Id holder;
    Id instrument;
    Money amount;
    Id ente;  ///< One of ente and area is given.
    std::string area;
    std::optional<Instant> expires;  ///< At most kLongestUs from now, and the voucher's last day; the default too.
};

class IssueSpendingCode {
public:
    static constexpr std::int64_t kLongestUs = 30LL * 24 * 3600 * 1'000'000;

    struct Around {
        const instruments::Wallet& wallet;
        const Shelf& shelf;
        const registers::Calendar& calendar;
        const CodeMaker& codes;
    };

    IssueSpendingCode(Funds funds, Rows rows, Around around) : funds_{funds}, rows_{rows}, around_{around} {}

    Result<SpendingCode> operator()(const SpendingOrder& order, Instant now);

private:
    Status allowed(const SpendingOrder& order, const instruments::Instrument& instrument) const;

    Funds funds_;
    Rows rows_;
    Around around_;
};

class ReissueCode {
public:
    ReissueCode(Funds funds, Rows rows, const CodeMaker& codes) : funds_{funds}, rows_{rows}, codes_{codes} {}

    /// Another's purchase is the same as none; one that is over has no code.
    Result<Purchase> purchase(const Id& payer, const Id& purchase);
    Result<SpendingCode> spending(const Id& holder, const Id& code, Instant now);

private:
    void replace(const CodeRow& code);

    Funds funds_;
    Rows rows_;
    const CodeMaker& codes_;
};

}  // namespace buono::purchases
