// Spend: an ente takes an amount on a spending code, or on up to a hundred of them at once: one entry group, all or
// nothing.
//
// Each payment moves the money from its voucher to what its debtor owes the ente, and as much from the code's allowance
// (allowance.hpp). It holds nothing before and asks no provider: there is no booking behind it. A refusal says "does
// not cover", never what is left, and in a batch which payment it is about. Writer's thread only.
#pragma once

#include <span>
#include <string>

#include "core/purchases/workbench.hpp"

namespace buono::purchases {

struct Payment {
    registers::Sha256 code{};  ///< Keyed hash of the canonical code (CodeMaker::hash).
    Money amount;
};

class Spend {
public:
    static constexpr std::size_t kBatchMax = 100;

    Spend(Funds funds, Rows rows, const Shelf& shelf) : funds_{funds}, rows_{rows}, shelf_{shelf} {}

    /// Every code of another ente is the same as none.
    Result<Redemption> one(const Id& ente, const Payment& payment, Instant now);
    /// 1 to kBatchMax payments; the same code may come again. Refusals point to "/items/3/amount" and its like.
    Result<Redemption> all(const Id& ente, std::span<const Payment> payments, Instant now);

private:
    using Permit = std::shared_ptr<const SpendingCode>;
    struct Group;

    using NameOf = std::string (*)(std::size_t payment);  ///< How a refusal names a payment.

    Result<Redemption> take(const Id& ente, std::span<const Payment> payments, Instant now, NameOf nameOf);
    template <class Name>
    Result<Permit> permit(const Id& ente, const Payment& payment, const Name& name, Instant now) const;
    Error beyond(std::span<const Payment> payments, const Group& group, NameOf nameOf) const;
    Redemption keep(const Id& ente, const Group& group, std::uint64_t seq, Instant now);

    Funds funds_;
    Rows rows_;
    const Shelf& shelf_;
};

}  // namespace buono::purchases
