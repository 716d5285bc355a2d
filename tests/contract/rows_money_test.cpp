// Rows of programmes, welfare and settlement: what is kept is what is found, and both engines answer alike.
#include "adapters/store/programmes_rows.hpp"
#include "adapters/store/purchases_rows.hpp"
#include "adapters/store/settlement_rows.hpp"
#include "adapters/store/welfare_rows.hpp"
#include "contract/recording.hpp"

namespace buono::test {
namespace {

using registers::Id;
using store::Connection;

programmes::Programme programmeOf(std::uint8_t number, const char* slug) {
    programmes::Programme programme;
    programme.id = idOf(number);
    auto& call = programme.call;
    call.slug = slug;
    call.title_it = "WISH MI «è»";
    call.title_en = "WISH MI";
    call.sources = {{"UIA", "Urban", "B41B24000010001", euro(17000000)},
                    {"L285", "Legge", "B41B24000010002", euro(8983400)}};
    call.brackets = {{"B1", euro(0), euro(600000), euro(40000)}, {"B2", euro(600001), euro(2700000), euro(10000)}};
    call.amount_min = euro(10000);
    call.amount_max = euro(40000);
    call.isee_max = euro(2700000);
    call.apply_from = day("2026-01-01");
    call.apply_by = day("2026-02-01");
    call.buy_by = day("2026-07-31");
    call.service_ends_by = day("2026-08-31");
    call.claim_by = day("2026-10-31");
    call.child_age_below = 17;
    call.days_to_spend_min = 30;
    call.areas = {"sport", "arte"};
    call.payment_nature = programmes::PaymentNature::Contribution;
    call.vat_kind = programmes::VatKind::SinglePurpose;
    call.assumptions = {"one", "", "three"};
    for (int place = 0; place < 2; ++place) {
        const auto id = idOf(static_cast<std::uint8_t>(100 + 2 * number + place));
        const auto account = static_cast<ledger::AccountNo>(number * 10 + place);
        programme.sources.push_back(
            {id, programme.id, place, call.sources[static_cast<std::size_t>(place)], account + 2, account});
    }
    programme.at = {5};
    programme.seq = 9;
    return programme;
}

void programmes_(Connection& connection) {
    store::ProgrammesRows rows{connection};
    const auto first = programmeOf(1, "wish-mi"), second = programmeOf(2, "wish-mi-2");
    rows.add(second);
    rows.add(first);
    const auto found = rows.find(idOf(1));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->call, first.call);
    EXPECT_EQ(found->at.us, 5);
    EXPECT_EQ(found->seq, 9);
    EXPECT_EQ(ids(found->sources), "102 103");
    EXPECT_EQ(found->sources[1].fund, first.call.sources[1]);
    EXPECT_EQ(found->sources[1].account, 11);
    EXPECT_EQ(found->sources[1].budget, 13);
    EXPECT_EQ(rows.bySlug("wish-mi-2")->id, idOf(2));
    EXPECT_FALSE(rows.bySlug("wish"));
    EXPECT_EQ(ids(rows.all()), "1 2");

    const store::SourcesRows sources{connection};
    EXPECT_EQ(sources.source(idOf(103))->fund.cup, "B41B24000010002");
    EXPECT_FALSE(sources.source(idOf(99)));
    EXPECT_EQ(ids(sources.all()), "102 103 104 105");
}
TEST(StoreStatements, Programmes) { onBoth(programmes_); }

programmes::Application applicationOf(std::uint8_t number) {
    return {.id = idOf(number),
            .programme = idOf(90),
            .applicant = idOf(50),
            .child = idOf(static_cast<std::uint8_t>(number + 100)),
            .bracket = number,
            .protocol = "INPS-ISEE-2026-0123456" + std::to_string(number) + "A-00",
            .responsibility = programmes::Responsibility::Guardian,
            .is_protected = number == 2,
            .at = {number},
            .seq = 3};
}

void applications(Connection& connection) {
    store::Vault vault{connection, {{1}, {2}}};
    store::ApplicationsRows rows{connection, vault};
    rows.add(std::vector{applicationOf(1), applicationOf(2), applicationOf(3), applicationOf(4)});
    const auto found = *rows.find(idOf(2));
    EXPECT_EQ(found.bracket, 2);
    EXPECT_EQ(found.protocol, applicationOf(2).protocol);
    EXPECT_EQ(found.responsibility, programmes::Responsibility::Guardian);
    EXPECT_TRUE(found.is_protected);
    EXPECT_EQ(found.state, programmes::ApplicationState::Eligible);
    EXPECT_EQ(found.seq, 3);
    EXPECT_FALSE(rows.find(idOf(9)));
    EXPECT_EQ(ids(rows.ofApplicant(idOf(50), {}, 2)), "4 3");
    EXPECT_EQ(ids(rows.ofApplicant(idOf(50), idOf(3), 9)), "2 1");
    EXPECT_EQ(ids(rows.ofProgramme(idOf(90), {}, 2)), "1 2");
    EXPECT_EQ(ids(rows.ofProgramme(idOf(90), idOf(2), 9)), "3 4");
    EXPECT_TRUE(rows.isApplied(idOf(90), idOf(103)));
    EXPECT_FALSE(rows.isApplied(idOf(91), idOf(103)));
    EXPECT_EQ(rows.children(idOf(90)).size(), 4);
    EXPECT_EQ(rows.count(idOf(90)), 4);
    const auto entrants = rows.entrants(idOf(90));
    EXPECT_EQ(each(entrants, [](const auto& e) { return last(e.application) + std::to_string(e.bracket); }),
              "11 22 33 44");

    store::RankingsRows rankings{connection, vault};
    EXPECT_FALSE(rankings.ofProgramme(idOf(90)));
    const std::vector<Id> order{idOf(3), idOf(1), idOf(2)};
    rankings.add({idOf(70), idOf(90), "seed", "person:1", {44}, 3, 12}, order);
    const auto ranking = *rankings.ofProgramme(idOf(90));
    EXPECT_EQ(ranking.seed + ranking.actor, "seedperson:1");
    EXPECT_EQ(ranking.applications, 3);
    EXPECT_EQ(ranking.seq, 12);
    EXPECT_EQ(rankings.placeOf(idOf(1)), 2);
    EXPECT_EQ(rankings.placeOf(idOf(4)), 0);
    EXPECT_EQ(each(rankings.placed(idOf(90), 1, 5), [](const auto& p) { return last(p.application); }), "1 2");
    EXPECT_EQ(rankings.placed(idOf(90), 0, 1).at(0).state, programmes::ApplicationState::Ranked);
    const auto waiting = rankings.waiting(idOf(90));
    EXPECT_EQ(each(waiting, [](const auto& w) { return last(w.application) + std::to_string(w.bracket); }), "33 11 22");
    EXPECT_TRUE(waiting.at(2).is_protected);

    connection.run(
        "INSERT INTO ledger_accounts (no, kind, limit_kind, debits_posted, debits_held, credits_posted, credits_held) "
        "VALUES (7, 3, 1, 5000, 10000, 40000, 0)");
    store::VouchersRows vouchers{connection};
    const programmes::Voucher voucher{.id = idOf(80),
                                      .programme = idOf(90),
                                      .application = idOf(3),
                                      .child = idOf(103),
                                      .holder = idOf(50),
                                      .source = idOf(60),
                                      .account = 7,
                                      .amount = euro(40000),
                                      .act_number = "12/2026",
                                      .act_date = day("2026-02-10")};
    vouchers.add({idOf(71), idOf(90), "12/2026", day("2026-02-10"), "person:1", {45}, 1, 2, euro(40000), 13},
                 std::vector{voucher});
    EXPECT_EQ(vouchers.find(idOf(80))->act_number, "12/2026");
    EXPECT_EQ(vouchers.find(idOf(80))->act_date, day("2026-02-10"));
    EXPECT_EQ(vouchers.find(idOf(80))->account, 7);
    EXPECT_FALSE(vouchers.find(idOf(81)));
    EXPECT_EQ(ids(vouchers.ofHolder(idOf(50))), "80");
    const auto brief = vouchers.ofProgramme(idOf(90)).at(0);
    EXPECT_EQ(brief.source, idOf(60));
    EXPECT_EQ(brief.account, 7);
    EXPECT_EQ(brief.amount, euro(40000));
    const auto award = vouchers.awards(idOf(90)).at(0);
    EXPECT_EQ(award.waitlisted, 2);
    EXPECT_EQ(award.total, euro(40000));
    EXPECT_EQ(rows.find(idOf(3))->state, programmes::ApplicationState::Awarded);
    EXPECT_EQ(rows.find(idOf(1))->state, programmes::ApplicationState::Waitlisted);
    EXPECT_EQ(each(rankings.waiting(idOf(90)), [](const auto& w) { return last(w.application); }), "1 2");
}
TEST(StoreStatements, Applications) { onBoth(applications); }

void welfare_(Connection& connection) {
    store::EmployersRows employers{connection};
    const welfare::Employer employer{idOf(1), "Ditta S.p.A.", "01234567897", "IT60X0542811101000000123456", "Ditta"};
    employers.add(employer);
    EXPECT_EQ(employers.employer(idOf(1)), employer);
    EXPECT_EQ(employers.byTaxId("01234567897"), employer);
    EXPECT_FALSE(employers.byTaxId("01234567890"));

    store::PlansRows plans{connection};
    welfare::Plan plan{.id = idOf(2),
                       .employer = idOf(1),
                       .name = "Piano",
                       .year = 2026,
                       .amount = euro(500000),
                       .account = 21,
                       .usable_from = day("2026-01-01"),
                       .usable_until = day("2026-12-31"),
                       .service_ends_by = day("2027-01-31"),
                       .areas = {"sport", "arte"},
                       .categories = {},
                       .opened = {6},
                       .seq = 8};
    plans.add(plan);
    plan.id = idOf(3);
    plan.areas = {};
    plan.categories = {"care"};
    plans.add(plan);
    EXPECT_EQ(ids(plans.ofEmployer(idOf(1))), "3 2");
    const auto found = *plans.plan(idOf(2));
    EXPECT_EQ(found.areas, (std::vector<std::string>{"sport", "arte"}));
    EXPECT_TRUE(found.categories.empty());
    EXPECT_EQ(found.service_ends_by, day("2027-01-31"));
    EXPECT_EQ(found.amount, euro(500000));
    EXPECT_EQ(found.account, 21);
    EXPECT_EQ(found.seq, 8);
    EXPECT_FALSE(plans.plan(idOf(9)));

    store::CreditsRows credits{connection};
    welfare::Credit credit{idOf(4), idOf(2), idOf(50), 31, euro(30000), false, {7}};
    credits.add(credit);
    credits.add({idOf(5), idOf(3), idOf(50), 32, euro(20000), true, {7}});
    credits.add({idOf(6), idOf(2), idOf(51), 33, euro(10000), true, {7}});
    credit.amount = euro(35000);
    credit.dependent_child = true;
    credit.at = {9};
    credits.keep(credit);
    const auto kept = *credits.credit(idOf(4));
    EXPECT_EQ(kept.amount, euro(35000));
    EXPECT_TRUE(kept.dependent_child);
    EXPECT_EQ(kept.at.us, 9);
    EXPECT_EQ(kept.account, 31);
    EXPECT_EQ(credits.of(idOf(3), idOf(50))->id, idOf(5));
    EXPECT_FALSE(credits.of(idOf(3), idOf(51)));
    EXPECT_EQ(ids(credits.ofPerson(idOf(50))), "4 5");
    EXPECT_EQ(ids(credits.ofPlan(idOf(2), {}, 1)), "4");
    EXPECT_EQ(ids(credits.ofPlan(idOf(2), idOf(4), 5)), "6");
    EXPECT_EQ(credits.total(idOf(2)).people, 2);
    EXPECT_EQ(credits.total(idOf(2)).amount, euro(45000));
    EXPECT_EQ(credits.total(idOf(9)).amount, euro(0));
    EXPECT_EQ(credits.inYear(idOf(1), idOf(50), 2026), euro(55000));
    EXPECT_EQ(credits.inYear(idOf(1), idOf(50), 2025), euro(0));
}
TEST(StoreStatements, Welfare) { onBoth(welfare_); }

const instruments::Debtor kCity{instruments::DebtorKind::City, {}};
const instruments::Debtor kSource{instruments::DebtorKind::City, idOf(60)};
const instruments::Debtor kEmployer{instruments::DebtorKind::Employer, idOf(61)};

void redeem(Connection& connection, std::uint8_t number, std::vector<purchases::Due> dues,
            purchases::RedemptionState state = purchases::RedemptionState::Done) {
    store::RedemptionsRows{connection}.add({.id = idOf(number),
                                            .ente = idOf(51),
                                            .purchase = idOf(40),
                                            .spending_code = {},
                                            .state = state,
                                            .lines = {0},
                                            .dues = std::move(dues),
                                            .total = euro(1),
                                            .provider_ref = {},
                                            .at = {number}});
}
std::string textOf(const std::vector<settlement::Unpaid>& unpaid) {
    return each(unpaid, [](const auto& u) {
        return last(u.debtor.id) + ":" + std::to_string(u.dues) + ":" + u.free.text() + ":" + u.proposed.text();
    });
}

void settlement_(Connection& connection) {
    redeem(connection, 1, {{kSource, 31, euro(20000)}, {{}, 0, euro(1000)}});
    redeem(connection, 2, {{kEmployer, 32, euro(3000)}, {kSource, 31, euro(500)}});
    redeem(connection, 3, {{kSource, 31, euro(700)}}, purchases::RedemptionState::Asking);
    store::DuesRows dues{connection};
    EXPECT_EQ(textOf(dues.unpaid(kCity)), "60:2:205.00:0.00");
    EXPECT_EQ(textOf(dues.unpaid(kEmployer)), "61:1:30.00:0.00");
    EXPECT_EQ(textOf(dues.unpaid({instruments::DebtorKind::Employer, idOf(62)})), "");

    store::SettlementsRows rows{connection};
    EXPECT_EQ(rows.lastNumber(kCity), 0);
    settlement::Settlement settlement{.id = idOf(10),
                                      .debtor = kCity,
                                      .number = 1,
                                      .execution = day("2026-09-01"),
                                      .payer = {"Comune", "IT60X0542811101000000123456"},
                                      .payouts = 1,
                                      .dues = 2,
                                      .total = euro(20500),
                                      .proposed_by = idOf(70),
                                      .proposed = {80},
                                      .decided_by = {},
                                      .decided = {}};
    const settlement::Payout payout{.id = idOf(11),
                                    .settlement = idOf(10),
                                    .ente = idOf(51),
                                    .debtor = kSource,
                                    .payable = 31,
                                    .payee = {"Coop", "IT60X0542811101000000123457"},
                                    .cup = "B41B24000010001",
                                    .fund = "UIA",
                                    .dues = 2,
                                    .amount = euro(20500)};
    rows.add(settlement);
    rows.add(payout);
    EXPECT_EQ(dues.take(payout), euro(20500));
    EXPECT_EQ(textOf(dues.unpaid(kCity)), "60:0:0.00:205.00");
    const auto lines = dues.lines(idOf(11), {}, 9);
    EXPECT_EQ(
        each(lines,
             [](const auto& l) { return last(l.redemption) + ":" + std::to_string(l.due) + ":" + l.amount.text(); }),
        "1:0:200.00 2:1:5.00");
    EXPECT_EQ(dues.lines(idOf(11), lines.at(0), 9).size(), 1);
    EXPECT_EQ(dues.lines(idOf(11), {}, 1).size(), 1);

    EXPECT_EQ(rows.lastNumber(kCity), 1);
    EXPECT_EQ(rows.lastNumber(kEmployer), 0);
    EXPECT_EQ(ids(rows.of(kCity, {}, 5)), "10");
    EXPECT_TRUE(rows.of(kEmployer, {}, 5).empty());
    EXPECT_EQ(ids(rows.payouts(idOf(10))), "11");
    EXPECT_EQ(rows.payout(idOf(11))->payee, payout.payee);
    EXPECT_EQ(rows.payout(idOf(11))->cup + rows.payout(idOf(11))->fund, "B41B24000010001UIA");
    EXPECT_EQ(rows.payout(idOf(11))->debtor, kSource);
    EXPECT_TRUE(rows.paidTo(idOf(51), {}, 5).empty());

    rows.add(idOf(10), settlement::Difference{idOf(51), kSource, euro(1), euro(2)});
    EXPECT_EQ(rows.differences(idOf(10)).at(0).ledger, euro(2));

    settlement.state = settlement::State::Approved;
    settlement.decided_by = idOf(71);
    settlement.decided = {90};
    settlement.seq = 44;
    rows.keep(settlement);
    const auto kept = *rows.settlement(idOf(10));
    EXPECT_EQ(kept.state, settlement::State::Approved);
    EXPECT_EQ(kept.decided_by, idOf(71));
    EXPECT_EQ(kept.seq, 44);
    EXPECT_EQ(kept.execution, day("2026-09-01"));
    EXPECT_EQ(kept.payer, settlement.payer);
    EXPECT_EQ(kept.total, euro(20500));
    EXPECT_EQ(ids(rows.paidTo(idOf(51), {}, 5)), "11");
    EXPECT_EQ(textOf(dues.unpaid(kCity)), "");

    dues.release(idOf(10));
    EXPECT_TRUE(dues.lines(idOf(11), {}, 9).empty());
}
TEST(StoreStatements, Settlement) { onBoth(settlement_); }

}  // namespace
}  // namespace buono::test
