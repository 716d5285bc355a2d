// VoucherOffers: vouchers as instruments: what purchases may spend, under the policy of their call.
//
// A voucher pays part of a line, for its child only, in the call's areas, from its act to the call's last day to buy.
// One per connection, on its thread: a call never changes, so each is read once.
#pragma once

#include <unordered_map>

#include "core/instruments/offers.hpp"
#include "core/programmes/ports.hpp"

namespace buono::programmes {

class VoucherOffers final : public instruments::Offers {
public:
    VoucherOffers(const Vouchers& vouchers, const Programmes& programmes)
        : vouchers_{vouchers}, programmes_{programmes} {}

    std::vector<instruments::Instrument> of(const Id& holder) const override;
    std::optional<instruments::Instrument> instrument(const Id& id) const override;

private:
    const Call& callOf(const Id& programme) const;
    instruments::Instrument offered(const Voucher& voucher) const;

    const Vouchers& vouchers_;
    const Programmes& programmes_;
    mutable std::unordered_map<Id, Call, registers::IdHash> calls_;
};

}  // namespace buono::programmes
