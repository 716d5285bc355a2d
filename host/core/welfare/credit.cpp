#include "core/welfare/credit.hpp"

#include "core/welfare/ports.hpp"

namespace buono::welfare {

std::vector<instruments::Instrument> CreditOffers::of(const Id& holder) const {
    std::vector<instruments::Instrument> all;
    for (const auto& credit : credits_.ofPerson(holder)) all.push_back(describe(credit));
    return all;
}

std::optional<instruments::Instrument> CreditOffers::instrument(const Id& id) const {
    const auto credit = credits_.credit(id);
    return credit ? std::optional{describe(*credit)} : std::nullopt;
}

instruments::Instrument CreditOffers::describe(const Credit& credit) const {
    const auto plan = plans_.plan(credit.plan);
    BUONO_CHECK(plan);
    const auto rules = rulesOf(plan->basis);
    instruments::Instrument one;
    one.id = credit.id;
    one.kind = rules.kind;
    one.account = credit.account;
    one.debtor = {instruments::DebtorKind::Employer, plan->employer};
    one.holder = credit.person;
    one.label = plan->name;
    one.policy.cover = instruments::coverOf(rules.kind);
    one.policy.areas = plan->areas;
    one.policy.categories = plan->categories;
    one.policy.usable_from = plan->usable_from;
    one.policy.usable_until = plan->usable_until;
    one.policy.service_ends_by = plan->service_ends_by;
    return one;
}

}  // namespace buono::welfare
