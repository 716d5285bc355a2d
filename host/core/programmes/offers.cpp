#include "core/programmes/offers.hpp"

namespace buono::programmes {

const Call& VoucherOffers::callOf(const Id& programme) const {
    const auto [known, is_new] = calls_.try_emplace(programme);
    if (is_new) {
        auto found = programmes_.find(programme);
        BUONO_CHECK(found.has_value());  // A voucher is only ever issued under a call that was kept before.
        known->second = std::move(found->call);
    }
    return known->second;
}

instruments::Instrument VoucherOffers::offered(const Voucher& voucher) const {
    const auto& call = callOf(voucher.programme);
    instruments::Instrument one;
    one.id = voucher.id;
    one.kind = instruments::Kind::Voucher;
    one.account = voucher.account;
    one.debtor = {instruments::DebtorKind::City, voucher.source};
    one.holder = voucher.holder;
    one.beneficiary = voucher.child;
    one.label = call.title_it;
    one.policy.cover = instruments::coverOf(one.kind);
    one.policy.areas = call.areas;
    one.policy.usable_from = voucher.act_date;
    one.policy.usable_until = call.buy_by;
    one.policy.service_ends_by = call.service_ends_by;
    one.policy.claim_by = call.claim_by;
    return one;
}

std::vector<instruments::Instrument> VoucherOffers::of(const Id& holder) const {
    std::vector<instruments::Instrument> all;
    for (const auto& voucher : vouchers_.ofHolder(holder))
        if (voucher.state == VoucherState::Active) all.push_back(offered(voucher));
    return all;
}

std::optional<instruments::Instrument> VoucherOffers::instrument(const Id& id) const {
    const auto voucher = vouchers_.find(id);
    if (!voucher || voucher->state != VoucherState::Active) return std::nullopt;
    return offered(*voucher);
}

}  // namespace buono::programmes
