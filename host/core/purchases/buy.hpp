// Buy: the first of the two changes of a purchase. Everything that can be held is held in one entry group, the
// purchase and its intent are kept, and the question to the payment method is left for the courier.
//
// Asks nobody outside. Writer's thread only.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/purchases/code.hpp"
#include "core/purchases/quote.hpp"
#include "core/purchases/workbench.hpp"

namespace buono::purchases {

struct Bought {
    Purchase purchase;
    std::optional<Operation> payment;  ///< What the method is about to be asked; none where nothing is direct.
};

class Buy {
public:
    Buy(const Quoter& quoter, Funds funds, Rows rows, const CodeMaker& codes, std::vector<MethodTerms> methods)
        : quoter_{quoter}, funds_{funds}, rows_{rows}, codes_{codes}, methods_{std::move(methods)} {}

    /// Refuses what Quoter::confirm refuses, a method that is not installed (only where something is direct) and
    /// money that is no longer there. Answers the purchase: reserving, or confirmed when nothing is direct.
    /// @param operation  what the method will know the payment by: the same whenever this request is made again, also
    /// in a city that a restore has set back, so that nobody pays twice.
    Result<Bought> operator()(const Id& payer, std::string_view token, std::string_view method, const Id& operation,
                              Instant now);
    /// The token's request as it is priced now: what a refusal with kQuoteChanged shows the payer.
    Result<Quote> quoteNow(const Id& payer, std::string_view token, Instant now) const;

private:
    Result<Purchase> draft(const Quote& quote, std::string_view method, Instant now);
    Status hold(Purchase& purchase, const instruments::Split& split);
    const MethodTerms* terms(std::string_view method) const;
    Operation ask(const Purchase& purchase, const Id& operation);

    const Quoter& quoter_;
    Funds funds_;
    Rows rows_;
    const CodeMaker& codes_;
    std::vector<MethodTerms> methods_;
};

}  // namespace buono::purchases
