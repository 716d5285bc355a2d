// LaxOffers: what a person may spend, as the rooms offer it; with a planted fault, under a laxer law than they say.
#pragma once

#include "core/instruments/offers.hpp"
#include "simulation/plants.hpp"

namespace buono::simulation {

class LaxOffers final : public instruments::Offers {
public:
    LaxOffers(const instruments::Offers& offers, Plant plant) : offers_{offers}, plant_{plant} {}

    std::vector<instruments::Instrument> of(const registers::Id& holder) const override {
        auto all = offers_.of(holder);
        for (auto& one : all) bend(one);
        return all;
    }
    std::optional<instruments::Instrument> instrument(const registers::Id& id) const override {
        auto one = offers_.instrument(id);
        if (one) bend(*one);
        return one;
    }

private:
    void bend(instruments::Instrument& one) const {
        if (plant_ == Plant::AnyBeneficiary) one.beneficiary = {};
        if (plant_ == Plant::AnyDay) one.policy.usable_until = one.policy.service_ends_by;
        if (plant_ == Plant::CreditToppedUp) one.policy.cover = instruments::Cover::PartOfLine;
    }

    const instruments::Offers& offers_;
    Plant plant_;
};

}  // namespace buono::simulation
