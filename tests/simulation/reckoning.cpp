#include "simulation/reckoning.hpp"

#include "core/programmes/budgets.hpp"
#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

using Words = std::vector<std::string_view>;

/// As many rows as acknowledgements: nothing was made that nobody was told of, nothing told that was not made.
void sameCount(const Crowd& crowd, std::initializer_list<What> whats, std::size_t rows) {
    std::uint64_t told = 0;
    for (const auto what : whats) told += crowd.acknowledged(what);
    if (told != rows)
        fail("I17 what was told is what is there", std::string{word(*whats.begin())} + ": " + std::to_string(told) +
                                                       " told, " + std::to_string(rows) + " kept");
}

template <class Row>
const Row& made(const Table<Id, Row>& table, const Words& words) {
    const auto id = Id::parse(words.at(0));
    const auto* row = id ? table.find(*id) : nullptr;
    if (row == nullptr) fail("I17 what was told is there", std::string{words.at(0)});
    return *row;
}

void checkRedemption(const Store& store, const Words& words) {
    const auto& row = made(store.redemptions.rows, words);
    require(row.total.text() == words.at(2), "I17 the amount that was told", row.id);
    const bool was_done = words.at(1) == "done";
    require(!was_done || row.state == purchases::RedemptionState::Done, "I17 what was told done is done", row.id);
}

void check(What what, const Words& words, const Store& store) {
    switch (what) {
        case What::Spend:
        case What::SpendMany:
        case What::Redeem: return checkRedemption(store, words);
        case What::Buy: made(store.purchases.rows, words); return;
        case What::IssueCode: made(store.codes.spending, words); return;
        case What::Propose: {
            const auto& row = made(store.settlements.rows, words);
            require(row.total.text() == words.at(1), "I17 the amount that was told", row.id);
            return;
        }
        case What::Cancel: {
            const auto state = made(store.purchases.rows, words).state;
            const bool is_over = state == purchases::State::Cancelled || state == purchases::State::Refunded;
            require(is_over, "I17 what was told cancelled is");
            return;
        }
        case What::Approve:
            require(made(store.settlements.rows, words).state == settlement::State::Approved, "I17 told approved");
            return;
        default: return;
    }
}

}  // namespace

void reckon(const Crowd& crowd, const Store& store) {
    sameCount(crowd, {What::Buy}, store.purchases.rows.rows().size());
    sameCount(crowd, {What::Spend, What::SpendMany, What::Redeem}, store.redemptions.rows.rows().size());
    sameCount(crowd, {What::IssueCode}, store.codes.spending.rows().size());
    sameCount(crowd, {What::Apply}, store.applications.rows.rows().size());
    sameCount(crowd, {What::LoadCall}, store.programmes.rows.rows().size());
    sameCount(crowd, {What::Rank}, store.rankings.rows.rows().size());
    sameCount(crowd, {What::Award}, store.vouchers.all_awards.rows().size());
    sameCount(crowd, {What::OpenPlan}, store.plans.rows.rows().size());
    sameCount(crowd, {What::Propose}, store.settlements.rows.rows().size());
    crowd.eachAcknowledged([&](What what, const Words& words) { check(what, words, store); });
}

void reckonBudgets(const Store& store, const ledger::Balances& balances) {
    const programmes::Budgets budgets{store.vouchers, store.ledger.directory, balances};
    for (const auto& programme : store.programmes.all()) {
        for (const auto& one : budgets.of(programme)) {
            const auto places = one.held.cents() + one.available.cents() + one.captured.cents();
            require(one.awarded.cents() == places, "I10 awarded = held + available + captured", programme.id);
            const auto all = one.left.cents() + one.awarded.cents();
            require(one.source.fund.amount.cents() == all, "I10 amount = left + awarded", programme.id);
        }
    }
}

}  // namespace buono::simulation
